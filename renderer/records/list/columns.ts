import type { FieldDefinition, FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import type { IndexRow } from '../../store/index/port.ts';
import { showMasked } from '../ui/values.ts';
import { daysBetween, isoDateOf } from '../../../domain/rules/calendar.ts';
import { count } from '../ui/words.ts';
import { stateWord } from '../ui/StateMark.tsx';

/** A column of a list as drawn: a field, or one of the pseudo fields of queries. */
export interface Column {
  readonly key: string;
  readonly label: string;
  readonly width: number;
  readonly field?: FieldDefinition;
  readonly filter: boolean;
  readonly frozen: boolean;
  readonly wide: boolean;
  readonly age?: boolean;
  /** Labels by field, for columns whose values name fields. */
  readonly labels?: ReadonlyMap<string, string>;
}

const pseudoLabels: Readonly<Record<string, string>> = {
  '@gap': '待补',
  '@sync': '上报',
  '@organisation': '单位',
};

function labelsOf(definition: RecordDefinition): ReadonlyMap<string, string> {
  return new Map(Object.entries(definition.fields).map(([key, field]) => [key, field.label]));
}

/** 待补 counts per missing field; nothing missing is one of its values. */
function gapWord(column: Column, value: FieldValue): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return '不缺';
  return (Array.isArray(value) ? value : [String(value)])
    .map((key: string) => column.labels?.get(key) ?? key)
    .join('、');
}

/** Columns of a type's list; 单位 comes in when one PC acts for several unions and all are shown (K8). */
export function columnsOf(definition: RecordDefinition, withUnit: boolean): readonly Column[] {
  const columns = definition.list.map((column): Column => {
    const field = definition.fields[column.field];
    return {
      key: column.field,
      label: column.label ?? field?.label ?? pseudoLabels[column.field] ?? column.field,
      width: column.width,
      ...(field === undefined ? {} : { field }),
      ...(column.field === '@gap' ? { labels: labelsOf(definition) } : {}),
      filter: column.filter ?? false,
      frozen: column.frozen ?? false,
      wide: column.wide ?? false,
      ...(column.age === true ? { age: true } : {}),
    };
  });
  if (!withUnit) return columns;
  const frozen = columns.filter((column) => column.frozen);
  const unit: Column = {
    key: '@organisation',
    label: '单位',
    width: 150,
    filter: true,
    frozen: false,
    wide: false,
  };
  return [...frozen, unit, ...columns.filter((column) => !column.frozen)];
}

/** The text of one cell, masked as the list shows it: also what Ctrl+C takes. */
export function cellText(column: Column, row: IndexRow, unitName: (id: string) => string): string {
  switch (column.key) {
    case '@gap':
      return row.gaps.length === 0 ? '' : `缺 ${row.gaps.length} 项`;
    case '@sync':
      return row.voided ? '已作废' : stateWord(row.sync);
    case '@organisation':
      return unitName(row.organisation);
    default:
      return column.field === undefined
        ? ''
        : `${showMasked(column.field, row.values[column.key])}${column.age === true ? ageOf(row.values[column.key]) : ''}`;
  }
}

/** “ · 97 天” behind a day that is over. */
function ageOf(value: FieldValue | undefined): string {
  if (typeof value !== 'string' || value === '') return '';
  const days = daysBetween(value, isoDateOf(new Date()));
  return days < 0 ? '' : ` · ${count(days)} 天`;
}

/** The words for one value of a column's filter. */
export function filterWord(column: Column, value: FieldValue, unitName: (id: string) => string): string {
  if (column.key === '@sync' && typeof value === 'string') {
    return value === 'saved' || value === 'backedUp' || value === 'rejected' || value === 'conflict'
      ? stateWord(value)
      : value;
  }
  if (column.key === '@organisation') return unitName(String(value));
  if (column.key === '@gap') return gapWord(column, value);
  if (value === null || value === '') return '（空）';
  return column.field === undefined ? String(value) : showMasked(column.field, value);
}
