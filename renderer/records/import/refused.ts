import { writeXlsx } from '../export/writeXlsx.ts';
import { settleRead } from './readers/port.ts';
import type { ExportColumn } from '../export/xlsxParts.ts';
import type { SheetRow, SheetSource } from './readers/port.ts';
import type { Result } from '../../../domain/result.ts';

const reasonHeader = '不能导入的原因';

/** Rows that cannot be imported, every original column as text and the reason behind them: mended, it imports again. */
export async function refusedWorkbook(
  source: SheetSource,
  sheet: number,
  header: SheetRow,
  reasons: ReadonlyMap<number, string>,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  return settleRead(async () => {
    const rows: SheetRow[] = [];
    for await (const batch of source.rows(sheet))
      rows.push(...batch.filter((row) => reasons.has(row.number)));
    const width = Math.max(header.cells.length, ...rows.map((row) => row.cells.length));
    const columns: ExportColumn[] = Array.from({ length: width }, (_, index) => ({
      header: header.cells[index]?.text ?? '',
      width: 16,
      kind: 'text',
    }));
    // A refused sheet that is mended and comes back carries the column already.
    const kept = columns
      .map((column, index) => ({ column, index }))
      .filter(({ column }) => column.header !== reasonHeader);
    return writeXlsx({
      name: reasonHeader,
      columns: [...kept.map(({ column }) => column), { header: reasonHeader, width: 60, kind: 'text' }],
      rows: rows.map((row) => [
        ...kept.map(({ index }) => row.cells[index]?.text ?? ''),
        reasons.get(row.number) ?? '',
      ]),
    });
  });
}
