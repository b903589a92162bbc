import type { Operation } from '../../domain/protocol/operation.ts';
import type { Rejection } from '../../domain/protocol/outcome.ts';
import { reject } from '../../domain/protocol/rejections.ts';
import { limits, operationSchema } from '../../domain/protocol/wire.ts';
import { isEverydayCreate } from './everyday.ts';
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

type OneRead = { readonly op: Operation } | { readonly rejection: Rejection };

function parsed(raw: unknown): OneRead {
  if (isEverydayCreate(raw)) return { op: raw };
  const result = operationSchema.safeParse(raw);
  if (result.success) return { op: result.data as Operation };
  return { rejection: reject('invalidOperation', fieldOf(result.error.issues[0]?.path ?? [])) };
}

function readOne(raw: unknown, suspect: boolean): OneRead {
  const read = parsed(raw);
  if ('rejection' in read) return read;
  const bad = suspect ? badTextAt(read.op) : undefined;
  if (bad) return { rejection: reject('invalidValue', bad) };
  return tooManyFields(read.op) ? { rejection: reject('invalidOperation') } : read;
}

/** Judges each operation by itself, so that a bad one never takes a good one with it (R6). */
export function readOperations(opened: Opened): readonly Read[] {
  return opened.batch.ops.map((raw, index) => ({
    n: opened.numbers[index] ?? 0,
    index,
    ...readOne(raw, opened.suspectText),
  }));
}
