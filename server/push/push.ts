import type { OpId } from '../../domain/protocol/operation.ts';
import type { RecordDefinition } from '../../domain/records/definition.ts';
import { definitionOf as registered } from '../../domain/records/registry.ts';
import type { Metrics } from '../http/metrics.ts';
import { epochOf } from '../people/scope.ts';
import type { ServerPorts } from '../ports.ts';
import { isRefusal, refuse } from '../problems.ts';
import type { Refusal } from '../problems.ts';
import { isFaultOfData, transactWithRetry } from '../sql/retry.ts';
import type { Queryable } from '../sql/sql.ts';
import { basedUpon, becameEarlier } from './after.ts';
import type { Became } from './after.ts';
import { authorsOfRevisions } from './authors.ts';
import { earlierBatch } from './chain.ts';
import { claimChanges, writeClaims } from './claims.ts';
import type { Envelope } from './envelope.ts';
import { findGuilty } from './guilty.ts';
import { knownOperations, originOf } from './known.ts';
import { mergeBatch } from './merge.ts';
import type { MergeInput, Merged } from './merge.ts';
import { readOperations } from './operations.ts';
import type { Read } from './operations.ts';
import { speaksOtherwise } from './otherLife.ts';
import { receiptAgain, refusingReceipt, signReceipt } from './receipt.ts';
import { keyOf, lockRecords } from './rows.ts';
import { insertBatch, insertOrigin, lockHead, moveHead } from './store.ts';
import type { Head } from './store.ts';
import { openBatch } from './unpack.ts';
import type { Opened } from './unpack.ts';
import { bodyToKeep } from './withhold.ts';
import { insertFreshRecords, writeNarrowRows, writeRecords } from './write.ts';

export interface PushPorts extends ServerPorts {
  readonly metrics: Metrics;
  /** The registry of record types; tests bring types of their own. */
  readonly definitionOf?: (type: string) => RecordDefinition | undefined;
}

interface Taken {
  readonly receipt: string;
  /** Absent when the batch had been taken before. */
  readonly statuses?: Merged['statuses'];
}

/** Takes one batch in, in the order of R6, and answers with its signed receipt. */
export async function pushBatch(
  ports: PushPorts,
  envelope: Envelope,
): Promise<{ receipt: string } | Refusal> {
  const opened = await openBatch(envelope);
  if (typeof opened === 'string') {
    ports.metrics.batches.inc({ verdict: opened });
    return { receipt: refusingReceipt(ports.secrets, envelope, await epochOf(ports.sql), opened) };
  }
  const reads = readOperations(opened);
  const attempt = (care: Care): Promise<Taken | Refusal> =>
    transactWithRetry(ports.sql, (tx) => takeIn(ports, tx, envelope, { opened, reads }, care), {
      onRetry: (state) => ports.metrics.databaseRetries.inc({ state }),
    });
  const orElse = (care: Care) => (error: unknown) => {
    if (isFaultOfData(error)) return attempt(care);
    throw error;
  };
  // A record called new may have been there already: then once more, looking.
  const quick = createsOnly(reads) ? attempt('unseen').catch(orElse('looked')) : attempt('looked');
  // Something in this batch may be more than the database can store: once more, behind savepoints (R6).
  const taken = await quick.catch(orElse('careful'));
  if (isRefusal(taken)) return taken;
  ports.metrics.batches.inc({ verdict: taken.statuses ? 'accepted' : 'repeated' });
  for (const [status, count] of Object.entries(taken.statuses ?? {})) {
    ports.metrics.operations.inc({ status }, count);
  }
  return { receipt: taken.receipt };
}

/** How an attempt goes about it: each is slower than the one before, and is only tried when that one failed. */
type Care = 'unseen' | 'looked' | 'careful';

/** A first upload or an import: different new records and nothing else. */
function createsOnly(reads: readonly Read[]): boolean {
  const keys = new Set<string>();
  for (const { op } of reads) {
    if (op === undefined) continue;
    if (op.kind !== 'create') return false;
    keys.add(keyOf(op.type, op.id));
  }
  return keys.size === reads.reduce((count, { op }) => (op === undefined ? count : count + 1), 0);
}

interface Content {
  readonly opened: Opened;
  readonly reads: readonly Read[];
}

async function takeIn(
  ports: PushPorts,
  tx: Queryable,
  envelope: Envelope,
  { opened, reads }: Content,
  care: Care,
): Promise<Taken | Refusal> {
  const head = await lockHead(tx, envelope.organisation);
  if (!head) return refuse('notYours');
  // Under the lock: the same batch may have come twice at once.
  const earlier = await earlierBatch(tx, envelope, opened.batch.previous);
  if (earlier.kind === 'same') return { receipt: receiptAgain(ports.secrets, earlier.row) };
  if (earlier.kind !== 'none') return refuse(earlier.kind);
  const origin = await originOf(tx, envelope.organisation, envelope.words.device, envelope.words.incarnation);
  const input = await gather(ports, tx, envelope, { reads, head, origin, care });
  const types = ports.definitionOf ?? registered;
  if (await speaksOtherwise(tx, envelope.organisation, opened, input.known, types)) return refuse('forked');
  const place = { head, origin, previous: opened.batch.previous };
  return write(ports, tx, envelope, place, care === 'careful' ? await withoutGuilty(tx, input, head) : input);
}

