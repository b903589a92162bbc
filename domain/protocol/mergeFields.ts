import type { FieldValue, RecordData, RecordDefinition } from '../records/definition.ts';
import { keepBoth, openConflictOf, serverValueMoved } from './conflicts.ts';
import type { Base } from './operation.ts';
import type { MergeContext, MergeOutcome, Rejection } from './outcome.ts';
import { fieldRev } from './record.ts';
import type { Attribution, Conflict, ServerRecord } from './record.ts';
import { reject } from './rejections.ts';
import { sameValue, valueOf } from './values.ts';
import { newlyImpossible } from './whole.ts';

export interface FieldChange {
  readonly field: string;
  readonly value: FieldValue;
  readonly base: Base;
  readonly was?: FieldValue;
}

export interface Judged extends FieldChange {
  /** `same`: both sides say it already; `take`: only this side changed it; `clash`: both did, differently. */
  readonly verdict: 'same' | 'take' | 'clash';
  readonly conflictId?: string;
}

/** One change against the held record, before its group is looked at. */
export function judgeOne(
  current: ServerRecord,
  change: FieldChange,
  context: MergeContext,
): Judged | Rejection {
  const held = valueOf(current.data, change.field);
  const same = sameValue(held, change.value);
  let rev: number;
  if ('rev' in change.base) rev = change.base.rev;
  else {
    const answer = context.resolveAfter(change.base.after, change.field);
    if (answer.kind === 'rejected' || answer.kind === 'unknown')
      return reject('dependsOn', { field: change.field });
    if (answer.kind === 'conflict')
      return { ...change, verdict: same ? 'same' : 'clash', conflictId: answer.conflictId };
    rev = answer.rev;
  }
  if (same) return { ...change, verdict: 'same' };
  // What the clerk saw decides where it is told: two lives of one PC may have given one op id, and so one revision, to
  // different values (R3). Without it a revision counts as seen only when it is exactly the held one.
  const seen =
    change.was === undefined ? rev === fieldRev(current, change.field) : sameValue(change.was, held);
  return { ...change, verdict: seen ? 'take' : 'clash' };
}

/** Fields of one group merge as one (R30): if one of them clashes, every differing one waits for the choice. */
function judgeGroups(
  current: ServerRecord,
  judged: readonly Judged[],
  definition: RecordDefinition,
): readonly Judged[] {
  const groupOf = (field: string): string | undefined => definition.fields[field]?.group;
  const clashing = new Set(
    judged.filter((each) => each.verdict === 'clash').map((each) => groupOf(each.field)),
  );
  return judged.map((each) => {
    const group = groupOf(each.field);
    if (group === undefined || !clashing.has(group) || each.verdict !== 'take') return each;
    return sameValue(valueOf(current.data, each.field), each.value) ? each : { ...each, verdict: 'clash' };
  });
}

export function judgeAll(
  current: ServerRecord,
  changes: readonly FieldChange[],
  context: MergeContext,
  definition: RecordDefinition,
): readonly Judged[] | Rejection {
  const judged: Judged[] = [];
  for (const change of changes) {
    const answer = judgeOne(current, change, context);
    if ('kind' in answer) return answer;
    judged.push(answer);
  }
  return judgeGroups(current, judged, definition);
}

export function dataAfter(current: RecordData, judged: readonly Judged[]): RecordData {
  const taken = judged.filter((each) => each.verdict === 'take');
  return { ...current, ...Object.fromEntries(taken.map((each) => [each.field, each.value])) };
}

/** R30: when both halves are valid and the whole is not, the incoming side waits; nothing impossible is stored. */
export function clashIfImpossible(
  current: ServerRecord,
  judged: readonly Judged[],
  definition: RecordDefinition,
): readonly Judged[] {
  if (!judged.some((each) => each.verdict === 'take')) return judged;
  if (newlyImpossible(definition, current.data, dataAfter(current.data, judged)).length === 0) return judged;
  return judged.map((each) => (each.verdict === 'take' ? { ...each, verdict: 'clash' } : each));
}

const nobody: Attribution = { user: '', userName: '', device: '', at: '', op: '' };

/** The record after these verdicts. Every field that does not clash takes the operation's revision. */
export function storeJudged(
  current: ServerRecord,
  judged: readonly Judged[],
  context: MergeContext,
): ServerRecord {
  const fieldRevs: Record<string, number> = { ...current.fieldRevs };
  let conflicts: readonly Conflict[] = current.conflicts;
  for (const each of judged) {
    if (each.verdict !== 'clash') {
      fieldRevs[each.field] = context.rev;
      conflicts = serverValueMoved(conflicts, each.field, each.value, context.by);
      continue;
    }
    conflicts = keepBoth(conflicts, {
      field: each.field,
      value: each.value,
      baseValue: each.was ?? null,
      serverValue: valueOf(current.data, each.field),
      serverBy: context.authorOf?.(each.field) ?? current.changedBy ?? nobody,
      by: context.by,
      ...(each.conflictId === undefined ? {} : { conflictId: each.conflictId }),
    });
  }
  return {
    ...current,
    rev: context.rev,
    fieldRevs,
    data: dataAfter(current.data, judged),
    conflicts,
    changedBy: context.by,
  };
}

/** Names for the receipt. `merged` is a hint for the clerk's list, never a basis for anything. */
export function outcomeOf(
  current: ServerRecord,
  record: ServerRecord,
  judged: readonly Judged[],
  context: MergeContext,
): MergeOutcome {
  const clashing = judged.filter((each) => each.verdict === 'clash').map((each) => each.field);
  if (clashing.length > 0) {
    const waiting = clashing.filter((field) => openConflictOf(record.conflicts, field));
    return { kind: 'conflict', record, fields: waiting };
  }
  const known = Math.max(-1, ...judged.map((each) => ('rev' in each.base ? each.base.rev : -1)));
  const others =
    known < 0 || current.changedBy?.device === context.by.device
      ? []
      : Object.entries(current.fieldRevs).filter(([, rev]) => rev > known);
  return others.length === 0
    ? { kind: 'applied', record, fields: [] }
    : { kind: 'merged', record, fields: others.map(([field]) => field) };
}
