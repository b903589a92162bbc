import { presenceOf } from './presence.ts';
import type { Presence } from './presence.ts';
import type { FieldDefinition, RecordDefinition } from '../../../../domain/records/definition.ts';

/** What the comparison of every row asks of the definition, looked up once and not a hundred thousand times. */
export interface Facts {
  readonly presence: Presence | undefined;
  /** State fields other than the one that says who is in post. */
  readonly otherStates: readonly (readonly [string, FieldDefinition])[];
  readonly derived: readonly {
    readonly key: string;
    readonly from: string;
    readonly rule: NonNullable<FieldDefinition['derived']>['rule'];
  }[];
  /** Numbers of one record whose leading zeros a spreadsheet may have lost (工号). */
  readonly looseNumbers: ReadonlySet<string>;
}

const cache = new WeakMap<RecordDefinition, Facts>();

export function factsOf(definition: RecordDefinition): Facts {
  const known = cache.get(definition);
  if (known) return known;
  const presence = presenceOf(definition);
  const fields = Object.entries(definition.fields);
  const facts: Facts = {
    presence,
    otherStates: fields.filter(([key, field]) => field.stateOf !== undefined && key !== presence?.field),
    derived: fields.flatMap(([key, { derived }]) =>
      derived ? [{ key, from: derived.from, rule: derived.rule }] : [],
    ),
    looseNumbers: new Set(
      definition.identity.flatMap((rung) =>
        rung.length === 1 && definition.fields[rung[0] ?? '']?.kind === 'text' ? rung : [],
      ),
    ),
  };
  cache.set(definition, facts);
  return facts;
}
