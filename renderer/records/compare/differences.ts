import { isEmpty } from '../../../domain/records/validate.ts';
import { sameValue } from '../import/verdict/diff.ts';
import { sources } from './types.ts';
import { comparableFields } from './lists.ts';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Bearings, Standing } from './standing.ts';
import type { Difference, Lists, Source } from './types.ts';

interface Said {
  readonly source: Source;
  readonly value: FieldValue;
  readonly monthOnly: readonly string[];
}

/** Fields that at least one of the sheets has a column for. */
export function fieldsOf(definition: RecordDefinition, lists: Lists): readonly string[] {
  return comparableFields(definition).filter(
    (key) => lists.hr?.fields.has(key) === true || lists.register?.fields.has(key) === true,
  );
}

/** What the lists say of one person and do not say alike. */
export function differencesOf(
  definition: RecordDefinition,
  bearings: Bearings,
  fields: readonly string[],
  standing: Standing,
  identity: number,
): readonly Difference[] {
  const found: Difference[] = [];
  for (const key of fields) {
    const field = definition.fields[key];
    if (!field) continue;
    const said: Said[] = [];
    for (const source of sources) {
      const entry = standing[source];
      const value = entry?.data[key] ?? null;
      if (!isEmpty(value)) said.push({ source, value, monthOnly: entry?.monthOnly ?? [] });
    }
    const differ = said.some((one, at) =>
      said.slice(at + 1).some(
        (other) =>
          !sameValue(definition, key, field, one.value, other.value, {
            monthOnly: [...one.monthOnly, ...other.monthOnly],
          }),
      ),
    );
    if (differ) found.push({ identity, field: key, values: valuesOf(said) });
  }
  const back = cameBack(definition, bearings, standing);
  return back ? [...found, { identity, ...back }] : found;
}

const valuesOf = (said: readonly Said[]): Difference['values'] =>
  Object.fromEntries(said.map(({ source, value }) => [source, value]));

/** HR has them in post and our books say they left: a step, no plain value, and nobody else tells it. */
function cameBack(
  definition: RecordDefinition,
  { presence }: Bearings,
  { hr, ours, atWork }: Standing,
): Omit<Difference, 'identity'> | undefined {
  if (!hr || !ours || !atWork || presence.isPresent(ours.data)) return undefined;
  const here = hr.data[presence.field] ?? definition.states?.[presence.field] ?? null;
  return { field: presence.field, values: { hr: here, ours: ours.data[presence.field] ?? null } };
}
