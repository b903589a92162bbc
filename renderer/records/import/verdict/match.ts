import { keyOf, looseKey } from './books.ts';
import type { Books } from './books.ts';
import type { RecordData, RecordDefinition } from '../../../../domain/records/definition.ts';

export type Match =
  | { readonly kind: 'none' }
  /** `level`: the rung that decided, 0 the strongest. */
  | { readonly kind: 'one'; readonly place: number; readonly level: number; readonly notice?: string }
  | { readonly kind: 'ask'; readonly places: readonly number[]; readonly message: string };

export const none: Match = { kind: 'none' };

/** The ladder 证件号 → 工号 → 姓名+手机 → ask (K7). A lower rung never overrules what a higher one says. */
export function matchRow(definition: RecordDefinition, books: Books, data: RecordData): Match {
  if (books.records.length === 0) return none;
  for (const [level, rung] of books.rungs.entries()) {
    const key = keyOf(rung.fields, data);
    if (key === undefined) continue;
    const exact = books.find(level, key);
    const found = exact.length > 0 || !rung.loose ? exact : books.findLoose(level, key);
    const judged = judgeFound(definition, books, data, level, found);
    if (judged.kind === 'none') continue;
    if (judged.kind === 'one' && exact.length === 0) {
      const label = definition.fields[rung.fields[0] ?? '']?.label ?? '';
      return { ...judged, notice: `“${label}”前面的 0 和系统里不一样，当作同一个人。` };
    }
    return judged;
  }
  return askRow(definition, books, data);
}

function judgeFound(
  definition: RecordDefinition,
  books: Books,
  data: RecordData,
  level: number,
  found: readonly number[],
): Match {
  if (found.length === 0) return none;
  const fit = found.filter((place) => !contradicts(books, data, place, level));
  // A number may be given again after its owner left (K2), so who is in post comes first.
  const best =
    fit.length > 1 && fit.some((place) => books.present(place))
      ? fit.filter((place) => books.present(place))
      : fit;
  const only = best[0];
  if (best.length === 1 && only !== undefined) {
    return nameAgrees(definition, books, data, only, level)
      ? one(only, level)
      : differs(definition, books, only, level);
  }
  if (best.length > 1)
    return { kind: 'ask', places: best, message: `系统里有 ${best.length} 个人和这一行一样，请选是哪一个。` };
  return contradicted(definition, books, data, level, found);
}

const one = (place: number, level: number): Match => ({ kind: 'one', place, level });

/**
 * A higher rung that both sides fill and that says two different people. A changed 工号 says so only where nothing
 * stronger than name and place speaks for the match: who comes back gets a new one.
 */
function contradicts(books: Books, data: RecordData, place: number, level: number, strict = false): boolean {
  return books.rungs.slice(0, level).some((rung) => {
    if (rung.fields.length > 1 || (rung.loose && !strict)) return false;
    const here = keyOf(rung.fields, data);
    const there = keyOf(rung.fields, books.data(place));
    if (here === undefined || there === undefined || here === there) return false;
    return !rung.loose || looseKey(here) === undefined || looseKey(here) !== looseKey(there);
  });
}

/** The first rung is a document: it alone decides. Below it the name must agree, since 工号 are reused and mistyped. */
function nameAgrees(
  definition: RecordDefinition,
  books: Books,
  data: RecordData,
  place: number,
  level: number,
): boolean {
  const here = keyOf([definition.titleField], data);
  const there = keyOf([definition.titleField], books.data(place));
  return level === 0 || here === undefined || there === undefined || here === there;
}

function differs(definition: RecordDefinition, books: Books, place: number, level: number): Match {
  // Somebody who left may have had the number before; the row is then somebody new.
  if (!books.present(place)) return none;
  const label = definition.fields[books.rungs[level]?.fields[0] ?? '']?.label ?? '';
  const title = definition.fields[definition.titleField]?.label ?? '';
  return { kind: 'ask', places: [place], message: `“${label}”相同，“${title}”不同，请看是不是同一个人。` };
}

/** Same 工号, other 证件号: with the same name the document was corrected (it needs a tick); otherwise a clerk must look. */
function contradicted(
  definition: RecordDefinition,
  books: Books,
  data: RecordData,
  level: number,
  found: readonly number[],
): Match {
  if ((books.rungs[level]?.fields.length ?? 0) > 1) return none;
  const present = found.filter((place) => books.present(place));
  const only = present[0];
  if (only === undefined) return none;
  if (present.length === 1 && nameAgrees(definition, books, data, only, level)) return one(only, level);
  const labelOf = (field: string | undefined): string => definition.fields[field ?? '']?.label ?? '';
  const [same, document] = [labelOf(books.rungs[level]?.fields[0]), labelOf(books.rungs[0]?.fields[0])];
  const title = labelOf(definition.titleField);
  return {
    kind: 'ask',
    places: present,
    message: `“${same}”相同，“${title}”和“${document}”都不同，请看是不是同一个人。`,
  };
}

function askRow(definition: RecordDefinition, books: Books, data: RecordData): Match {
  for (const [level, fields] of books.askRungs.entries()) {
    const key = keyOf(fields, data);
    if (key === undefined) continue;
    const places = books
      .findAsk(level, key)
      .filter((place) => !contradicts(books, data, place, books.rungs.length, true) && books.present(place));
    if (places.length === 0) continue;
    const labels = fields.map((field) => definition.fields[field]?.label ?? field).join('、');
    return { kind: 'ask', places, message: `${labels}和系统里的人相同，请看是不是同一个人。` };
  }
  return none;
}
