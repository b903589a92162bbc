import type { Queryable } from '../sql/sql.ts';
import type { Envelope } from './envelope.ts';
import type { ReceiptRow } from './receipt.ts';

export const receiptColumns = `organisation_id, batch_id, sha256, compartment, device_id, incarnation, seq, first_rev,
  count, exceptions, epoch, durable_through, signature`;

export interface Head {
  readonly seq: number;
  readonly batches: number;
  readonly origins: number;
  readonly epoch: string;
}

/** First statement of every batch's transaction: one writer per organisation, so its sequence has no gap (R7). */
export async function lockHead(tx: Queryable, organisation: string): Promise<Head | undefined> {
  const [head] = await tx.query<Head>(
    `select h.seq, h.batches, h.origins, s.epoch from organisation_head h cross join server_state s
     where h.organisation_id = $1 for update of h`,
    [organisation],
  );
  return head;
}

/** Moves the counters by what was really written; a rollback gives everything back. */
export async function moveHead(
  tx: Queryable,
  organisation: string,
  head: Omit<Head, 'epoch'>,
): Promise<void> {
  await tx.query(
    'update organisation_head set seq = $2, batches = $3, origins = $4 where organisation_id = $1',
    [organisation, head.seq, head.batches, head.origins],
  );
}

export async function insertOrigin(tx: Queryable, envelope: Envelope, origin: number): Promise<void> {
  await tx.query(
    'insert into origin (organisation_id, origin, device_id, incarnation) values ($1, $2, $3, $4)',
    [envelope.organisation, origin, envelope.words.device, envelope.words.incarnation],
  );
}

export async function insertBatch(
  tx: Queryable,
  envelope: Envelope,
  batchNo: number,
  receipt: ReceiptRow,
  more: { readonly receivedAt: string; readonly previous: string | null },
): Promise<void> {
  await tx.query(
    `insert into batch (organisation_id, batch_no, batch_id, office_id, user_id, device_id, incarnation, seq,
       compartment, sha256, body, received_at, first_rev, count, exceptions, epoch, durable_through, signature,
       previous)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      envelope.organisation,
      batchNo,
      receipt.batch_id,
      envelope.office,
      envelope.author.id,
      receipt.device_id,
      receipt.incarnation,
      receipt.seq,
      receipt.compartment,
      receipt.sha256,
      envelope.body,
      more.receivedAt,
      receipt.first_rev,
      receipt.count,
      receipt.exceptions,
      receipt.epoch,
      receipt.durable_through,
      receipt.signature,
      more.previous,
    ],
  );
}
