import { mappingOf } from './layout/mapping.ts';
import { settleRead } from './readers/port.ts';
import type { SheetSet } from './layout/sheetSet.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';

/**
 * Rows below the headers of each sheet that was looked into, by its place; only the name's column is read, so that a long
 * sheet is counted in a moment. What the reader keeps between looks it keeps between these too.
 */
export async function countSheetRows(
  definition: RecordDefinition,
  sheets: SheetSet,
  signal: AbortSignal,
): Promise<Result<Readonly<Record<number, number>>>> {
  return settleRead(async () => {
    const counts: Record<number, number> = {};
    for (const index of sheets.source.sheets.keys()) {
      const view = sheets.viewOf(index);
      if (!view?.header) continue;
      const mapping = mappingOf(view.columns);
      const named = [...mapping].find(([, field]) => field === definition.titleField)?.[0];
      const columns = new Set(named === undefined ? mapping.keys() : [named]);
      if (columns.size === 0) continue;
      let count = 0;
      const options = { columns, signal, maxRows: Number.MAX_SAFE_INTEGER };
      for await (const batch of sheets.source.rows(index, options))
        for (const row of batch) if (row.number > view.headerNumber) count += 1;
      counts[index] = count;
    }
    return counts;
  });
}
