import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RecordDefinition } from '../../domain/records/definition.ts';
import { reopenBody } from './unpack.ts';

const compress = promisify(gzip);

function namesOf(op: unknown): { readonly type?: string; readonly fields: readonly string[] } {
  if (typeof op !== 'object' || op === null) return { fields: [] };
  const parts = ['data' in op ? op.data : undefined, 'fields' in op ? op.fields : undefined];
  const fields = parts.flatMap((part) =>
    typeof part === 'object' && part !== null ? Object.keys(part) : [],
  );
  return { ...('type' in op && typeof op.type === 'string' ? { type: op.type } : {}), fields };
}

/** Whether an operation, readable or not, names a field that must not leave its PC (R21). */
export function namesSealed(
  op: unknown,
  definitionOf: (type: string) => RecordDefinition | undefined,
): boolean {
  const { type, fields } = namesOf(op);
  const definition = type === undefined ? undefined : definitionOf(type);
  return fields.some((field) => definition?.fields[field]?.sensitivity === 'sealed');
}

/**
 * The bytes to keep as history. Normally the batch as it came; but words that should never have been sent are not kept
 * either: those operations are replaced by their number. They are rejected anyway, and nothing refers to their content.
 */
export async function bodyToKeep(
  body: Uint8Array,
  definitionOf: (type: string) => RecordDefinition | undefined,
  rejected: ReadonlySet<number>,
): Promise<Uint8Array> {
  if (rejected.size === 0) return body;
  const batch = await reopenBody(body);
  if (!batch?.ops.some((op) => namesSealed(op, definitionOf))) return body;
  const ops = batch.ops.map((op) => {
    if (!namesSealed(op, definitionOf)) return op;
    return { n: typeof op === 'object' && op !== null && 'n' in op ? op.n : 0, kind: 'withheld' };
  });
  return compress(JSON.stringify({ ...batch, ops }));
}
