import type { SealedBatch } from '../../sync/port.ts';
import type { BatchHead } from './stored.ts';

/** A stored batch in the words of the engine. */
export function batchOf(head: BatchHead, body: Uint8Array): SealedBatch {
  const { batchId, organisation, compartment, incarnation, seq, sha256, count } = head;
  const { deviceSignature, userSignature } = head;
  return {
    batchId,
    organisation,
    compartment,
    incarnation,
    seq,
    sha256,
    body,
    deviceSignature,
    userSignature,
    count,
  };
}
