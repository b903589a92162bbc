import type { OpId } from '../../../domain/protocol/operation.ts';
import type { Envelope, LogLine, SealedWork } from './envelope.ts';

/** Ties history lines to the operation that carries them, so that their state can follow its receipt. */
export function markSealed(envelope: Envelope, work: SealedWork): readonly LogLine[] {
  const stepOrders = envelope.steps.map((step) => step.n);
  const isOwn = (line: LogLine): boolean => {
    if (work.step && line.order === work.step.n) return true;
    if (line.order !== undefined && stepOrders.includes(line.order)) return false;
    // A create carries everything saved before it was sealed, except what waits as an edit of its own.
    if (work.kind === 'create') return !line.changes.some(([field]) => field in envelope.dirty);
    return work.kind === 'edit' && line.changes.some(([field]) => field in work.fields);
  };
  return envelope.log.map((line) =>
    line.op === undefined && line.state === 'saved' && isOwn(line) ? { ...line, op: work.op } : line,
  );
}

/** An operation that goes out under another id (its incarnation ended) keeps its history lines. */
export function renameOp(log: readonly LogLine[], from: OpId, to: OpId): readonly LogLine[] {
  return log.map((line) => (line.op === from ? { ...line, op: to } : line));
}

/** Moves the lines of an operation to what became of it. */
export function markState(log: readonly LogLine[], op: OpId, state: LogLine['state']): readonly LogLine[] {
  return log.map((line) => (line.op === op ? { ...line, state } : line));
}
