import { ReadStop } from '../../../../../renderer/records/import/readers/port.ts';
import type {
  MergedCells,
  OpenSheets,
  SheetRow,
} from '../../../../../renderer/records/import/readers/port.ts';

export interface FakeSheet {
  readonly name: string;
  readonly hidden?: boolean;
  readonly rows: readonly (readonly string[])[];
  /** By row number. */
  readonly marked?: Readonly<Record<number, Pick<SheetRow, 'hidden' | 'struck' | 'coloured'>>>;
  readonly merged?: readonly MergedCells[];
  readonly damaged?: boolean;
}

const rowOf = (texts: readonly string[], at: number, sheet: FakeSheet): SheetRow => ({
  number: at + 1,
  cells: texts.map((text) => ({ kind: text === '' ? 'empty' : 'text', text })),
  ...sheet.marked?.[at + 1],
});

/** A reader of a file that is these sheets: empty lines are left out and unread columns empty, as readers do. */
export function fakeSheets(sheets: readonly FakeSheet[]): OpenSheets {
  return () =>
    Promise.resolve({
      ok: true,
      value: {
        format: 'xlsx',
        sheets: sheets.map(({ name, hidden }) => ({ name, hidden: hidden === true })),
        merged: (sheet) => Promise.resolve(sheets[sheet]?.merged ?? []),
        async *rows(index, { columns, maxRows, signal } = {}) {
          await Promise.resolve();
          if (signal?.aborted === true) throw new ReadStop('cancelled');
          const sheet = sheets[index];
          if (!sheet || sheet.damaged === true) throw new ReadStop('damaged');
          const kept = sheet.rows
            .map((texts, at) =>
              rowOf(
                texts.map((text, column) => (columns?.has(column) === false ? '' : text)),
                at,
                sheet,
              ),
            )
            .filter(({ cells }) => cells.some(({ text }) => text !== ''));
          yield kept.slice(0, maxRows);
        },
      },
    });
}
