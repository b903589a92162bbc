import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { opIdOf } from '../../../domain/protocol/operation.ts';
import type { Envelope } from './envelope.ts';
import { isOnlyFresh } from './onlyFresh.ts';
import { applyReceiptTo } from './receipt.ts';
import { sealOldest } from './seal.ts';
import type { Stamp } from './stamp.ts';

/** The batch that carries a create, as far as a record remembers it. */
export interface CarryingBatch {
  readonly batchId: string;
  readonly device: string;
  readonly incarnation: string;
}

/**
 * A record that was made and never touched again: one create, its one history line, and nothing else, of whatever part a
 * later version may add. Exactly one operation comes of it, and what it becomes is known without writing it down.
 */
export function isFreshCreate(envelope: Envelope): boolean {
  const [step] = envelope.steps;
  const [line] = envelope.log;
  if (step?.kind !== 'create' || line === undefined) return false;
  if (envelope.steps.length + envelope.log.length !== 2) return false;
  if (line.order !== step.n || line.op !== undefined || line.state !== 'saved') return false;
  return isOnlyFresh(envelope);
}

/** What sealing makes of a fresh create: the very function that sealing uses, so that the two cannot differ. */
export function afterSealing(envelope: Envelope, batch: CarryingBatch): Envelope {
  const [step] = envelope.steps;
  const user = step?.actor.user ?? '';
  return sealOldest(envelope, { ...batch, user, nextN: step?.n ?? 0 })?.after ?? envelope;
}

/** What the receipt makes of it when the province took it as it was. */
export function afterReceipt(
  envelope: Envelope,
  batch: CarryingBatch,
  rev: number,
  definition: RecordDefinition | undefined,
): Envelope {
  const n = envelope.steps[0]?.n ?? 0;
  const answer = { op: opIdOf(batch.device, batch.incarnation, n), n, kind: 'applied' as const, rev };
  // Only a rejected operation asks for counters and a time.
  return applyReceiptTo(afterSealing(envelope, batch), [answer], noStamp, definition);
}

const noStamp: Stamp = {
  actor: { user: '', userName: '' },
  at: '',
  next() {
    throw new Error('an applied operation takes no counter');
  },
};
