import type { FieldValue, RecordDefinition } from '../records/definition.ts';
import { addCandidate, openConflictOf, reopen } from './conflicts.ts';
import type { SettleOperation } from './operation.ts';
import type { MergeContext, MergeOutcome, Rejection } from './outcome.ts';
import type { Conflict, ServerRecord } from './record.ts';
import { reject, rejectValue } from './rejections.ts';
import { sameValue, valueOf } from './values.ts';
import { newlyImpossible, refuseFields } from './whole.ts';

interface Choice {
  readonly conflict: string;
  readonly version: number;
  readonly value: FieldValue;
}

interface Step {
  readonly record: ServerRecord;
  readonly waiting?: string;
}

function replace(record: ServerRecord, next: Conflict): ServerRecord {
  const conflicts = record.conflicts.map((each) => (each.conflictId === next.conflictId ? next : each));
  return { ...record, conflicts };
}

function decide(
  record: ServerRecord,
  conflict: Conflict,
  choice: Choice,
  context: MergeContext,
): ServerRecord {
  const { field } = conflict;
  const settled: Conflict = {
    ...conflict,
    version: conflict.version + 1,
    state: 'settled',
    chosen: choice.value,
  };
  return replace(
    {
      ...record,
      data: { ...record.data, [field]: choice.value },
      fieldRevs: { ...record.fieldRevs, [field]: context.rev },
    },
    settled,
  );
}

/** A choice made upon what was on the screen counts; one made upon an older screen is kept as a further candidate (R33). */
function settleOne(record: ServerRecord, choice: Choice, context: MergeContext): Step | Rejection {
  const conflict = record.conflicts.find((each) => each.conflictId === choice.conflict);
  if (!conflict) return reject('staleConflict');
  const { field } = conflict;
  const held = valueOf(record.data, field);
  if (conflict.state === 'settled') {
    // Between equal values there is nothing left to decide, whoever was second.
    if (sameValue(held, choice.value)) return { record };
    // One field never has two open questions: what is open already takes the value in.
    const open = openConflictOf(record.conflicts, field);
    const asked = open
      ? addCandidate(open, choice.value, context.by)
      : reopen(conflict, held, choice.value, context.by);
    return { record: replace(record, asked), waiting: field };
  }
  if (conflict.version === choice.version) return { record: decide(record, conflict, choice, context) };
  // Somebody added a value this clerk has not seen: the question stays open, and this choice is among the answers.
  if (sameValue(held, choice.value)) return { record, waiting: field };
  return { record: replace(record, addCandidate(conflict, choice.value, context.by)), waiting: field };
}

/** The choices of one sitting, judged together: fields of one group can only be valid together (R30). */
export function mergeSettle(
  current: ServerRecord,
  op: SettleOperation,
  context: MergeContext,
  definition: RecordDefinition,
): MergeOutcome {
  let record = current;
  const waiting: string[] = [];
  for (const choice of [op, ...(op.also ?? [])]) {
    const field = record.conflicts.find((each) => each.conflictId === choice.conflict)?.field;
    const bad = field === undefined ? undefined : refuseFields(definition, { [field]: choice.value });
    if (bad) return bad;
    const step = settleOne(record, choice, context);
    if ('kind' in step) return step;
    record = step.record;
    if (step.waiting !== undefined) waiting.push(step.waiting);
  }
  const issue = newlyImpossible(definition, current.data, record.data)[0];
  if (issue) return rejectValue(issue.field, issue.message);
  const final: ServerRecord = { ...record, rev: context.rev, changedBy: context.by };
  return waiting.length > 0
    ? { kind: 'conflict', record: final, fields: waiting }
    : { kind: 'applied', record: final, fields: [] };
}
