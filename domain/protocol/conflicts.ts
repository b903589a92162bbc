import type { FieldValue } from '../records/definition.ts';
import type { Attribution, Conflict } from './record.ts';
import { sameValue } from './values.ts';

export interface Clash {
  readonly field: string;
  readonly value: FieldValue;
  readonly baseValue: FieldValue;
  readonly serverValue: FieldValue;
  readonly serverBy: Attribution;
  readonly by: Attribution;
  /** The conflict that an earlier operation of the same chain opened or joined (R2). */
  readonly conflictId?: string;
}

export function openConflictOf(conflicts: readonly Conflict[], field: string): Conflict | undefined {
  return conflicts.find((conflict) => conflict.field === field && conflict.state === 'open');
}

/** A settled one that is opened again keeps its identity, so that two desks always talk about the same question (R33). */
export function reopen(
  conflict: Conflict,
  serverValue: FieldValue,
  value: FieldValue,
  by: Attribution,
): Conflict {
  const { chosen: _settledChoice, ...rest } = conflict;
  return { ...rest, version: conflict.version + 1, state: 'open', serverValue, candidates: [{ value, by }] };
}

/** A value that is among the candidates already is not asked about twice. */
export function addCandidate(conflict: Conflict, value: FieldValue, by: Attribution): Conflict {
  if (conflict.candidates.some((candidate) => sameValue(candidate.value, value))) return conflict;
  return {
    ...conflict,
    version: conflict.version + 1,
    candidates: [...conflict.candidates, { value, by }],
  };
}

/** Keeps a value that lost the race as an open question; a further one joins the SAME conflict. Nothing is dropped. */
export function keepBoth(conflicts: readonly Conflict[], clash: Clash): readonly Conflict[] {
  const open = openConflictOf(conflicts, clash.field);
  if (open)
    return conflicts.map((each) => (each === open ? addCandidate(open, clash.value, clash.by) : each));
  const chained = conflicts.find(
    (each) => each.conflictId === clash.conflictId && each.field === clash.field,
  );
  if (chained) {
    const again = {
      ...reopen(chained, clash.serverValue, clash.value, clash.by),
      baseValue: clash.baseValue,
    };
    return conflicts.map((each) => (each === chained ? again : each));
  }
  const fresh: Conflict = {
    conflictId: `${clash.by.op}.${clash.field}`,
    field: clash.field,
    version: 1,
    baseValue: clash.baseValue,
    serverValue: clash.serverValue,
    serverBy: clash.serverBy,
    candidates: [{ value: clash.value, by: clash.by }],
    state: 'open',
  };
  return [...conflicts, fresh];
}

/** The province's value of a field moved while a question about it was open: the desks must see the new value. */
export function serverValueMoved(
  conflicts: readonly Conflict[],
  field: string,
  value: FieldValue,
  by: Attribution,
): readonly Conflict[] {
  const open = openConflictOf(conflicts, field);
  if (!open || sameValue(open.serverValue, value)) return conflicts;
  const agreed = open.candidates.every((candidate) => sameValue(candidate.value, value));
  const moved: Conflict = { ...open, version: open.version + 1, serverValue: value, serverBy: by };
  // Between equal values there is nothing to decide.
  const next: Conflict = agreed ? { ...moved, state: 'settled', chosen: value } : moved;
  return conflicts.map((each) => (each === open ? next : each));
}
