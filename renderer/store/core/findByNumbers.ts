import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { numberFieldsOf } from '../../../domain/records/numbers.ts';
import { normaliseIdentityNumber } from '../../../domain/rules/identityNumber.ts';
import type { RecordIndex } from '../index/port.ts';
import type { FindInput, FoundByNumbers } from '../actsPort.ts';
import type { Ledger } from './ledger.ts';

/** Staff numbers are no longer than this in practice; longer ones are looked up as they stand. */
const longestPadded = 10;

/** `00123`, `123` and `123.0` are one staff number (K2): as written first, then what spreadsheet programs make of it. */
function spellingsOf(text: string): readonly string[] {
  const plain = text.replace(/\.0+$/, '');
  if (!/^\d+$/.test(plain)) return [text];
  const bare = plain.replace(/^0+(?=.)/, '');
  const padded = Array.from({ length: Math.max(0, longestPadded - bare.length) }, (_, n) =>
    bare.padStart(bare.length + n + 1, '0'),
  );
  return [...new Set([text, plain, bare, ...padded])];
}

function lookUp(
  index: RecordIndex,
  definition: RecordDefinition,
  organisations: readonly (string | undefined)[],
  text: string,
): readonly string[] {
  for (const key of numberFieldsOf(definition)) {
    const isIdentity = definition.fields[key]?.kind === 'idNumber';
    for (const spelling of isIdentity ? [normaliseIdentityNumber(text)] : spellingsOf(text)) {
      const found = organisations.flatMap((each) => index.match(each, { [key]: spelling }));
      if (found.length > 0) return found;
    }
  }
  return [];
}

/** 按工号或身份证号选人 (K30). A number that several people have names nobody. */
export function findByNumbers(ledger: Ledger, input: FindInput): FoundByNumbers {
  const stored = ledger.types.get(input.type);
  const ids = new Set<string>();
  const missing: string[] = [];
  const several: string[] = [];
  const places = input.organisations.length === 0 ? [undefined] : input.organisations;
  for (const number of new Set(input.numbers)) {
    const found = stored === undefined ? [] : lookUp(stored.index, stored.definition, places, number);
    if (found.length === 0) missing.push(number);
    else if (found.length > 1) several.push(number);
    else ids.add(found[0] ?? '');
  }
  return { ids: [...ids], missing, several };
}
