import type { Role } from '../../../domain/access.ts';
import type {
  RecordData,
  RecordDefinition,
  TransitionDefinition,
} from '../../../domain/records/definition.ts';
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
  | { readonly kind: 'setMany'; readonly key: string; readonly label: string }
  | { readonly kind: 'void'; readonly key: string; readonly label: string };

function allowed(transition: TransitionDefinition, data: RecordData): boolean {
  const state = data[transition.field];
  return typeof state === 'string' && transition.from.includes(state);
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
    .filter(([, step]) => known === undefined || known.some((data) => allowed(step, data)))
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
