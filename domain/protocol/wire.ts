import { z } from 'zod';
import { compartments } from '../access.ts';

/**
 * Protocol versions, one line each; the server accepts every version ever released for push (R45).
 * 1 — first release.
 */
export const protocolVersion = 1;

export const limits = {
  operationsPerBatch: 500,
  batchBytesZipped: 2 * 1024 * 1024,
  batchBytesUnzipped: 16 * 1024 * 1024,
  sealTargetBytes: 1024 * 1024,
  pageRecords: 2000,
  textLength: 4000,
  fieldsPerRecord: 300,
} as const;

const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/);
const opId = z
  .string()
  .min(3)
  .max(160)
  .regex(/^[\w.-]+$/);
const text = z.string().max(limits.textLength);
export const fieldValueSchema = z.union([text, z.number(), z.boolean(), z.null(), z.array(text).max(200)]);
/** A name that every object inherits (`constructor`) would be found where no field is: refused at the door. */
const fieldKey = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z]\w*$/)
  .refine((key) => !(key in Object.prototype));
const base = z.union([z.strictObject({ rev: z.int().min(0) }), z.strictObject({ after: opId })]);
const head = {
  n: z.int().min(0),
  type: id,
  id,
  at: z.string().max(40),
  supersedes: opId.optional(),
  act: id.optional(),
};

/** Strict on purpose: an operation with a word this server does not know is refused alone, with a reason. */
export const operationSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('create'),
    ...head,
    schemaVersion: z.int().min(1),
    data: z.record(fieldKey, fieldValueSchema),
  }),
  z.strictObject({
    kind: z.literal('edit'),
    ...head,
    fields: z.record(
      fieldKey,
      z.strictObject({ base, value: fieldValueSchema, was: fieldValueSchema.optional() }),
    ),
  }),
  z.strictObject({
    kind: z.literal('transition'),
    ...head,
    name: z.string().max(64),
    base,
    fields: z.record(fieldKey, fieldValueSchema),
    bases: z.record(fieldKey, base).optional(),
    was: z.record(fieldKey, fieldValueSchema).optional(),
    undoes: z.string().max(200).optional(),
  }),
  z.strictObject({
    kind: z.literal('settle'),
    ...head,
    conflict: z.string().max(200),
    version: z.int().min(0),
    value: fieldValueSchema,
    also: z
      .array(
        z.strictObject({ conflict: z.string().max(200), version: z.int().min(0), value: fieldValueSchema }),
      )
      .max(limits.fieldsPerRecord)
      .optional(),
  }),
  z.strictObject({ kind: z.literal('void'), ...head, reason: text, undo: z.boolean().optional() }),
]);

/**
 * The body of a batch: gzip of this as JSON. One organisation, one compartment, one user. Signed as bytes, never
 * re-serialised (R44): headers `x-device-signature` and `x-user-signature` are detached JWS over `signedBytes`.
 * `ops` are validated one by one so that a bad one is rejected alone.
 */
export const batchSchema = z.strictObject({
  protocol: z.int().min(1),
  batchId: id,
  organisation: id,
  compartment: z.enum(compartments),
  user: id,
  device: id,
  incarnation: id,
  seq: z.int().min(1),
  /** SHA-256 (hex) of the device's previous batch of this incarnation; null for the first. */
  previous: z.string().length(64).nullable(),
  ops: z.array(z.unknown()).max(limits.operationsPerBatch),
});
export type BatchBody = z.infer<typeof batchSchema>;

/** What both signatures of a batch cover: SHA-256(body) ‖ device ‖ incarnation ‖ seq ‖ protocol. */
export function batchSigningText(
  sha256Hex: string,
  batch: { device: string; incarnation: string; seq: number; protocol: number },
): string {
  return [sha256Hex, batch.device, batch.incarnation, String(batch.seq), String(batch.protocol)].join('\n');
}

/** Header `x-batch`: six words joined by dots (none of them can hold one). */
export function batchWords(
  batch: Pick<BatchBody, 'batchId' | 'compartment' | 'device' | 'incarnation' | 'seq' | 'protocol'>,
): string {
  const { batchId, compartment, device, incarnation, seq, protocol } = batch;
  return [batchId, compartment, device, incarnation, String(seq), String(protocol)].join('.');
}

