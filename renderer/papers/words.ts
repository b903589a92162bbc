import { labelOf } from '../../domain/dictionaries/lookup.ts';
import type { RecordData, RecordDefinition } from '../../domain/records/definition.ts';
import { showValue } from '../records/ui/values.ts';

/** A blank that a pen fills, as wide as so many characters. */
export function gap(characters: number): string {
  return '\u3000'.repeat(characters);
}

/** The value as it stands on paper; empty for nothing, also where the type has no such field. */
export function valueOn(definition: RecordDefinition, data: RecordData, key: string): string {
  const field = definition.fields[key];
  return field === undefined ? '' : showValue(field, data[key]);
}

/** Text of a field as stored, for rules. */
export function textOf(data: RecordData, key: string): string {
  const value = data[key];
  return typeof value === 'string' ? value : '';
}

/** 2026-03-08 → 2026年3月8日; without a date the same with room to write. */
export function dayOnPaper(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (match === null) return `${gap(3)}年${gap(2)}月${gap(2)}日`;
  return `${match[1] ?? ''}年${Number(match[2])}月${Number(match[3])}日`;
}

/** 2026-03 or 2026-03-08 → 2026年3月; without one room to write. */
export function monthOnPaper(iso: string): string {
  const match = /^(\d{4})-(\d{2})/.exec(iso);
  if (match === null) return `${gap(3)}年${gap(2)}月`;
  return `${match[1] ?? ''}年${Number(match[2])}月`;
}

/** 1988-03-12 → 1988-03, as rosters have it. */
export function monthInTable(iso: string): string {
  return iso.slice(0, 7);
}

/** What the number in `idNumber` is the number of: 居民身份证 unless the file says otherwise. */
export function documentName(data: RecordData): string {
  const type = textOf(data, 'idType');
  return type === '' ? '居民身份证' : labelOf('id_document_type', type);
}

/** The place in the tree as a head line shows it. */
export function placeOnPaper(path: string): string {
  return path.split('/').join(' · ');
}

/** 会员, 转出待接收, 会籍保留: who is a member of this union today. Everybody else of the roster is not (K1). */
const memberStates: ReadonlySet<string> = new Set(['02', '03', '04']);

export function isMember(data: RecordData): boolean {
  return memberStates.has(textOf(data, 'membershipStatus'));
}
