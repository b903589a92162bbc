import type { Compartment } from '../../domain/access.ts';
import { lastRevOf, tellsAll } from '../../domain/protocol/receipt.ts';
import type { Receipt } from '../../domain/protocol/wire.ts';
import { limits } from '../../domain/protocol/wire.ts';
import { pushBatch } from './client.ts';
import type { Client } from './client.ts';
import type { Verdict } from './classify.ts';
import type { SealedBatch, SyncStore } from './port.ts';

export interface Lane {
  readonly organisation: string;
  readonly compartment: Compartment;
}

/** How many operations the next batch of a lane may hold; halved when one was too large. */
export interface LaneSize {
  operations: number;
}

export const fullSize = (): LaneSize => ({ operations: limits.operationsPerBatch });

export interface Session {
  readonly client: Client;
  readonly store: SyncStore;
  readonly token: string;
}

/** `undefined`: the lane is empty. A verdict: why it stopped; everything unsent is where it was. */
export type LaneOutcome = Verdict | undefined;

const isOf = (lane: Lane) => (batch: SealedBatch) =>
  batch.organisation === lane.organisation && batch.compartment === lane.compartment;

function halve(size: LaneSize): void {
  size.operations = Math.max(1, Math.floor(size.operations / 2));
}

/** A PC that had pulled up to this batch knows all of it already: its own echo need not come down (S16). */
async function skipEcho(session: Session, lane: Lane, receipt: Receipt): Promise<void> {
  const cursor = await session.store.cursor(lane.organisation, lane.compartment);
  if (!cursor || cursor.snapshot || !tellsAll(receipt, cursor)) return;
  const seq = lastRevOf(receipt);
  if (seq <= cursor.seq) return;
  const page = { epoch: receipt.epoch, ...lane, after: cursor.seq, records: [], cursor: seq, head: seq };
  // A failure costs one page of what is known already.
  await session.store.applyChanges(page, { seq, epoch: receipt.epoch });
}

/** Sends one stored batch. `refused` goes on with smaller ones; nothing but a verified receipt changes the store. */
async function sendOne(
  session: Session,
  lane: Lane,
  size: LaneSize,
  batch: SealedBatch,
): Promise<LaneOutcome> {
  const answer = await pushBatch(session.client, session.token, batch);
  if (!answer.ok) {
    if (answer.verdict.kind === 'smaller') halve(size);
    return answer.verdict;
  }
  const { receipt, jws } = answer.value;
  const applied = await session.store.applyReceipt(receipt, jws);
  if (!applied.ok) return { kind: 'later' };
  if (receipt.verdict === 'accepted') {
    await skipEcho(session, lane, receipt);
    return undefined;
  }
  // The same operations will be sealed again; a batch of one that is refused again must not spin.
  if (size.operations === 1) return { kind: 'notUnderstood' };
  halve(size);
  return undefined;
}

/**
 * Everything a lane has to send: first what was sealed before, in its order, then what is sealed now. The next batch is
 * sealed while the present one is on its way, so that signing and the province's work overlap.
 */
export async function pushLane(
  session: Session,
  lane: Lane,
  size: LaneSize,
  unanswered: readonly SealedBatch[],
): Promise<LaneOutcome> {
  let odd: Verdict | undefined;
  for (const batch of unanswered.filter(isOf(lane))) {
    const outcome = await sendOne(session, lane, size, batch);
    if (outcome === undefined) continue;
    // One batch the province cannot read must not hold up the others of its lane.
    if (outcome.kind !== 'notUnderstood' && outcome.kind !== 'smaller') return outcome;
    odd = outcome;
  }
  const seal = () => session.store.sealNext(lane.organisation, lane.compartment, size.operations);
  let next = seal();
  for (;;) {
    const sealed = await next;
    if (!sealed.ok) return { kind: 'later' };
    if (!sealed.value) return odd;
    const sending = sendOne(session, lane, size, sealed.value);
    next = sealed.value.count < size.operations ? sending.then(seal) : seal();
    const outcome = await sending;
    if (outcome === undefined) continue;
    // What was sealed meanwhile is stored and goes out next time.
    await next;
    return outcome;
  }
}
