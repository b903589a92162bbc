import { fail, ok } from '../../../domain/result.ts';
import { mappingOf, rememberMapping, unreadHeaders } from '../import/layout/mapping.ts';
import { SheetSet } from '../import/layout/sheetSet.ts';
import { readRecords } from '../import/readRecords.ts';
import { allIn } from '../import/verdict/marks.ts';
import { sheetList } from './lists.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import type { Target } from '../import/layout/mapping.ts';
import type { SheetView } from '../import/layout/sheetView.ts';
import type { Preview } from '../import/preview.ts';
import type { OpenSheets, ReadLimits, SheetInfo } from '../import/readers/port.ts';
import type { UnknownWord } from '../import/readRecords.ts';
import type { Progress } from '../import/run.ts';
import type { SheetRecord } from '../import/verdict/types.ts';
import type { PersonList } from './types.ts';

/** What a page needs of a file to show its columns. */
export interface SheetPreview extends Pick<
  Preview,
  'fileLabel' | 'sheet' | 'headerRow' | 'headerFirst' | 'columns' | 'rows'
> {
  readonly sheets: readonly SheetInfo[];
  readonly layoutKey: string;
}

export interface ReadList {
  readonly list: PersonList;
  readonly rows: number;
  /** Rows whose document number is hidden in part. */
  readonly hiddenNumbers: number;
  /** Rows with an impossible value, which is left out. */
  readonly faulty: number;
  readonly unknownWords: readonly UnknownWord[];
  /** Columns that were not read beyond the preview (K45). */
  readonly unread: readonly string[];
}

/** Rows shown beside the columns. */
const shownRows = 40;

/** One of the two files: opened, its columns found, and read as people. */
export class ListedSheet {
  private readonly definition: RecordDefinition;
  private readonly sheets: SheetSet;
  readonly fileLabel: string;

  private constructor(definition: RecordDefinition, sheets: SheetSet, fileLabel: string) {
    this.definition = definition;
    this.sheets = sheets;
    this.fileLabel = fileLabel;
  }

  static async open(
    definition: RecordDefinition,
    file: Blob,
    name: string,
    from: { readonly open: OpenSheets; readonly limits: ReadLimits; readonly signal: AbortSignal },
  ): Promise<Result<ListedSheet>> {
    const source = await from.open(file, from.limits);
    if (!source.ok) return source;
    const sheets = await SheetSet.open(definition, source.value, from.signal);
    if (sheets.ok) return ok(new ListedSheet(definition, sheets.value, name));
    source.value.close?.();
    return sheets;
  }

  /** The sheet on the screen is the one that is compared. */
  private get view(): SheetView {
    return this.sheets.current;
  }

  close(): void {
    this.sheets.source.close?.();
  }

  preview(): SheetPreview {
    const { view } = this;
    return {
      fileLabel: this.fileLabel,
      sheets: view.source.sheets,
      sheet: view.sheet,
      columns: view.columns,
      layoutKey: view.layoutKey,
      rows: view.sample.slice(0, shownRows).map((row) => ({
        number: row.number,
        hidden: row.hidden === true,
        cells: row.cells.map((cell) => cell.text),
      })),
      ...(view.header ? { headerRow: view.headerNumber, headerFirst: view.header.first } : {}),
    };
  }

  async chooseSheet(sheet: number, signal: AbortSignal): Promise<Result<SheetPreview>> {
    const chosen = await this.sheets.choose(sheet, signal);
    return chosen.ok ? ok(this.preview()) : chosen;
  }

  chooseHeader(number: number): Result<SheetPreview> {
    const chosen = this.view.chooseHeader(number);
    return chosen.ok ? ok(this.preview()) : chosen;
  }

  setTarget(index: number, target: Target): Result<SheetPreview> {
    const set = this.view.setTarget(index, target);
    return set.ok ? ok(this.preview()) : set;
  }

  recall(remembered: string): SheetPreview {
    this.view.recall(remembered);
    return this.preview();
  }

  /** `on`: the day, as `YYYY-MM-DD`. */
  remembered(on: string): string {
    return rememberMapping(this.view.columns, on);
  }

  /** Whether people can be told apart by what is mapped. */
  check(): Result<void> {
    const { view, definition } = this;
    if (!view.header) return fail('noHeader', '没有找到列名所在的一行。请在左边点一下列名那一行。');
    const asked = view.columns.find((column) => column.target.kind === 'ask');
    if (asked)
      return fail('columnAsked', `“${asked.header}”一列还没有定下来。请在右边选它是哪一栏，或选“不导入”。`);
    const mapped = new Set(mappingOf(view.columns).values());
    if (definition.identity.some((rung) => rung.every((field) => mapped.has(field)))) return ok(undefined);
    const ways = definition.identity.map((rung) =>
      rung.map((field) => definition.fields[field]?.label ?? field).join('加'),
    );
    return fail(
      'noNumbers',
      `这份表还认不出谁是谁，没有核对。请在右边对上“${ways.join('”或“')}”，只有姓名不行。`,
    );
  }

  /** Every person of the sheet, also those of whom a cell is impossible: that cell alone is left out. */
  async read(signal: AbortSignal, onProgress?: Progress): Promise<Result<ReadList>> {
    const { definition, view } = this;
    const rows: SheetRecord[] = [];
    const take = (record: SheetRecord): void => {
      rows.push(record);
    };
    const wishes = { answers: {}, marks: allIn };
    const read = await readRecords(definition, [view], wishes, take, signal, onProgress);
    if (!read.ok) return read;
    const mapped = new Set(mappingOf(view.columns).values());
    for (const field of [...mapped]) {
      const end = definition.fields[field]?.range?.to;
      if (end !== undefined) mapped.add(end);
    }
    return ok({
      ...sheetList(definition, rows, mapped),
      rows: rows.length,
      faulty: rows.filter((row) => row.refusal !== undefined).length,
      unknownWords: read.value.unknownWords,
      unread: unreadHeaders(view.columns),
    });
  }
}
