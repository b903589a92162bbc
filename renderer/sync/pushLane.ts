import type { Compartment } from '../../domain/access.ts';
import { lastRevOf, tellsAll } from '../../domain/protocol/receipt.ts';
import type { Receipt } from '../../domain/protocol/wire.ts';
import { limits } from '../../domain/protocol/wire.ts';
import { pushBatch } from './client.ts';
import type { Answer, Client, Received } from './client.ts';
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
  /** A verified receipt came for a batch that was sealed just now: nobody can have recorded it. */
  heard?(): void;
  /** A receipt is in the books: less waits than before. */
  moved?(): void;
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

/** Sends one stored batch; a province that finds it too large gets smaller ones. */
async function sendOne(session: Session, size: LaneSize, batch: SealedBatch): Promise<Answer<Received>> {
  const answer = await pushBatch(session.client, session.token, batch);
  if (!answer.ok && answer.verdict.kind === 'smaller') halve(size);
  return answer;
}

/** Takes a receipt into the books. `refused` goes on with smaller batches; nothing but a verified receipt changes the store. */
async function take(
  session: Session,
  lane: Lane,
  size: LaneSize,
  { receipt, jws }: Received,
): Promise<LaneOutcome> {
  const applied = await session.store.applyReceipt(receipt, jws);
  if (!applied.ok) return { kind: 'later' };
  session.moved?.();
  if (receipt.verdict === 'accepted') {
    await skipEcho(session, lane, receipt);
    return undefined;
  }
  // The same operations will be sealed again; a batch of one that is refused again must not spin.
  if (size.operations === 1) return { kind: 'notUnderstood' };
  halve(size);
  return undefined;
}

/** What was sealed and not answered before, in its order. */
async function sendAgain(
  session: Session,
  lane: Lane,
  size: LaneSize,
  unanswered: readonly SealedBatch[],
): Promise<{ readonly stop: boolean; readonly outcome: LaneOutcome }> {
  let odd: LaneOutcome;
  for (const batch of unanswered.filter(isOf(lane))) {
    const answer = await sendOne(session, size, batch);
    const outcome = answer.ok ? await take(session, lane, size, answer.value) : answer.verdict;
    if (outcome === undefined) continue;
    // One batch the province cannot read must not hold up the others of its lane.
    if (outcome.kind !== 'notUnderstood' && outcome.kind !== 'smaller') return { stop: true, outcome };
    odd = outcome;
  }
  return { stop: false, outcome: odd };
}

/**
 * Everything a lane has to send: first what was sealed before, then what is sealed now. While a batch is on its way the
 * receipt of the one before is taken in and the next one is sealed, so that this PC's work and the province's overlap.
 * No batch leaves before the one before it was answered, and receipts are taken in their order.
 */
export async function pushLane(
  session: Session,
  lane: Lane,
  size: LaneSize,
  unanswered: readonly SealedBatch[],
): Promise<LaneOutcome> {
  const again = await sendAgain(session, lane, size, unanswered);
  if (again.stop) return again.outcome;
  const seal = () => session.store.sealNext(lane.organisation, lane.compartment, size.operations);
  let next = seal();
  let taking: Promise<LaneOutcome> = Promise.resolve(undefined);
  for (;;) {
    const sealed = await next;
    if (!sealed.ok || !sealed.value) {
      const last = await taking;
      return sealed.ok ? (last ?? again.outcome) : { kind: 'later' };
    }
    const isFull = sealed.value.count >= size.operations;
    const sending = sendOne(session, size, sealed.value);
    if (isFull) next = seal();
    const [before, answer] = await Promise.all([taking, sending]);
    const trouble = before ?? (answer.ok ? undefined : answer.verdict);
    if (answer.ok) session.heard?.();
    if (answer.ok) taking = take(session, lane, size, answer.value);
    if (answer.ok && trouble === undefined) {
      // The lane's end: what may still come depends on what this receipt says.
      if (!isFull) next = taking.then(seal);
      continue;
    }
    // What was sealed meanwhile is stored and goes out next time.
    await Promise.all([next, taking]);
    return trouble;
  }
}
