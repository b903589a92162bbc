import type { Receipt } from '../../domain/protocol/wire.ts';
import { recompose, signCompact } from '../secrets/secrets.ts';
import type { ServerSecrets } from '../secrets/secrets.ts';
import type { Envelope } from './envelope.ts';
import type { BatchFault } from './unpack.ts';

/** What is stored of a receipt (R35); the rest stands in the batch's own columns. */
export interface ReceiptRow {
  readonly organisation_id: string;
  readonly batch_id: string;
  readonly sha256: string;
  readonly compartment: string;
  readonly device_id: string;
  readonly incarnation: string;
  readonly seq: number;
  readonly first_rev: number;
  readonly count: number;
  readonly exceptions: string;
  readonly epoch: string;
  readonly durable_through: number;
  readonly signature: string;
}

type Unsigned = Omit<ReceiptRow, 'signature'>;

/** The signed text, in one fixed order of words, so that a stored receipt is given out again byte for byte. */
function textOf(row: Unsigned): string {
  const head = {
    batchId: row.batch_id,
    sha256: row.sha256,
    epoch: row.epoch,
    organisation: row.organisation_id,
    compartment: row.compartment,
    device: row.device_id,
    incarnation: row.incarnation,
    seq: row.seq,
    verdict: 'accepted',
    firstRev: row.first_rev,
    count: row.count,
  };
  const start = JSON.stringify(head).slice(0, -1);
  return `${start},"exceptions":${row.exceptions},"durableThrough":${row.durable_through}}`;
}

/** Signs a fresh receipt: what goes out, and the part of it that is kept. */
export function signReceipt(
  secrets: ServerSecrets,
  row: Unsigned,
): { readonly jws: string; readonly signature: string } {
  const jws = signCompact(secrets, textOf(row));
  return { jws, signature: jws.slice(jws.lastIndexOf('.') + 1) };
}

/** The receipt as it was given out the first time. */
export function receiptAgain(secrets: ServerSecrets, row: ReceiptRow): string {
  return recompose(secrets, textOf(row), row.signature);
}

/** A refusal of a whole batch. It is not stored: the same bytes are refused again for the same reason. */
export function refusingReceipt(
  secrets: ServerSecrets,
  envelope: Envelope,
  epoch: string,
  fault: BatchFault,
): string {
  const { batchId, compartment, device, incarnation, seq } = envelope.words;
  const receipt: Receipt = {
    batchId,
    sha256: envelope.sha256,
    epoch,
    organisation: envelope.organisation,
    compartment,
    device,
    incarnation,
    seq,
    verdict: 'refused',
    refusal: fault,
    firstRev: 0,
    count: 0,
    exceptions: [],
    durableThrough: 0,
  };
  return signCompact(secrets, JSON.stringify(receipt));
}
