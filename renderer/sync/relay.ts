import { paths } from '../../domain/protocol/api.ts';
import { relayAnswerSchema, sealedMediaType } from '../../domain/protocol/relay.ts';
import { ask, get, timeouts, verifiedReceipt } from './client.ts';
import type { Answer, Client } from './client.ts';
import type { CarriedBatch, RelayDesk, SyncStore } from './port.ts';
import type { LaneOutcome, Session } from './pushLane.ts';

/**
 * Answers that a colleague's session brought home, opened by who may read them (R11). An answer that does not hold is
 * dropped: the batch is still sealed and goes out again, which changes nothing at the province (R2).
 */
export async function readInbox(client: Client, store: SyncStore): Promise<void> {
  for (const { batchId, answer } of (await store.relays?.inbox()) ?? []) {
    const verified = answer && (await verifiedReceipt(client, answer.batch, answer.jws));
    if (verified?.ok === true) await store.applyReceipt(verified.value, answer?.jws ?? '');
    else await store.relays?.drop(batchId);
  }
}

async function carry(session: Session, batch: CarriedBatch): Promise<Answer<string>> {
  const { client, token } = session;
  const request = get(client, paths.batches(batch.organisation), token, timeouts.batch);
  const answer = await ask(
    client,
    {
      ...request,
      method: 'POST',
      headers: { ...request.headers, 'content-type': sealedMediaType },
      body: batch.body,
    },
    relayAnswerSchema,
  );
  return answer.ok ? { ok: true, value: answer.value.sealed } : answer;
}

/** Sends what colleagues left wrapped on this PC. What the province will not take so waits for its own session. */
export async function sendCarried(session: Session, desk: RelayDesk): Promise<LaneOutcome> {
  for (const batch of await desk.carried()) {
    const answer = await carry(session, batch);
    if (answer.ok) await desk.keepAnswer(batch.batchId, answer.value);
    else if (['newIncarnation', 'notUnderstood', 'smaller'].includes(answer.verdict.kind))
      await desk.drop(batch.batchId);
    else return answer.verdict;
  }
  return undefined;
}