export const rejectionCodes = [
  'invalidOperation',
  'unknownType',
  'unknownTransition',
  'invalidValue',
  'sealedField',
  'notFound',
  'alreadyExists',
  'forbidden',
  'wrongState',
  'dependsOn',
  'voided',
  'staleConflict',
  'internal',
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

/**
 * `merged` with code `alreadyExists`: the province had this operation before (R3); it took no revision and changed
 * nothing. `conflict` with code `voided`: the edit reached a voided record and is kept as a question (R29).
 */
const exception = z.strictObject({
  n: z.int(),
  status: z.enum(['merged', 'conflict', 'rejected']),
  code: z.enum(rejectionCodes).optional(),
  field: z.string().optional(),
  /** A Chinese sentence for the clerk. */
  message: z.string().optional(),
  /** For `conflict`: the fields now waiting for a choice; for `merged`: fields that others had changed meanwhile. */
  fields: z.array(z.string()).optional(),
  /**
   * The province had this operation already (R3): it is answered as it was then, has no second effect and takes no
   * revision of this batch. The number is the revision it took the first time; `code` is then `alreadyExists`. One
   * that was rejected is rejected again in the same words.
   */
  knownRev: z.int().optional(),
});
export type ReceiptException = z.infer<typeof exception>;

/**
 * Signed by the province (compact JWS). Operations not listed were `applied`. Every operation that was neither rejected
 * nor known before (`knownRev`) took one revision, in the order of the batch, starting at `firstRev`; so the full list is
 * a function of these few bytes and the batch (R35). `count` is the number of operations in the batch.
 */
export const receiptSchema = z.strictObject({
  batchId: id,
  sha256: z.string().length(64),
  epoch: z.string(),
  organisation: id,
  compartment: z.enum(compartments),
  device: id,
  incarnation: id,
  seq: z.int(),
  /** `refused`: the whole batch was unusable (R6); its operations are re-sealed under the same op ids. */
  verdict: z.enum(['accepted', 'refused']),
  refusal: z.string().optional(),
  firstRev: z.int(),
  count: z.int(),
  exceptions: z.array(exception),
  durableThrough: z.int(),
});
export type Receipt = z.infer<typeof receiptSchema>;

const attribution = z.strictObject({
  user: z.string(),
  userName: z.string(),
  device: z.string(),
  at: z.string(),
  op: z.string(),
});
const conflictSchema = z.object({
  conflictId: z.string(),
  field: z.string(),
  version: z.int(),
  baseValue: fieldValueSchema,
  serverValue: fieldValueSchema,
  serverBy: attribution,
  candidates: z.array(z.strictObject({ value: fieldValueSchema, by: attribution })),
  state: z.enum(['open', 'settled']),
  chosen: fieldValueSchema.optional(),
});

/** Lenient on purpose: fields from a newer server or client are kept, not refused. */
export const serverRecordSchema = z.object({
  organisation: id,
  type: id,
  id,
  rev: z.int(),
  createdRev: z.int(),
  fieldRevs: z.record(z.string(), z.int()),
  schemaVersion: z.int(),
  data: z.record(z.string(), fieldValueSchema),
  voided: z.boolean(),
  claim: z.enum(['held', 'contested']).optional(),
  conflicts: z.array(conflictSchema),
  changedBy: attribution.optional(),
});

/** One page of an organisation's feed for one compartment; each record once, at its newest revision (R19). */
export const changesSchema = z.object({
  epoch: z.string(),
  organisation: id,
  compartment: z.enum(compartments),
  /** The cursor that was asked after: a signed page that answers another question is not an answer to this one. */
  after: z.int(),
  records: z.array(serverRecordSchema),
  /** Cursor to store in the same transaction as the page. */
  cursor: z.int(),
  head: z.int(),
});
export type ChangesPage = z.infer<typeof changesSchema>;

/** One page of a snapshot, by (type, id); `head` was read before page one and becomes the cursor after the last page. */
export const snapshotSchema = z.object({
  epoch: z.string(),
  organisation: id,
  compartment: z.enum(compartments),
  /** The place that was asked after; null for page one. */
  after: z.strictObject({ type: id, id }).nullable(),
  records: z.array(serverRecordSchema),
  next: z.strictObject({ type: id, id }).nullable(),
  head: z.int(),
});
export type SnapshotPage = z.infer<typeof snapshotSchema>;
