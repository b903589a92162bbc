import { historyLimits } from '../../domain/protocol/history.ts';
import type { HistoryOperation, HistoryPage } from '../../domain/protocol/history.ts';
import { epochOf } from '../people/scope.ts';
import { refuse } from '../problems.ts';
import type { Refusal } from '../problems.ts';
import type { Queryable } from '../sql/sql.ts';
import { operationsOfBatch } from './historyBatch.ts';
import type { HistoryRequest } from './historyRequest.ts';

interface Step {
  readonly seq: number;
  readonly previous: number | null;
}

/** The newest revision of a record of this compartment. */
async function newest(sql: Queryable, request: HistoryRequest): Promise<number | undefined> {
  const [row] = await sql.query<{ rev: number }>(
    'select rev from record where organisation_id = $1 and type = $2 and id = $3 and compartment = $4',
    [request.organisation, request.type, request.id, request.compartment],
  );
  return row?.rev;
}

/** Where a page begins. A number that is no revision of this very record leads nowhere. */
async function startOf(
  sql: Queryable,
  request: HistoryRequest,
  rev: number,
): Promise<number | null | undefined> {
  if (request.before === undefined) return rev;
  const [row] = await sql.query<{ previous: number | null }>(
    'select previous from feed where organisation_id = $1 and seq = $2 and type = $3 and id = $4',
    [request.organisation, request.before, request.type, request.id],
  );
  return row?.previous;
}

/** Revisions of the record from one on, newest first: each feed row names the one before, so each step is one look by key. */
function walk(sql: Queryable, { organisation, type, id }: HistoryRequest, from: number): Promise<Step[]> {
  return sql.query<Step>(
    `with recursive step as (
       select seq, previous, 1 as n from feed
       where organisation_id = $1 and seq = $2 and type = $3 and id = $4
       union all
       select f.seq, f.previous, step.n + 1 from step
       join feed f on f.organisation_id = $1 and f.seq = step.previous where step.n < $5
     )
     select seq, previous from step order by seq desc`,
    [organisation, from, type, id, historyLimits.linesPerPage],
  );
}

interface Place {
  readonly seq: number;
  readonly batch_no: number;
}

/** The batch that took each revision. Of several that begin at one number only the last took any. */
function batchesOf(sql: Queryable, organisation: string, steps: readonly Step[]): Promise<Place[]> {
  return sql.query<Place>(
    `select w.seq, b.batch_no from unnest($2::text::bigint[]) as w(seq) cross join lateral (
       select c.batch_no from batch c where c.organisation_id = $1 and c.first_rev <= w.seq
       order by c.first_rev desc, c.batch_no desc limit 1
     ) b order by w.seq desc`,
    [organisation, `{${steps.map(({ seq }) => seq).join()}}`],
  );
}

/** As many places as lie in the batches that one page may open. */
function firstBatches(places: readonly Place[]): readonly Place[] {
  const open = new Set<number>();
  const end = places.findIndex(
    ({ batch_no: no }) => !open.has(no) && open.add(no).size > historyLimits.batchesPerPage,
  );
  return end < 0 ? places : places.slice(0, end);
}

/**
 * The operations of one record, newest first, read again from the batches as they came (R9). Whoever asks must be
 * allowed to read the compartment; what is not there, and what lies in another compartment, is one answer.
 */
export async function historyPage(sql: Queryable, request: HistoryRequest): Promise<HistoryPage | Refusal> {
  const { organisation, type, id } = request;
  const epoch = await epochOf(sql);
  const rev = await newest(sql, request);
  if (rev === undefined) return refuse('recordUnknown');
  const from = await startOf(sql, request, rev);
  if (from === undefined) return refuse('badRequest');
  const steps = from === null ? [] : await walk(sql, request, from);
  const places = steps.length === 0 ? [] : firstBatches(await batchesOf(sql, organisation, steps));
  const operations: HistoryOperation[] = [];
  // One after the other: a batch may unfold to many megabytes.
  for (const no of new Set(places.map((place) => place.batch_no))) {
    const revs = places.flatMap((place) => (place.batch_no === no ? [place.seq] : []));
    operations.push(...(await operationsOfBatch(sql, request, no, revs)));
  }
  const last = steps[places.length - 1];
  const next = last === undefined || last.previous === null ? null : last.seq;
  const before = request.before ?? null;
  return { epoch, organisation, type, id, before, rev, operations, next };
}
