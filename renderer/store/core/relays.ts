import { answerPlace, packRelay, relayPurpose } from '../../../domain/protocol/relay.ts';
import { batchWords, protocolVersion } from '../../../domain/protocol/wire.ts';
import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import { base64url, fromBase64url, randomBytes, text } from '../keys/bytes.ts';
import { wrapTo } from '../keys/wrap.ts';
import type { SealedPut } from '../units/vault.ts';
import { act, commit } from './commit.ts';
import type { Ledger } from './ledger.ts';
import { bytesOf } from './meta.ts';
import type { BatchHead, RelayHead } from './stored.ts';

const prefix = 'relay.';
export const relayKey = (batchId: string): string => `${prefix}${batchId}`;
export const isRelayKey = (key: string): boolean => key.startsWith(prefix);

/** Both entries of a relay, for the transaction that makes it superfluous. */
export function relayEntries(
  batchId: string,
): readonly { readonly table: 'batches' | 'outbox'; readonly key: string }[] {
  const key = relayKey(batchId);
  return [
    { table: 'batches', key },
    { table: 'outbox', key },
  ];
}

export function sealRelay(
  ledger: Pick<Ledger, 'vault'>,
  gen: number,
  head: RelayHead,
  bytes: Uint8Array,
): Promise<SealedPut[]> {
  const key = relayKey(head.batchId);
  return Promise.all([
    ledger.vault.seal('batches', key, gen, 'device', bytesOf(head), 1024),
    ledger.vault.seal('outbox', key, gen, 'device', bytes, 16 * 1024),
  ]);
}

export interface NewRelay {
  readonly head: RelayHead;
  readonly bytes: Uint8Array;
  /** Key of the answer, kept with the batch in its compartment. */
  readonly reply: string;
}

/** Undefined in the common compartment, whose batches every session sends, and while no seal key is known. */
export async function newRelay(
  ledger: Ledger,
  batch: BatchHead,
  body: Uint8Array,
): Promise<NewRelay | undefined> {
  const sealKey = ledger.office.serverSealKey ?? '';
  if (batch.compartment === 'general' || fromBase64url(sealKey)?.length !== 32) return undefined;
  const reply = base64url(randomBytes(32));
  const { deviceSignature, userSignature, batchId, organisation, compartment, count } = batch;
  const words = wordsOf(batch);
  const plain = packRelay({ batch: words, deviceSignature, userSignature, reply }, body);
  return {
    head: { batchId, organisation, compartment, count, answered: false },
    bytes: await wrapTo(sealKey, plain, relayPurpose),
    reply,
  };
}

const wordsOf = (batch: BatchHead): string => batchWords({ ...batch, protocol: protocolVersion });

/** What the province answered to a colleague's carried batch: kept as it came, and no longer counted as waiting. */
export function keepAnswer(ledger: Ledger, batchId: string, sealed: string): Promise<Result<void>> {
  return act(ledger, async (draft) => {
    const relay = ledger.relays.get(batchId);
    const bytes = fromBase64url(sealed);
    if (relay === undefined || relay.answered || bytes === undefined) return ok(undefined);
    const { waiting } = draft.current;
    const left = Math.max(0, (waiting[relay.compartment] ?? 0) - relay.count);
    draft.set({ waiting: { ...waiting, [relay.compartment]: left } });
    const next = { ...relay, answered: true };
    const written = await commit(ledger, draft, {
      clerk: false,
      entries: (nextGen) => sealRelay(ledger, nextGen(), next, bytes),
    });
    if (written.ok) ledger.relays.set(batchId, next);
    return written;
  });
}

/** Removes a relay that is of no use: the batch itself stays sealed and waits for its own session. */
export function dropRelay(ledger: Ledger, batchId: string): Promise<Result<void>> {
  return act(ledger, async (draft) => {
    const relay = ledger.relays.get(batchId);
    if (relay === undefined) return ok(undefined);
    if (relay.answered) {
      // It was taken for sent and is not known to be.
      const { waiting } = draft.current;
      const again = (waiting[relay.compartment] ?? 0) + relay.count;
      draft.set({ waiting: { ...waiting, [relay.compartment]: again } });
    }
    const written = await commit(ledger, draft, { clerk: false, remove: relayEntries(batchId) });
    if (written.ok) ledger.relays.delete(batchId);
    return written;
  });
}

/** The bytes of a relay: a wrapped batch, or the province's answer. */
export async function readRelay(ledger: Ledger, batchId: string): Promise<Uint8Array | undefined> {
  const entry = await ledger.disk.read('outbox', relayKey(batchId));
  return entry === undefined ? undefined : ledger.vault.open('outbox', entry);
}

/** The receipt inside an answer; undefined when it is not for this batch or was damaged. */
export async function openAnswer(batch: BatchHead, sealed: Uint8Array): Promise<string | undefined> {
  const raw = fromBase64url(batch.reply ?? '');
  if (raw?.length !== 32 || sealed.length < 28) return undefined;
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
  const additionalData = new TextEncoder().encode(answerPlace(wordsOf(batch)));
  const plain = await crypto.subtle
    .decrypt({ name: 'AES-GCM', iv: sealed.slice(0, 12), additionalData }, key, sealed.slice(12))
    .catch(() => undefined);
  return plain === undefined ? undefined : text(new Uint8Array(plain));
}
