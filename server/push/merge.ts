import { applyOperation } from '../../domain/protocol/merge.ts';
import { opIdOf } from '../../domain/protocol/operation.ts';
import type { OpId, Operation } from '../../domain/protocol/operation.ts';
import type { MergeOutcome } from '../../domain/protocol/outcome.ts';
import type { Attribution, ServerRecord } from '../../domain/protocol/record.ts';
import { fieldRev } from '../../domain/protocol/record.ts';
import { reject } from '../../domain/protocol/rejections.ts';
import type { ReceiptException } from '../../domain/protocol/wire.ts';
import type { RecordDefinition } from '../../domain/records/definition.ts';
import { afterAnswer } from './after.ts';
import type { Became } from './after.ts';
import type { Author, Words } from './envelope.ts';
import { answerAgain } from './known.ts';
import type { KnownOperation } from './known.ts';
import type { Read } from './operations.ts';
import { keyOf } from './rows.ts';

export interface MergeInput {
  readonly organisation: string;
  readonly words: Words;
  readonly author: Author;
  readonly reads: readonly Read[];
  readonly head: number;
  readonly current: ReadonlyMap<string, ServerRecord>;
  /** Nobody looked whether these new records exist: the insert will tell. */
  readonly unseen: boolean;
  readonly known: ReadonlyMap<number, KnownOperation>;
  readonly earlier: ReadonlyMap<OpId, Became>;
  /** Operations that made the database refuse; they are rejected alone. */
  readonly guilty: ReadonlySet<number>;
  /** Who set the value of a revision, where that is known. */
  readonly authors: ReadonlyMap<number, Attribution>;
  /** The last day a step may be dated. */
  readonly today: string;
  definitionOf(type: string): RecordDefinition | undefined;
}

export interface FeedEntry {
  readonly rev: number;
  readonly type: string;
  readonly id: string;
  /** The revision of the record that this one followed; absent for its first. */
  readonly previous?: number;
}

export interface Merged {
  readonly changed: ReadonlyMap<string, ServerRecord>;
  /** Every operation that is new to the province, with its revision unless it was rejected. */
  readonly taken: readonly { readonly n: number; readonly index: number; readonly rev: number | null }[];
  readonly feed: readonly FeedEntry[];
  readonly exceptions: readonly ReceiptException[];
  readonly statuses: Readonly<Record<'applied' | 'merged' | 'conflict' | 'rejected' | 'known', number>>;
}

function exceptionOf(n: number, outcome: MergeOutcome): ReceiptException | undefined {
  if (outcome.kind === 'applied') return undefined;
  if (outcome.kind === 'rejected') {
    const { code, field, message } = outcome;
    return { n, status: 'rejected', code, ...(field === undefined ? {} : { field }), message };
  }
  const { kind, code, fields } = outcome;
  return { n, status: kind, ...(code === undefined ? {} : { code }), fields: [...fields] };
}

/**
 * Merges a batch in its own order, each operation seeing what the ones before it made of its record: chained operations
 * and several on one record need no second look at the database, and each record is written once.
 */
export function mergeBatch(input: MergeInput): Merged {
  const records = new Map(input.current);
  const changed = new Map<string, ServerRecord>();
  const became = new Map(input.earlier);
  const taken: { n: number; index: number; rev: number | null }[] = [];
  const feed: FeedEntry[] = [];
  const exceptions: ReceiptException[] = [];
  const statuses = { applied: 0, merged: 0, conflict: 0, rejected: 0, known: 0 };
  let rev = input.head;

  for (const read of input.reads) {
    const before = input.known.get(read.n);
    if (before) {
      exceptions.push(answerAgain(before));
      statuses.known += 1;
      continue;
    }
    const outcome = outcomeOf(input, read, records, became, rev + 1);
    const exception = exceptionOf(read.n, outcome);
    if (exception) exceptions.push(exception);
    statuses[outcome.kind] += 1;
    const took = outcome.kind === 'rejected' ? null : (rev += 1);
    taken.push({ n: read.n, index: read.index, rev: took });
    const id = opIdOf(input.words.device, input.words.incarnation, read.n);
    became.set(id, { ...(took === null ? {} : { rev: took }), ...(exception ? { exception } : {}) });
    if (outcome.kind === 'rejected') continue;
    // The feed's pointer and the record's own revision must agree, whatever the merge left untouched.
    const record: ServerRecord = outcome.record.rev === rev ? outcome.record : { ...outcome.record, rev };
    const key = keyOf(record.type, record.id);
    const previous = records.get(key)?.rev;
    records.set(key, record);
    changed.set(key, record);
    feed.push({ rev, type: record.type, id: record.id, ...(previous === undefined ? {} : { previous }) });
  }
  return { changed, taken, feed, exceptions, statuses };
}

function outcomeOf(
  input: MergeInput,
  read: Read,
  records: ReadonlyMap<string, ServerRecord>,
  became: ReadonlyMap<OpId, Became>,
  rev: number,
): MergeOutcome {
  if (read.op === undefined) return read.rejection ?? reject('invalidOperation');
  if (input.guilty.has(read.n)) return reject('internal');
  const current = records.get(keyOf(read.op.type, read.op.id));
  return merged(input, read.op, current, became, rev);
}

function merged(
  input: MergeInput,
  op: Operation,
  current: ServerRecord | undefined,
  became: ReadonlyMap<OpId, Became>,
  rev: number,
): MergeOutcome {
  const { words, author } = input;
  const by: Attribution = {
    user: author.id,
    userName: author.name,
    device: words.device,
    at: op.at,
    op: opIdOf(words.device, words.incarnation, op.n),
  };
  return applyOperation(current, op, {
    definition: input.definitionOf(op.type),
    organisation: input.organisation,
    rev,
    by,
    roles: author.roles,
    compartment: words.compartment,
    today: input.today,
    resolveAfter: (id, field) => afterAnswer(became.get(id), current, id, field),
    authorOf: (field) => (current ? input.authors.get(fieldRev(current, field)) : undefined),
  });
}
