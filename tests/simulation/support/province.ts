import { createHash } from 'node:crypto';
import { applyOperation } from '../../../domain/protocol/merge.ts';
import { opIdOf } from '../../../domain/protocol/operation.ts';
import type { Operation } from '../../../domain/protocol/operation.ts';
import type { AfterAnswer } from '../../../domain/protocol/outcome.ts';
import type { Attribution, ServerRecord } from '../../../domain/protocol/record.ts';
import type { Receipt, ReceiptException } from '../../../domain/protocol/wire.ts';
import type { FieldValue } from '../../../domain/records/definition.ts';
import type { Role } from '../../../domain/access.ts';
import { definitionOf } from './definition.ts';

export interface SimBatch {
  readonly batchId: string;
  readonly device: string;
  readonly incarnation: string;
  readonly seq: number;
  readonly sha256: string;
  /** SHA-256 of the batch before; absent where a test speaks without a chain. */
  readonly previous?: string | null;
  readonly user: string;
  readonly ops: readonly Operation[];
}

interface Taken {
  readonly op: string;
  readonly device: string;
  readonly operation: Operation;
  readonly rev: number | undefined;
  readonly exception: ReceiptException | undefined;
}

/** One accepted operation as the oracle reads it: what it was and what the record held before and after. */
export interface Entry extends Taken {
  readonly user: string;
  readonly before: ServerRecord | undefined;
  readonly after: ServerRecord;
}

const digest = (value: FieldValue): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

/** The province in a few maps: batches, op ids, records, a gap-free feed. The merge is the product's own. */
export class Province {
  readonly organisation = 'org';
  readonly epoch = 'epoch-1';
  readonly records = new Map<string, ServerRecord>();
  readonly history: Entry[] = [];
  readonly feed: { seq: number; type: string; id: string }[] = [];
  readonly taken = new Map<string, Taken>();
  private readonly receipts = new Map<string, Receipt>();
  private readonly places = new Map<string, { sha256: string; previous: string | null | undefined }>();
  roles: readonly Role[] = ['clerk'];

  get head(): number {
    return this.feed.length;
  }

  push(batch: SimBatch): Receipt | 'forked' | 'batchReused' {
    const known = this.receipts.get(batch.batchId);
    if (known) return known.sha256 === batch.sha256 ? known : 'batchReused';
    const place = `${batch.device}.${batch.incarnation}.${batch.seq}`;
    if (this.places.has(place) || this.breaksChain(batch)) return 'forked';
    const firstRev = this.head + 1;
    const exceptions = batch.ops.flatMap((op) => this.take(batch, op) ?? []);
    const receipt: Receipt = {
      batchId: batch.batchId,
      sha256: batch.sha256,
      epoch: this.epoch,
      organisation: this.organisation,
      compartment: 'general',
      device: batch.device,
      incarnation: batch.incarnation,
      seq: batch.seq,
      verdict: 'accepted',
      firstRev,
      count: batch.ops.length,
      exceptions,
      durableThrough: 0,
    };
    this.receipts.set(batch.batchId, receipt);
    this.places.set(place, { sha256: batch.sha256, previous: batch.previous });
    return receipt;
  }

  /**
   * Two lives of one PC show in the chain even where their numbers do not meet: one whose batch 4 was lost and batch 5
   * arrived, and one that sends another batch 4, may have given the same counters to different work (S2).
   */
  private breaksChain(batch: SimBatch): boolean {
    const at = (seq: number) => this.places.get(`${batch.device}.${batch.incarnation}.${seq}`);
    const before = at(batch.seq - 1);
    const after = at(batch.seq + 1);
    if (before && batch.previous !== undefined && before.sha256 !== batch.previous) return true;
    if (after?.previous !== undefined && after.previous !== batch.sha256) return true;
    return batch.ops.some((operation) => {
      const known = this.taken.get(opIdOf(batch.device, batch.incarnation, operation.n))?.operation;
      return known !== undefined && wordsOf(known) !== wordsOf(operation);
    });
  }

