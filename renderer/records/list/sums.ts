import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { IndexRow } from '../../store/index/port.ts';
import type { StatusPart } from '../ui/statusLine.tsx';
import { moneyInWords, showValue } from '../ui/values.ts';
import { count } from '../ui/words.ts';

/** State counts, gaps and money of chosen rows, as WPS sums a selection in its bottom bar. */
export function sumsOf(definition: RecordDefinition, rows: readonly IndexRow[]): readonly StatusPart[] {
  const parts: StatusPart[] = [];
  const listed = new Set(definition.list.map((column) => column.field));
  const states = Object.entries(definition.fields).filter(
    ([key, field]) => field.stateOf !== undefined && listed.has(key),
  );
  // The last state of a definition is what its clerks count by (会员, not 在职).
  const state = states.at(-1);
  if (state !== undefined) {
    const [key, field] = state;
    const tally = new Map<string, number>();
    for (const row of rows) {
      const word = showValue(field, row.values[key]) || '（空）';
      tally.set(word, (tally.get(word) ?? 0) + 1);
    }
    for (const [word, times] of tally) parts.push({ text: `${word} ${count(times)}` });
  }
  const gaps = rows.filter((row) => row.gaps.length > 0).length;
  if (gaps > 0) parts.push({ text: `待补 ${count(gaps)}` });
  for (const [key, field] of Object.entries(definition.fields)) {
    if (field.kind !== 'money' || !listed.has(key)) continue;
    const sum = rows.reduce(
      (total, row) => total + (typeof row.values[key] === 'number' ? row.values[key] : 0),
      0,
    );
    parts.push({ text: `${field.label}合计 ¥${moneyInWords(sum)}` });
  }
  return parts;
}