/** Today in China and one day more: a PC whose clock is a little ahead is not sent back over midnight. */
function lastDayFor(now: number): string {
  return new Date(now + (8 + 24) * 3_600_000).toISOString().slice(0, 10);
}

interface Gathering {
  readonly reads: readonly Read[];
  readonly head: Head;
  readonly origin: number | undefined;
  readonly care: Care;
}

async function gather(
  ports: PushPorts,
  tx: Queryable,
  envelope: Envelope,
  { reads, head, origin, care }: Gathering,
): Promise<MergeInput> {
  const { organisation, words, author } = envelope;
  const known = await knownOperations(
    tx,
    organisation,
    origin,
    reads.map(({ n }) => n),
  );
  const fresh = reads.flatMap(({ n, op }) => (op === undefined || known.has(n) ? [] : [op]));
  const unseen = care === 'unseen';
  const upon = basedUpon(fresh);
  const earlier: ReadonlyMap<OpId, Became> = await becameEarlier(tx, organisation, upon);
  return {
    organisation,
    words,
    author,
    reads,
    head: head.seq,
    current: unseen ? new Map() : await lockRecords(tx, organisation, fresh),
    unseen,
    known,
    earlier,
    guilty: new Set(),
    authors: new Map(),
    today: lastDayFor(ports.clock.now()),
    definitionOf: ports.definitionOf ?? registered,
  };
}

/** Merges; where a question arises, once more with the names of those whose values it is about. */
async function mergeWithAuthors(tx: Queryable, input: MergeInput): Promise<Merged> {
  const merged = mergeBatch(input);
  if (merged.statuses.conflict === 0) return merged;
  const authors = await authorsOfRevisions(tx, input, merged);
  return authors.size === 0 ? merged : mergeBatch({ ...input, authors });
}

/** Rejects, one by one, what the database will not store; the rest is merged as if it had never been there. */
async function withoutGuilty(tx: Queryable, input: MergeInput, head: Head): Promise<MergeInput> {
  const { organisation, words } = input;
  const place = { organisation, compartment: words.compartment, batchNo: head.batches + 1 };
  const guilty = await findGuilty(tx, input, mergeBatch(input), place);
  if (guilty.size === 0) return input;
  return withoutGuilty(tx, { ...input, guilty: new Set([...input.guilty, ...guilty]) }, head);
}

interface Place {
  readonly head: Head;
  readonly origin: number | undefined;
  /** What the batch says of the one before it. */
  readonly previous: string | null;
}

async function write(
  ports: PushPorts,
  tx: Queryable,
  envelope: Envelope,
  { head, origin, previous }: Place,
  input: MergeInput,
): Promise<Taken> {
  const place = {
    organisation: envelope.organisation,
    compartment: envelope.words.compartment,
    origin: origin ?? head.origins + 1,
    batchNo: head.batches + 1,
  };
  const merged = await mergeWithAuthors(tx, input);
  const changed = new Map(merged.changed);
  const claims = claimChanges(ports.secrets, input.definitionOf, input.current, changed);
  if (input.unseen) await insertFreshRecords(tx, place, [...changed.values()]);
  else await writeRecords(tx, place, [...changed.values()], input.current);
  if (origin === undefined) await insertOrigin(tx, envelope, place.origin);
  await writeNarrowRows(tx, place, merged);
  const jws = await writeReceipt(ports, tx, envelope, { batchNo: place.batchNo, previous }, head, merged);
  await moveHead(tx, place.organisation, {
    seq: head.seq + merged.feed.length,
    batches: place.batchNo,
    origins: Math.max(head.origins, place.origin),
  });
  await writeClaims(tx, place.organisation, claims);
  return { receipt: jws, statuses: merged.statuses };
}

async function writeReceipt(
  ports: PushPorts,
  tx: Queryable,
  envelope: Envelope,
  { batchNo, previous }: { readonly batchNo: number; readonly previous: string | null },
  head: Head,
  merged: Merged,
): Promise<string> {
  const { words } = envelope;
  const row = {
    organisation_id: envelope.organisation,
    batch_id: words.batchId,
    sha256: envelope.sha256,
    compartment: words.compartment,
    device_id: words.device,
    incarnation: words.incarnation,
    seq: words.seq,
    first_rev: head.seq + 1,
    count: merged.taken.length + merged.statuses.known,
    exceptions: JSON.stringify(merged.exceptions),
    epoch: head.epoch,
    durable_through: 0,
  };
  const { jws, signature } = signReceipt(ports.secrets, row);
  const receivedAt = new Date(ports.clock.now()).toISOString();
  const rejected = new Set(merged.taken.flatMap(({ n, rev }) => (rev === null ? [n] : [])));
  const body = await bodyToKeep(envelope.body, ports.definitionOf ?? registered, rejected);
  await insertBatch(tx, { ...envelope, body }, batchNo, { ...row, signature }, { receivedAt, previous });
  return jws;
}
