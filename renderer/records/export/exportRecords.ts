import { labelOf } from '../../../domain/dictionaries/lookup.ts';
import { mask } from '../../../domain/rules/mask.ts';
import { writeXlsx } from './writeXlsx.ts';
import type { ExportColumn } from './xlsxParts.ts';
import type {
  FieldDefinition,
  FieldValue,
  RecordData,
  RecordDefinition,
} from '../../../domain/records/definition.ts';

export interface ExportOptions {
  /** Fields in the order of the columns. */
  readonly fields: readonly string[];
  /** Full numbers instead of masked ones; the store logs it (K43). */
  readonly reveal: boolean;
  readonly sheetName?: string;
}

/** Listed records as a workbook that imports again unchanged: labels instead of codes, numbers of people as text. */
export function exportRecords(
  definition: RecordDefinition,
  rows: readonly RecordData[],
  options: ExportOptions,
): Uint8Array<ArrayBuffer> {
  const fields = options.fields.flatMap((key) => {
    const field = definition.fields[key];
    return field ? [{ key, field }] : [];
  });
  const frozen = fields.filter(({ key }) =>
    definition.list.some((column) => column.field === key && column.frozen === true),
  ).length;
  return writeXlsx({
    name: options.sheetName ?? definition.listLabel ?? definition.label,
    columns: fields.map(({ field }) => columnOf(field)),
    rows: cells(rows, fields, options.reveal),
    frozenColumns: fields.slice(0, frozen).length,
  });
}

function* cells(
  rows: readonly RecordData[],
  fields: readonly { readonly key: string; readonly field: FieldDefinition }[],
  reveal: boolean,
): Generator<readonly (string | number | null)[], void, undefined> {
  for (const row of rows) yield fields.map(({ key, field }) => cellOf(field, row[key] ?? null, reveal));
}

/** How a field's column is headed, how wide it is and what its cells are. */
export function columnOf(field: FieldDefinition): ExportColumn {
  const kind = field.kind === 'integer' ? 'number' : field.kind === 'money' ? 'money' : 'text';
  return { header: field.label, width: widthOf(field), kind };
}

function widthOf(field: FieldDefinition): number {
  const byKind: Partial<Record<FieldDefinition['kind'], number>> = {
    idNumber: 22,
    phone: 15,
    date: 12,
    month: 10,
    path: 26,
    flag: 8,
    longText: 30,
    dateTime: 18,
  };
  return Math.max(byKind[field.kind] ?? 12, field.label.length * 2 + 2);
}

/** A value as people read it. */
export function cellOf(field: FieldDefinition, value: FieldValue, reveal: boolean): string | number | null {
  if (value === null || value === '') return null;
  if (field.sensitivity === 'sealed') return null;
  const dictionary = field.dictionary ?? '';
  switch (field.kind) {
    case 'code':
      return typeof value === 'string' ? labelOf(dictionary, value) : null;
    case 'codes':
      return Array.isArray(value) ? value.map((code: string) => labelOf(dictionary, code)).join('、') : null;
    case 'flag':
      return value === true ? '是' : '否';
    case 'money':
      return typeof value === 'number' ? value / 100 : null;
    case 'integer':
      return typeof value === 'number' ? value : null;
    case 'dateTime':
      return typeof value === 'string' ? value.replace('T', ' ') : null;
    default: {
      const text = Array.isArray(value) ? value.join('、') : String(value);
      return field.sensitivity === 'masked' && field.mask !== undefined && !reveal
        ? mask(field.mask, text)
        : text;
    }
  }
}
