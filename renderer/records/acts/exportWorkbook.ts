import type { RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';

/** The workbook of listed rows. The writer is loaded when somebody exports, not when the list opens. */
export async function exportWorkbook(
  definition: RecordDefinition,
  fields: readonly string[],
  reveal: boolean,
  rows: readonly RecordData[],
): Promise<Result<Uint8Array>> {
  if (rows.length === 0) return fail('nothingToExport', '现在列表里没有可以导出的内容。原来的内容没有动。');
  const { exportRecords } = await import('../export/exportRecords.ts');
  return ok(exportRecords(definition, rows, { fields, reveal }));
}
