import type { Role } from '../../../domain/access.ts';
import type {
  RecordData,
  RecordDefinition,
  TransitionDefinition,
} from '../../../domain/records/definition.ts';
import { targetOf } from '../../../domain/records/journal.ts';
import { isMark } from '../../../domain/records/unconfirmed.ts';

/** Something that can be done with one record or many. */
export type ActChoice =
  | {
      readonly kind: 'transition';
      readonly key: string;
      readonly label: string;
      readonly name: string;
      readonly transition: TransitionDefinition;
    }
  /** `column`: which one is settled already. */
  | { readonly kind: 'setMany'; readonly key: string; readonly label: string; readonly column?: string }
  | { readonly kind: 'void'; readonly key: string; readonly label: string };

function allowed(definition: RecordDefinition, transition: TransitionDefinition, data: RecordData): boolean {
  const state = data[transition.field];
  if (typeof state !== 'string' || !transition.from.includes(state)) return false;
  return targetOf(definition, transition, data) !== undefined;
}

/**
 * Steps this user may take. For one record only those its state permits; for many all of them, since the store lists
 * whom a step did not fit.
 */
export function actChoices(
  definition: RecordDefinition,
  roles: readonly Role[],
  known: readonly RecordData[] | undefined,
): readonly ActChoice[] {
  const steps = Object.entries(definition.transitions ?? {})
    .filter(([, step]) => step.roles.some((role) => roles.includes(role)))
    .filter(([, step]) => known === undefined || known.some((data) => allowed(definition, step, data)))
    .map(([name, transition]): ActChoice => ({
      kind: 'transition',
      key: `step:${name}`,
      label: known === undefined ? (transition.batchLabel ?? transition.label) : transition.label,
      name,
      transition,
    }));
  const many: readonly ActChoice[] =
    known === undefined ? [{ kind: 'setMany', key: 'setMany', label: '整列填写' }] : [];
  return [...steps, ...many, { kind: 'void', key: 'void', label: '作废' }];
}

/** Columns that many records may be given the same value in: not what is one person's, set by a step or computed. */
export function columnsToFill(definition: RecordDefinition): readonly string[] {
  return Object.entries(definition.fields).flatMap(([key, field]) =>
    field.stateOf === undefined &&
    field.derived === undefined &&
    field.kind !== 'idNumber' &&
    field.kind !== 'link' &&
    !isMark(definition, key)
      ? [key]
      : [],
  );
}
