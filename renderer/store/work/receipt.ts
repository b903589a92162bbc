import { serverValueMoved } from '../../../domain/protocol/conflicts.ts';
import type { OperationAnswer } from '../../../domain/protocol/receipt.ts';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Envelope, LogLine, SealedWork } from './envelope.ts';
import { journalTaken } from './journals.ts';
import { markState } from './log.ts';
import { rejectWork } from './reject.ts';
import type { Stamp } from './stamp.ts';
import { choicesOf } from './steps.ts';
import { mapBases, uncover } from './view.ts';

interface Acked {
  readonly envelope: Envelope;
  readonly work: SealedWork;
  /** Fields of the operation that now hold its value at the province. */
  readonly fields: readonly string[];
  readonly rev: number;
}

/** The province holds these values since `rev`; a newer one that a pull brought meanwhile stays (R1). */
function acknowledgeFields({ envelope, work, fields, rev }: Acked): Envelope {
  // Only a create tells the whole record; anything else leaves it to be pulled.
  const whole = work.kind === 'create' ? rev : 0;
  const acked = envelope.acked ?? { rev: whole, createdRev: whole, fieldRevs: {} };
  const fieldRevs: Record<string, number> = { ...acked.fieldRevs };
  const under: Record<string, FieldValue> = { ...envelope.under };
  let { conflicts } = envelope;
  const by = {
    user: work.actor.user,
    userName: work.actor.userName,
    device: work.op.split('.')[0] ?? '',
    at: work.at,
    op: work.op,
  };
  const journal = journalTaken(envelope, work.step);
  for (const field of [...Object.keys(journal), ...fields]) {
    if (rev <= (acked.fieldRevs[field] ?? acked.createdRev)) continue;
    const value = journal[field] ?? work.fields[field]?.value ?? null;
    fieldRevs[field] = rev;
    under[field] = value;
    if (work.kind === 'edit') conflicts = serverValueMoved(conflicts, field, value, by);
  }
  return {
    ...envelope,
    acked: { ...acked, fieldRevs },
    conflicts,
    ...(Object.keys(under).length > 0 ? { under } : {}),
  };
}

function settleLocally(envelope: Envelope, work: SealedWork): Envelope {
  if (work.kind !== 'settle' || !work.step) return envelope;
  const chosen = new Map(choicesOf(work.step).map((choice) => [choice.conflictId, choice]));
  const conflicts = envelope.conflicts.map((conflict) => {
    const choice = chosen.get(conflict.conflictId);
    if (choice?.version !== conflict.version) return conflict;
    return { ...conflict, version: conflict.version + 1, state: 'settled' as const, chosen: choice.value };
  });
  return { ...envelope, conflicts };
}

function stateOf(work: SealedWork, definition: RecordDefinition | undefined): LogLine['state'] {
  const name = work.step?.name;
  return name !== undefined && definition?.transitions?.[name]?.reports === true ? 'reported' : 'backedUp';
}

function applyAnswer(
  envelope: Envelope,
  work: SealedWork,
  answer: OperationAnswer,
  stamp: Stamp,
  definition: RecordDefinition | undefined,
): Envelope {
  const sealed = envelope.sealed.filter((each) => each !== work);
  const next: Envelope = { ...envelope, sealed, version: envelope.version + 1 };
  const fields = Object.keys(work.fields);
  const done = markState(next.log, work.op, stateOf(work, definition));
  switch (answer.kind) {
    case 'applied':
    case 'merged': {
      const acked = acknowledgeFields({ envelope: next, work, fields, rev: answer.rev });
      const based = mapBases(acked, (base) =>
        'after' in base && base.after === work.op ? { rev: answer.rev } : base,
      );
      return settleLocally({ ...based, log: done }, work);
    }
    case 'known': {
      // Its revision is not known here: no base moves, any pulled record is newer (R3).
      const values = Object.fromEntries(
        Object.entries(work.fields).map(([field, each]) => [field, each.value]),
      );
      const under = { ...next.under, ...values, ...journalTaken(next, work.step) };
      const acked = next.acked ?? { rev: 0, createdRev: 0, fieldRevs: {} };
      return { ...next, acked, log: done, ...(Object.keys(under).length > 0 ? { under } : {}) };
    }
    case 'conflict': {
      const waiting = answer.fields.length > 0 ? answer.fields : fields;
      const free = fields.filter((field) => !waiting.includes(field));
      const acked = acknowledgeFields({ envelope: next, work, fields: free, rev: answer.rev });
      const based = mapBases(acked, (base, field) =>
        'after' in base && base.after === work.op && free.includes(field) ? { rev: answer.rev } : base,
      );
      const asked = waiting.map((field) => ({
        field,
        value: work.fields[field]?.value ?? null,
        rev: answer.rev,
      }));
      return { ...based, asked: [...(based.asked ?? []), ...asked], log: done };
    }
    case 'rejected':
      return rejectWork(next, work, answer, stamp);
  }
}

/**
 * A verified receipt, or the part of it about one record. It acknowledges op ids: an unknown or repeated one changes
 * nothing, and the very same envelope comes back (R2).
 */
export function applyReceiptTo(
  envelope: Envelope,
  answers: readonly OperationAnswer[],
  stamp: Stamp,
  definition: RecordDefinition | undefined,
): Envelope {
  let next = envelope;
  for (const answer of answers) {
    const work = next.sealed.find((each) => each.op === answer.op);
    if (work) next = applyAnswer(next, work, answer, stamp, definition);
  }
  return next === envelope ? envelope : uncover(next);
}

/** A batch that was refused as a whole, or whose incarnation ended: its operations go out again as they are (R6, R3). */
export function reopenBatch(envelope: Envelope, batchIds: ReadonlySet<string>): Envelope {
  if (!envelope.sealed.some((work) => batchIds.has(work.batchId))) return envelope;
  const sealed = envelope.sealed.map((work) =>
    batchIds.has(work.batchId) ? { ...work, batchId: '' } : work,
  );
  return { ...envelope, sealed, version: envelope.version + 1 };
}
