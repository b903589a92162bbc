import { derivedAmount } from '../../../../domain/records/derived.ts';
import { isEmpty } from '../../../../domain/records/validate.ts';
import { judgeResidentNumber } from '../../../../domain/rules/identityNumber.ts';
import { looseKey } from './books.ts';
import { factsOf } from './facts.ts';
import { addedRests } from './rests.ts';
import type { IdentityVerdict } from '../../../../domain/rules/identityNumber.ts';
import type { FieldDiff, SheetRecord } from './types.ts';
import type {
  FieldDefinition,
  FieldValue,
  RecordData,
  RecordDefinition,
} from '../../../../domain/records/definition.ts';

/** What the row would change of the stored record. Empty cells change nothing; only 清空 empties (K15). */
export function diffRow(
  definition: RecordDefinition,
  book: RecordData,
  row: SheetRecord,
  switchedOff: ReadonlySet<string>,
): readonly FieldDiff[] {
  const diffs: FieldDiff[] = [];
  for (const key in row.data) {
    const field = definition.fields[key];
    if (!field || field.stateOf !== undefined || switchedOff.has(key)) continue;
    const to = row.data[key] ?? null;
    if (to === null) continue;
    const from = book[key] ?? null;
    if (sameValue(definition, key, field, from, to, row)) continue;
    const kind = isEmpty(from) ? 'filled' : 'changed';
    diffs.push({ field: key, from, to, kind, needsTick: kind === 'changed' && isPersonal(definition, key) });
  }
  if (row.rests) addRests(definition, book, row, switchedOff, diffs);
  for (const key of row.clears ?? []) {
    const field = definition.fields[key];
    if (!field || field.stateOf !== undefined || switchedOff.has(key) || isEmpty(book[key])) continue;
    diffs.push({
      field: key,
      from: book[key] ?? null,
      to: null,
      kind: 'cleared',
      needsTick: isPersonal(definition, key),
    });
  }
  return diffs;
}

/** Parts cut from other cells go behind what the row, or else the books, have there; nothing is wiped for them. */
function addRests(
  definition: RecordDefinition,
  book: RecordData,
  row: SheetRecord,
  switchedOff: ReadonlySet<string>,
  diffs: FieldDiff[],
): void {
  const said: Record<string, FieldValue> = { ...book };
  for (const diff of diffs) said[diff.field] = diff.to;
  for (const [key, to] of Object.entries(addedRests(definition.fields, said, row.rests))) {
    if (switchedOff.has(key) || row.clears?.includes(key) === true) continue;
    const place = diffs.findIndex((diff) => diff.field === key);
    if (place >= 0) diffs.splice(place, 1);
    const from = book[key] ?? null;
    if (from === to) continue;
    diffs.push({ field: key, from, to, kind: isEmpty(from) ? 'filled' : 'changed', needsTick: false });
  }
}

/** Changing these may be writing over another person. */
function isPersonal(definition: RecordDefinition, key: string): boolean {
  return key === definition.titleField || key === definition.claimField;
}

/** Whether two sides say the same of a field; what a spreadsheet lost of one of them is no difference. */
export function sameValue(
  definition: RecordDefinition,
  key: string,
  field: FieldDefinition,
  from: FieldValue,
  to: FieldValue,
  row: Pick<SheetRecord, 'monthOnly'>,
): boolean {
  if (from === to) return true;
  if (Array.isArray(from) && Array.isArray(to))
    return from.length === to.length && from.every((part, index) => part === to[index]);
  if (typeof from !== 'string' || typeof to !== 'string') return false;
  if (field.kind === 'date' && row.monthOnly?.includes(key) === true)
    return from.slice(0, 7) === to.slice(0, 7);
  // 123 beside a stored 00123 is Excel's loss, not HR's change.
  const isNumberOfOne = factsOf(definition).looseNumbers.has(key);
  return isNumberOfOne && looseKey(from) !== undefined && looseKey(from) === looseKey(to);
}

/** Fields that follow from another one and are still empty: birth date and sex out of the identity number, a due. */
export function derivedOf(definition: RecordDefinition, data: RecordData): RecordData {
  const derived: Record<string, FieldValue> = {};
  let judged: { readonly source: string; readonly verdict: IdentityVerdict } | undefined;
  for (const { key, from, rule } of factsOf(definition).derived) {
    const field = definition.fields[key];
    if (rule === 'duesOfBase') {
      const amount = field && isEmpty(data[key]) ? derivedAmount(field, data) : undefined;
      if (amount !== undefined) derived[key] = amount;
      continue;
    }
    const source = data[from];
    if (typeof source !== 'string' || source === '' || !isEmpty(data[key])) continue;
    // Two fields follow from one number: it is judged once.
    if (judged?.source !== source) judged = { source, verdict: judgeResidentNumber(source) };
    const { verdict } = judged;
    if (!verdict.ok) continue;
    const value = rule === 'birthDateOfIdNumber' ? verdict.facts.birthDate : verdict.facts.sex;
    if (value !== undefined) derived[key] = value;
  }
  return derived;
}
