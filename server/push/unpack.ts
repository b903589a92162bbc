import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { batchSchema, limits, protocolVersion } from '../../domain/protocol/wire.ts';
import type { BatchBody } from '../../domain/protocol/wire.ts';
import type { Envelope } from './envelope.ts';

const unzip = promisify(gunzip);
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Why a whole batch cannot be used; the word inside a refusing receipt. */
export type BatchFault =
  'tooLarge' | 'unreadable' | 'unknownProtocol' | 'mismatch' | 'unnumberedOperation' | 'repeatedOperation';

export interface Opened {
  readonly batch: BatchBody;
  readonly numbers: readonly number[];
  /** The text may hold characters that PostgreSQL or the wire cannot carry; only then is every word looked at. */
  readonly suspectText: boolean;
}

/** Unzips at most the limit: a bomb is cut off while it unfolds, not after (R6, R41). */
async function textOf(body: Uint8Array): Promise<{ readonly text: string } | BatchFault> {
  if (body.byteLength > limits.batchBytesZipped) return 'tooLarge';
  try {
    return { text: utf8.decode(await unzip(body, { maxOutputLength: limits.batchBytesUnzipped })) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ERR_BUFFER_TOO_LARGE' ? 'tooLarge' : 'unreadable';
  }
}

function parse(text: string): BatchBody | BatchFault {
  let words: unknown;
  try {
    words = JSON.parse(text);
  } catch {
    return 'unreadable';
  }
  if (typeof words !== 'object' || words === null) return 'unreadable';
  if ('protocol' in words && words.protocol !== protocolVersion) return 'unknownProtocol';
  const parsed = batchSchema.safeParse(words);
  return parsed.success ? parsed.data : 'unreadable';
}

function agrees(batch: BatchBody, { organisation, words, author }: Envelope): boolean {
  return (
    batch.organisation === organisation &&
    batch.user === author.id &&
    batch.batchId === words.batchId &&
    batch.compartment === words.compartment &&
    batch.device === words.device &&
    batch.incarnation === words.incarnation &&
    batch.seq === words.seq &&
    batch.protocol === words.protocol
  );
}

function numberOf(op: unknown): number | undefined {
  if (typeof op !== 'object' || op === null || !('n' in op)) return undefined;
  return typeof op.n === 'number' && Number.isSafeInteger(op.n) && op.n >= 0 ? op.n : undefined;
}

/** Opens a batch whose signatures hold. A fault here concerns the whole batch and is answered by a signed refusal. */
export async function openBatch(envelope: Envelope): Promise<Opened | BatchFault> {
  if (envelope.words.protocol !== protocolVersion) return 'unknownProtocol';
  const read = await textOf(envelope.body);
  if (typeof read === 'string') return read;
  const { text } = read;
  const batch = parse(text);
  if (typeof batch === 'string') return batch;
  if (!agrees(batch, envelope)) return 'mismatch';
  // An operation is answered by its number, so one without a number, or two with one, cannot be answered alone.
  const numbers = batch.ops.map(numberOf).filter((n) => n !== undefined);
  if (numbers.length !== batch.ops.length) return 'unnumberedOperation';
  if (new Set(numbers).size !== numbers.length) return 'repeatedOperation';
  return { batch, numbers, suspectText: /\\u(?:0000|d[89a-f])/i.test(text) };
}

/** The text of a batch that was taken once: for histories and digests, never for signatures. */
export async function reopenBody(body: Uint8Array): Promise<BatchBody | undefined> {
  const read = await textOf(body);
  const batch = typeof read === 'string' ? read : parse(read.text);
  return typeof batch === 'string' ? undefined : batch;
}
