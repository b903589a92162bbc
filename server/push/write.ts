import type { Compartment } from '../../domain/access.ts';
import type { ServerRecord } from '../../domain/protocol/record.ts';
import { numbersOf, wordsOf } from '../sql/arrays.ts';
import type { Queryable } from '../sql/sql.ts';
import type { Merged } from './merge.ts';
import { keyOf } from './rows.ts';

export interface WritePlace {
  readonly organisation: string;
  readonly compartment: Compartment;
  readonly batchNo: number;
}

/** The number and the client's time of the operation a record was last changed by. */
function lastChange(record: ServerRecord): { readonly n: number; readonly at: string } {
  const { op = '', at = '' } = record.changedBy ?? {};
  return { n: Number(op.slice(op.lastIndexOf('.') + 1)), at };
}

/**
 * One statement, anchored on the locked head row: one task on one shard, and nothing for an unknown organisation. A
 * record that an operation left as it was keeps the batch that changed it: its row says `kept`.
 */
export async function writeRecords(
  tx: Queryable,
  { organisation, compartment, batchNo }: WritePlace,
  records: readonly ServerRecord[],
  before: ReadonlyMap<string, ServerRecord>,
): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map((record) => ({
    type: record.type,
    id: record.id,
    rev: record.rev,
    created_rev: record.createdRev,
    field_revs: record.fieldRevs,
    schema_version: record.schemaVersion,
    data: record.data,
    voided: record.voided,
    claim: record.claim ?? null,
    conflicts: record.conflicts,
    ...lastChange(record),
    kept: record.changedBy === before.get(keyOf(record.type, record.id))?.changedBy,
  }));
  await tx.query(
    `insert into record (organisation_id, type, id, compartment, rev, created_rev, field_revs, schema_version,
       data, voided, claim, conflicts, changed_batch, changed_n, changed_at)
     select h.organisation_id, o.type, o.id, $3, o.rev, o.created_rev, o.field_revs, o.schema_version,
       o.data, o.voided, o.claim, o.conflicts, case when o.kept then 0 else $4::bigint end, o.n, o.at
     from organisation_head h, jsonb_to_recordset($2::jsonb) as o(type text, id text, rev bigint,
       created_rev bigint, field_revs jsonb, schema_version integer, data jsonb, voided boolean, claim text,
       conflicts jsonb, n bigint, at text, kept boolean)
     where h.organisation_id = $1
     on conflict (organisation_id, type, id) do update set rev = excluded.rev, field_revs = excluded.field_revs,
       schema_version = excluded.schema_version, data = excluded.data, voided = excluded.voided,
       claim = excluded.claim, conflicts = excluded.conflicts, changed_n = excluded.changed_n,
       changed_at = excluded.changed_at,
       changed_batch = case when excluded.changed_batch = 0 then record.changed_batch
         else excluded.changed_batch end`,
    [organisation, JSON.stringify(rows), compartment, batchNo],
  );
}

/**
 * Records that nobody has looked up: a plain insert, which the key refuses when one of them exists after all. What a
 * fresh record cannot have otherwise than empty is not sent.
 */
export async function insertFreshRecords(
  tx: Queryable,
  { organisation, compartment, batchNo }: WritePlace,
  records: readonly ServerRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map((record) => ({
    t: record.type,
    i: record.id,
    r: record.rev,
    v: record.schemaVersion,
    d: record.data,
    c: record.claim ?? null,
    ...lastChange(record),
  }));
  await tx.query(
    `insert into record (organisation_id, type, id, compartment, rev, created_rev, field_revs, schema_version,
       data, voided, claim, conflicts, changed_batch, changed_n, changed_at)
     select h.organisation_id, o.t, o.i, $3, o.r, o.r, '{}', o.v, o.d, false, o.c, '[]', $4, o.n, o.at
     from organisation_head h, jsonb_to_recordset($2::jsonb) as o(t text, i text, r bigint, v integer, d jsonb,
       c text, n bigint, at text)
     where h.organisation_id = $1`,
    [organisation, JSON.stringify(rows), compartment, batchNo],
  );
}

/** The feed's pointers and the operation ids: narrow rows, no second copy of a value (R9). */
export async function writeNarrowRows(
  tx: Queryable,
  place: WritePlace & { readonly origin: number },
  { feed, taken }: Merged,
): Promise<void> {
  if (feed.length > 0) {
    await tx.query(
      `insert into feed (organisation_id, seq, type, id, compartment, previous)
       select h.organisation_id, o.seq, o.type, o.id, $2, o.previous
       from organisation_head h,
         unnest($3::text::bigint[], $4::text::text[], $5::text::text[], $6::text::bigint[])
           as o(seq, type, id, previous)
       where h.organisation_id = $1`,
      [
        place.organisation,
        place.compartment,
        numbersOf(feed, ({ rev }) => rev),
        wordsOf(feed, ({ type }) => type),
        wordsOf(feed, ({ id }) => id),
        numbersOf(feed, ({ previous }) => previous ?? null),
      ],
    );
  }
  if (taken.length === 0) return;
  await tx.query(
    `insert into operation (organisation_id, origin, n, rev, batch_no, idx)
     select h.organisation_id, $2::integer, o.n, o.rev, $3::bigint, o.idx
     from organisation_head h,
       unnest($4::text::bigint[], $5::text::bigint[], $6::text::smallint[]) as o(n, rev, idx)
     where h.organisation_id = $1`,
    [
      place.organisation,
      place.origin,
      place.batchNo,
      numbersOf(taken, ({ n }) => n),
      numbersOf(taken, ({ rev }) => rev),
      numbersOf(taken, ({ index }) => index),
    ],
  );
}