  private take(batch: SimBatch, operation: Operation): ReceiptException | undefined {
    const op = opIdOf(batch.device, batch.incarnation, operation.n);
    const known = this.taken.get(op);
    if (known) {
      if (known.rev === undefined) return known.exception;
      return {
        ...(known.exception ?? { n: operation.n, status: 'merged' }),
        code: 'alreadyExists',
        knownRev: known.rev,
      };
    }
    const key = `${operation.type}/${operation.id}`;
    const before = this.records.get(key);
    const by: Attribution = {
      user: batch.user,
      userName: batch.user,
      device: batch.device,
      at: operation.at,
      op,
    };
    const rev = this.head + 1;
    const outcome = applyOperation(before, operation, {
      definition: definitionOf(operation.type),
      organisation: this.organisation,
      rev,
      by,
      roles: this.roles,
      compartment: 'general',
      resolveAfter: (after, field) => this.after(after, field, before),
    });
    if (outcome.kind === 'rejected') {
      const { code, field, message } = outcome;
      const named = field === undefined ? {} : { field };
      const exception: ReceiptException = { n: operation.n, status: 'rejected', code, message, ...named };
      this.taken.set(op, { op, device: batch.device, operation, rev: undefined, exception });
      return exception;
    }
    const coded = outcome.code === undefined ? {} : { code: outcome.code };
    const exception: ReceiptException | undefined =
      outcome.kind === 'applied'
        ? undefined
        : { n: operation.n, status: outcome.kind, fields: [...outcome.fields], ...coded };
    const taken: Taken = { op, device: batch.device, operation, rev, exception };
    this.taken.set(op, taken);
    this.records.set(key, outcome.record);
    this.feed.push({ seq: rev, type: operation.type, id: operation.id });
    this.history.push({ ...taken, user: batch.user, before, after: outcome.record });
    return exception;
  }

  private after(op: string, field: string, record: ServerRecord | undefined): AfterAnswer {
    const taken = this.taken.get(op);
    if (!taken) return { kind: 'unknown' };
    if (taken.rev === undefined) return { kind: 'rejected' };
    const asked = taken.exception?.status === 'conflict' && taken.exception.fields?.includes(field) === true;
    const conflict = asked ? record?.conflicts.findLast((each) => each.field === field) : undefined;
    return conflict ? { kind: 'conflict', conflictId: conflict.conflictId } : { kind: 'rev', rev: taken.rev };
  }

  changes(after: number, limit: number): { records: readonly ServerRecord[]; cursor: number; head: number } {
    const rows = this.feed.filter((row) => row.seq > after).slice(0, limit);
    const keys = new Set(rows.map((row) => `${row.type}/${row.id}`));
    const cursor = rows.length === limit ? (rows.at(-1)?.seq ?? this.head) : this.head;
    return { records: [...keys].flatMap((key) => this.records.get(key) ?? []), cursor, head: this.head };
  }

  snapshot(
    from: string | undefined,
    limit: number,
  ): { records: readonly ServerRecord[]; next: { type: string; id: string } | null } {
    const all = [...this.records.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const rows = all.filter((record) => from === undefined || record.id > from).slice(0, limit);
    const last = rows.at(-1);
    return { records: rows, next: last && rows.length === limit ? { type: last.type, id: last.id } : null };
  }

  operationsOf(device: string): readonly {
    op: string;
    organisation: string;
    type: string;
    id: string;
    digests: Record<string, string>;
  }[] {
    return [...this.taken.values()]
      .filter((each) => each.device === device && each.rev !== undefined)
      .map(({ op, operation }) => ({
        op,
        organisation: this.organisation,
        type: operation.type,
        id: operation.id,
        digests: Object.fromEntries(
          Object.entries(valuesOf(operation)).map(([field, value]) => [field, digest(value)]),
        ),
      }));
  }
}

/** What an operation says, apart from what it was made upon: the same words under the same id are the same operation. */
const wordsOf = (op: Operation): string => JSON.stringify([op.kind, op.type, op.id, valuesOf(op)]);

function valuesOf(op: Operation): Readonly<Record<string, FieldValue>> {
  if (op.kind === 'create') return op.data;
  if (op.kind === 'edit')
    return Object.fromEntries(Object.entries(op.fields).map(([field, each]) => [field, each.value]));
  return op.kind === 'transition' ? op.fields : {};
}
