import { writeXlsx } from '../export/writeXlsx.ts';
import { normaliseHeader } from './layout/headerText.ts';
import { RowIds } from './layout/rowIds.ts';
import { settleRead } from './readers/port.ts';
import type { ExportColumn } from '../export/xlsxParts.ts';
import type { Result } from '../../../domain/result.ts';
import type { SheetView } from './layout/sheetView.ts';
import type { SheetRow } from './readers/port.ts';

const reasonHeader = '不能导入的原因';
const sheetHeader = '工作表';
const rowHeader = '第几行';

/**
 * Rows that cannot be imported, every original column as text and the reason behind them: mended, it imports again. Of
 * several sheets it says which row of which it was, and columns of one name are one column.
 */
export async function refusedWorkbook(
  views: readonly SheetView[],
  reasons: ReadonlyMap<number, string>,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  return settleRead(async () => {
    const table = new Table();
    const isOne = views.length === 1;
    for (const [place, view] of views.entries()) {
      const rows = await refusedRows(view, RowIds.baseOf(place), reasons);
      if (rows.length === 0 && !isOne) continue;
      const columns = table.columnsOf(view, rows);
      for (const row of rows)
        table.add(row, columns, [
          ...(isOne ? [] : [view.name, String(row.number)]),
          reasons.get(row.number + RowIds.baseOf(place)) ?? '',
        ]);
    }
    return table.workbook(isOne ? [reasonHeader] : [sheetHeader, rowHeader, reasonHeader]);
  });
}

async function refusedRows(
  view: SheetView,
  base: number,
  reasons: ReadonlyMap<number, string>,
): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of view.source.rows(view.sheet))
    rows.push(...batch.filter((row) => reasons.has(row.number + base)));
  return rows;
}

class Table {
  private readonly headers: string[] = [];
  private readonly rows: { readonly cells: readonly string[]; readonly behind: readonly string[] }[] = [];

  /** Where each column of the sheet goes; a refused sheet that was mended carries our own columns already. */
  columnsOf(view: SheetView, rows: readonly SheetRow[]): readonly (number | undefined)[] {
    const width = rows.reduce((most, row) => Math.max(most, row.cells.length), view.headers.length);
    const own = new Set([reasonHeader, sheetHeader, rowHeader]);
    const taken = new Set<number>();
    return Array.from({ length: width }, (_, index) => {
      const header = view.headers[index] ?? '';
      if (own.has(header)) return undefined;
      let place = this.headers.findIndex(
        (known, at) => !taken.has(at) && normaliseHeader(known) === normaliseHeader(header),
      );
      if (place < 0) place = this.headers.push(header) - 1;
      taken.add(place);
      return place;
    });
  }

  add(row: SheetRow, columns: readonly (number | undefined)[], behind: readonly string[]): void {
    const cells: string[] = [];
    for (const [index, place] of columns.entries())
      if (place !== undefined) cells[place] = row.cells[index]?.text ?? '';
    this.rows.push({ cells, behind });
  }

  workbook(behind: readonly string[]): Uint8Array<ArrayBuffer> {
    const columnOf = (header: string): ExportColumn => ({
      header,
      width: header === reasonHeader ? 60 : 16,
      kind: 'text',
    });
    return writeXlsx({
      name: reasonHeader,
      columns: [...this.headers, ...behind].map(columnOf),
      rows: this.rows.map((row) => [
        ...this.headers.map((_, place) => row.cells[place] ?? ''),
        ...row.behind,
      ]),
    });
  }
}
