import type { Queryable } from '../sql/sql.ts';
import type { Envelope } from './envelope.ts';
import { receiptColumns } from './store.ts';
import type { ReceiptRow } from './receipt.ts';

export type Earlier =
  | { readonly kind: 'none' }
  | { readonly kind: 'same'; readonly row: ReceiptRow }
  | { readonly kind: 'batchReused' }
  | { readonly kind: 'forked' };

type Neighbour = ReceiptRow & { readonly previous: string | null };

/**
 * Two lives of one PC show in the chain even where their numbers do not meet: the batch before must be the one this
 * batch names, the batch after must name this one. A neighbour that is not here yet says nothing: batches may arrive in
 * any order, and whichever comes second is compared.
 */
function breaksChain(
  { words, sha256 }: Envelope,
  previous: string | null,
  rows: readonly Neighbour[],
): boolean {
  const before = rows.find((row) => row.seq === words.seq - 1);
  const after = rows.find((row) => row.seq === words.seq + 1);
  if (before && before.sha256 !== previous) return true;
  // A row without it was stored before the column was.
  return after !== undefined && after.previous !== null && after.previous !== sha256;
}

/** Whether these bytes, this batch id or this place in the device's chain were seen before (R3). */
export async function earlierBatch(
  sql: Queryable,
  envelope: Envelope,
  previous: string | null,
): Promise<Earlier> {
  const { organisation, words, sha256 } = envelope;
  const rows = await sql.query<Neighbour>(
    `select ${receiptColumns}, previous from batch where organisation_id = $1 and batch_id = $2
     union all
     select ${receiptColumns}, previous from batch
     where organisation_id = $1 and device_id = $3 and incarnation = $4 and seq >= $5::bigint - 1
       and seq <= $5::bigint + 1 and batch_id <> $2`,
    [organisation, words.batchId, words.device, words.incarnation, words.seq],
  );
  const sameId = rows.find((row) => row.batch_id === words.batchId);
  if (sameId) return sameId.sha256 === sha256 ? { kind: 'same', row: sameId } : { kind: 'batchReused' };
  const isTaken = rows.some((row) => row.seq === words.seq);
  return { kind: isTaken || breaksChain(envelope, previous, rows) ? 'forked' : 'none' };
}
