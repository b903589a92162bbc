import type { Receipt } from '../../../domain/protocol/wire.ts';
import type { Disk, DiskTable } from '../../../renderer/store/disk/disk.ts';
import type { StorePort } from '../../../renderer/store/port.ts';
import type { SealedBatch } from '../../../renderer/sync/port.ts';
import { home, value } from './support.ts';
import type { Bench } from './support.ts';

/** A disk that can be opened again as the next start of the program would find it. */
export interface TestMedium {
  readonly disk: Disk;
  reopen(): Promise<Disk>;
}

export function receiptFor(batch: SealedBatch, more: Partial<Receipt> = {}): Receipt {
  return {
    batchId: batch.batchId,
    sha256: batch.sha256,
    epoch: 'e1',
    organisation: batch.organisation,
    compartment: batch.compartment,
    device: 'dev1',
    incarnation: batch.incarnation,
    seq: batch.seq,
    verdict: 'accepted',
    firstRev: 1,
    count: batch.count,
    exceptions: [],
    durableThrough: 0,
    ...more,
  };
}

export async function seal(bench: Bench): Promise<SealedBatch> {
  const batch = value((await bench.core.sync()?.sealNext(home, 'general')) ?? { ok: true, value: undefined });
  if (batch === undefined) throw new Error('nothing to seal');
  return batch;
}

/** Counters of a batch's operations. */
export async function numbersIn(batch: SealedBatch): Promise<readonly number[]> {
  const stream = new Blob([Uint8Array.from(batch.body)])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  const body = (await new Response(stream).json()) as { readonly ops: readonly { readonly n: number }[] };
  return body.ops.map((op) => op.n);
}

export async function add(port: StorePort, name: string, more: Record<string, string> = {}): Promise<string> {
  return value(await port.save({ type: 'person', organisation: home, fields: { name, ...more } })).id;
}

export async function names(port: StorePort): Promise<readonly unknown[]> {
  const page = await port.query({ type: 'person' }, 0, 5000);
  return page.rows.map((row) => row.values['name']);
}

/** Flips one byte in the middle of every entry of a table that `which` names. */
export async function damage(
  disk: Disk,
  table: DiskTable,
  which: (key: string, at: number) => boolean,
): Promise<number> {
  const put: { table: DiskTable; key: string; gen: number; box: string; bytes: Uint8Array }[] = [];
  let at = 0;
  await disk.scan(table, (entries) => {
    for (const entry of entries) {
      if (which(entry.key, at)) {
        const bytes = entry.bytes.slice();
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        put.push({ table, ...entry, bytes });
      }
      at += 1;
    }
  });
  value(await disk.commit({ put }, 'strict'));
  return put.length;
}
