import type { z } from 'zod';
import type { Operation } from '../../domain/protocol/operation.ts';
import type { Rejection } from '../../domain/protocol/outcome.ts';
import { reject } from '../../domain/protocol/rejections.ts';
import { limits, operationSchema } from '../../domain/protocol/wire.ts';
import type { Opened } from './unpack.ts';

/** One operation of a batch as it came: readable, or refused by itself. */
export interface Read {
  readonly n: number;
  readonly index: number;
  readonly op?: Operation;
  readonly rejection?: Rejection;
}

const isBadText = (text: string): boolean => text.includes('\u0000') || /\p{Surrogate}/u.test(text);

/** U+0000 cannot be stored by PostgreSQL and would take the whole batch down; a lone surrogate would be stored changed. */
function badTextAt(value: unknown, field?: string): { readonly field?: string } | undefined {
  if (typeof value === 'string') return isBadText(value) ? (field === undefined ? {} : { field }) : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const place = field ?? (Array.isArray(value) || key === 'data' || key === 'fields' ? undefined : key);
    const found = isBadText(key) ? {} : badTextAt(inner, place);
    if (found) return found;
  }
  return undefined;
}

/** The field an issue is about: `data.x` of a create, `fields.x` of the others. */
function fieldOf(path: readonly PropertyKey[]): { readonly field?: string } {
  const [first, second] = path;
  return (first === 'data' || first === 'fields') && typeof second === 'string' ? { field: second } : {};
}

function tooManyFields(op: Operation): boolean {
  const fields = op.kind === 'create' ? op.data : 'fields' in op ? op.fields : {};
  return Object.keys(fields).length > limits.fieldsPerRecord;
}

const key = /^[A-Za-z]\w{0,63}$/;

function isPlainValue(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= limits.textLength;
  return (
    value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}

/** A create's data in its everyday shape; whatever is not (lists, odd keys, long texts) takes the schema's slower way. */
function isEverydayData(data: unknown): boolean {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
  return Object.entries(data).every(
    ([name, value]) => key.test(name) && !(name in Object.prototype) && isPlainValue(value),
  );
}

/**
 * Judged by the wire's schema. The values of a create are most of every first upload, and a union tried value by value
 * costs more than the merge: where a plain look says the same as the schema would, the schema sees the frame only.
 */
function parseOperation(raw: unknown): z.ZodSafeParseResult<unknown> {
  const isCreate = typeof raw === 'object' && raw !== null && 'kind' in raw && raw.kind === 'create';
  if (!isCreate || !('data' in raw) || !isEverydayData(raw.data)) return operationSchema.safeParse(raw);
  const frame = operationSchema.safeParse({ ...raw, data: {} });
  return frame.success ? { ...frame, data: { ...frame.data, data: raw.data } } : frame;
}

function readOne(raw: unknown, suspect: boolean): { op: Operation } | { rejection: Rejection } {
  const parsed = parseOperation(raw);
  if (!parsed.success) {
    return { rejection: reject('invalidOperation', fieldOf(parsed.error.issues[0]?.path ?? [])) };
  }
  const bad = suspect ? badTextAt(parsed.data) : undefined;
  if (bad) return { rejection: reject('invalidValue', bad) };
  const op = parsed.data as Operation;
  return tooManyFields(op) ? { rejection: reject('invalidOperation') } : { op };
}

/** Judges each operation by itself, so that a bad one never takes a good one with it (R6). */
export function readOperations(opened: Opened): readonly Read[] {
  return opened.batch.ops.map((raw, index) => ({
    n: opened.numbers[index] ?? 0,
    index,
    ...readOne(raw, opened.suspectText),
  }));
}
