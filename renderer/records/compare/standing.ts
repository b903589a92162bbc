import { presenceOf } from '../import/verdict/presence.ts';
import type { RecordDefinition, RegisterDefinition } from '../../../domain/records/definition.ts';
import type { Presence } from '../import/verdict/presence.ts';
import type { Entry, Identity, Lists } from './types.ts';

/** What a type must know to be compared: who works here, and who belongs to the register. */
export interface Bearings {
  readonly presence: Presence;
  readonly register: RegisterDefinition;
}

export function bearingsOf(definition: RecordDefinition): Bearings | undefined {
  const presence = presenceOf(definition);
  const { register } = definition;
  return presence && register ? { presence, register } : undefined;
}

/** Where one person stands in each list. */
export interface Standing {
  readonly hr: Entry | undefined;
  readonly register: Entry | undefined;
  readonly ours: Entry | undefined;
  readonly atWork: boolean;
  /** Belongs to the register; undefined where no list of it was given. */
  readonly inRegister: boolean | undefined;
  readonly inOurs: boolean;
  /** A membership that a leaver's step still waits for. */
  readonly isOpen: boolean;
}

export function standingOf(
  definition: RecordDefinition,
  { presence, register }: Bearings,
  lists: Lists,
  identity: Identity,
): Standing {
  const entryOf = (source: keyof Lists): Entry | undefined => {
    const place = identity[source];
    return place === undefined ? undefined : lists[source]?.entries[place];
  };
  const [hr, outside, ours] = [entryOf('hr'), entryOf('register'), entryOf('ours')];
  // Without HR's list our own books say who works here.
  const worker = lists.hr ? hr : ours;
  const state = ours && (ours.data[register.field] ?? definition.states?.[register.field]);
  const outsideState = outside?.data[register.field];
  const has = (values: readonly string[], value: unknown): boolean =>
    typeof value === 'string' && values.includes(value);
  // Whom the register lists without saying how stands in it.
  const outsideIs = (values: readonly string[]): boolean =>
    outside !== undefined && (typeof outsideState !== 'string' || values.includes(outsideState));
  return {
    hr,
    register: outside,
    ours,
    atWork: worker !== undefined && presence.isPresent(worker.data),
    inRegister: lists.register ? outsideIs(register.members) : undefined,
    inOurs: has(register.members, state),
    isOpen: has(register.open, state) || outsideIs(register.open),
  };
}
