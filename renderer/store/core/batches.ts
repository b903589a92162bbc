import { parseJson } from '../units/codec.ts';
import { joinHead, splitHead } from '../units/frame.ts';
import type { SealedPut } from '../units/vault.ts';
import type { Ledger } from './ledger.ts';
import { bytesOf } from './meta.ts';
import type { RelayHead } from './stored.ts';
import { isRelayKey } from './relays.ts';
import type { BatchHead, BatchRecords } from './stored.ts';

export async function sealBatchHead(ledger: Ledger, gen: number, head: BatchHead): Promise<SealedPut> {
  return ledger.vault.seal('batches', head.batchId, gen, head.compartment, bytesOf(head), 1024);
}

export async function sealBatchBody(
  ledger: Ledger,
  gen: number,
  head: BatchHead,
  records: BatchRecords,
  body: Uint8Array,
): Promise<SealedPut> {
  const step = head.compartment === 'general' ? 1 : 16 * 1024;
  return ledger.vault.seal(
    'outbox',
    head.batchId,
    gen,
    head.compartment,
    joinHead(bytesOf(records), body),
    step,
  );
}

export async function readBatchBody(
  ledger: Pick<Ledger, 'disk' | 'vault'>,
  batchId: string,
): Promise<{ readonly records: BatchRecords; readonly body: Uint8Array } | undefined> {
  const entry = await ledger.disk.read('outbox', batchId);
  const plain = entry === undefined ? undefined : await ledger.vault.open('outbox', entry);
  const parts = plain === undefined ? undefined : splitHead(plain);
  const records = parts === undefined ? undefined : (parseJson(parts.head) as BatchRecords | undefined);
  return parts === undefined || records === undefined ? undefined : { records, body: parts.body };
}

export interface LoadedBatches {
  readonly batches: Map<string, BatchHead>;
  readonly relays: Map<string, RelayHead>;
}

export async function loadBatchHeads(
  ledger: Pick<Ledger, 'disk' | 'vault' | 'damaged'>,
): Promise<LoadedBatches> {
  const loaded: LoadedBatches = { batches: new Map(), relays: new Map() };
  const opening: Promise<void>[] = [];
  await ledger.disk.scan('batches', (chunk) => {
    for (const entry of chunk) {
      if (!ledger.vault.opens(entry.box)) continue;
      opening.push(
        ledger.vault.open('batches', entry).then((plain) => {
          const head = plain === undefined ? undefined : parseJson(plain);
          if (head === undefined)
            ledger.damaged({ key: entry.key, gen: entry.gen, box: entry.box, part: 'unit' });
          else if (isRelayKey(entry.key)) take(loaded.relays, head as RelayHead);
          else take(loaded.batches, head as BatchHead);
        }),
      );
    }
  });
  await Promise.all(opening);
  return loaded;
}

function take<T extends { readonly batchId: string }>(heads: Map<string, T>, head: T): void {
  heads.set(head.batchId, head);
}
