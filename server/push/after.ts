import type { AfterAnswer } from '../../domain/protocol/outcome.ts';
import type { OpId, Operation } from '../../domain/protocol/operation.ts';
import type { ServerRecord } from '../../domain/protocol/record.ts';
import type { ReceiptException } from '../../domain/protocol/wire.ts';
import type { Queryable } from '../sql/sql.ts';
import { knownOperations, originOf } from './known.ts';

/** What an operation became, whether in an earlier batch or earlier in this one. */
export interface Became {
  readonly rev?: number;
  readonly exception?: ReceiptException;
}

function basesOf(op: Operation): readonly unknown[] {
  if (op.kind === 'edit') return Object.values(op.fields).map((each) => each.base);
  if (op.kind === 'transition') return [op.base, ...Object.values(op.bases ?? {})];
  return [];
}

/** Ids of the operations that some edit of the batch was made upon (R2). */
export function basedUpon(ops: readonly Operation[]): readonly OpId[] {
  const ids = new Set<OpId>();
  for (const base of ops.flatMap(basesOf)) {
    if (typeof base === 'object' && base !== null && 'after' in base) ids.add(String(base.after));
  }
  return [...ids];
}

/** Looks up what earlier batches made of those operations; ids that are none of ours stay out. */
export async function becameEarlier(
  tx: Queryable,
  organisation: string,
  ids: readonly OpId[],
): Promise<Map<OpId, Became>> {
  const numbersOf = new Map<string, number[]>();
  for (const id of ids) {
    const cut = id.lastIndexOf('.');
    const n = Number(id.slice(cut + 1));
    if (cut < 1 || !Number.isSafeInteger(n)) continue;
    const life = id.slice(0, cut);
    numbersOf.set(life, [...(numbersOf.get(life) ?? []), n]);
  }
  const became = new Map<OpId, Became>();
  for (const [life, numbers] of numbersOf) {
    const [device = '', incarnation = ''] = life.split('.');
    const origin = await originOf(tx, organisation, device, incarnation);
    for (const [n, known] of await knownOperations(tx, organisation, origin, numbers)) {
      became.set(`${life}.${n}`, known);
    }
  }
  return became;
}

/** Resolves a base `{after}`: the revision that operation produced, its refusal, or the question it is part of. */
export function afterAnswer(
  became: Became | undefined,
  record: ServerRecord | undefined,
  op: OpId,
  field: string,
): AfterAnswer {
  if (!became) return { kind: 'unknown' };
  if (became.rev === undefined) return { kind: 'rejected' };
  const asked = became.exception?.status === 'conflict' && became.exception.fields?.includes(field) === true;
  if (!asked) return { kind: 'rev', rev: became.rev };
  const questions = record?.conflicts.filter((conflict) => conflict.field === field) ?? [];
  const own = questions.find((conflict) => conflict.candidates.some((each) => each.by.op === op));
  // An equal value joined a question without a candidate of its own: the open one of that field is meant.
  const question = own ?? questions.find((conflict) => conflict.state === 'open') ?? questions.at(-1);
  return question ? { kind: 'conflict', conflictId: question.conflictId } : { kind: 'rev', rev: became.rev };
}
