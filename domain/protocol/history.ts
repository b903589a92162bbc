import { z } from 'zod';
import { fieldValueSchema } from './wire.ts';

const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/);

export const historyLimits = {
  linesPerPage: 50,
  /** Each is opened whole, so a page ends at the ninth. */
  batchesPerPage: 8,
} as const;

/**
 * One operation of a record as the province took it (S22). Lenient on purpose, as records are: what a newer server adds
 * is passed over.
 */
export const historyOperationSchema = z.object({
  rev: z.int().min(1),
  op: z.string().max(160),
  /** `unknown`: taken by a version that this one cannot read. */
  kind: z.enum(['create', 'edit', 'transition', 'void', 'settle', 'unknown']).catch('unknown'),
  /** Name of a transition. */
  step: z.string().optional(),
  /** Of a counter-step: the line of the journal that it took back. */
  undoes: z.string().optional(),
  /** What it set; `was` is what its author saw, where the operation says so. Sealed fields are never among them. */
  fields: z.record(z.string(), z.object({ value: fieldValueSchema, was: fieldValueSchema.optional() })),
  reason: z.string().optional(),
  undo: z.boolean().optional(),
  user: z.string(),
  userName: z.string(),
  device: z.string(),
  /** By the clock of that PC. */
  at: z.string(),
  /** By the clock of the province: an operation that is later than this was made on a PC whose clock was ahead (R43). */
  receivedAt: z.string(),
  outcome: z.enum(['applied', 'merged', 'conflict']),
  /** `conflict`: the fields that changed nothing and wait for a choice. */
  waiting: z.array(z.string()),
});
export type HistoryOperation = z.infer<typeof historyOperationSchema>;

/** GET history: operations below a revision of this record, `next` of the page before; absent for page one. */
export const historyQuerySchema = z.object({ before: z.coerce.number().int().min(1).optional() });

/** One page, newest first. It names its question, like every page (S14). */
export const historySchema = z.object({
  epoch: z.string(),
  organisation: id,
  type: id,
  id,
  before: z.int().nullable(),
  /** The record's newest revision when this was read. */
  rev: z.int(),
  operations: z.array(historyOperationSchema),
  /** Where the next page goes on; null when this one reaches the record's first operation. */
  next: z.int().nullable(),
});
export type HistoryPage = z.infer<typeof historySchema>;
