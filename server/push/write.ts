import type { ServerRecord } from '../../domain/protocol/record.ts';
import type { Compartment } from '../../domain/access.ts';
import type { Queryable } from '../sql/sql.ts';
import type { Merged } from './merge.ts';
import { rowOf } from './rows.ts';

/** One statement, anchored on the locked head row: one task on one shard, and nothing for an unknown organisation. */
export async function writeRecords(
  tx: Queryable,
  organisation: string,
  compartment: Compartment,
  records: readonly ServerRecord[],
): Promise<void> {
  if (records.length === 0) return;
  await tx.query(
    `insert into record (organisation_id, type, id, compartment, rev, created_rev, field_revs, schema_version,
       data, voided, claim, conflicts, changed_by)
     select h.organisation_id, o.type, o.id, $3, o.rev, o.created_rev, o.field_revs, o.schema_version,
       o.data, o.voided, o.claim, o.conflicts, o.changed_by
     from organisation_head h, jsonb_to_recordset($2::jsonb) as o(type text, id text, rev bigint,
       created_rev bigint, field_revs jsonb, schema_version integer, data jsonb, voided boolean, claim text,
       conflicts jsonb, changed_by jsonb)
     where h.organisation_id = $1
     on conflict (organisation_id, type, id) do update set rev = excluded.rev, field_revs = excluded.field_revs,
       schema_version = excluded.schema_version, data = excluded.data, voided = excluded.voided,
       claim = excluded.claim, conflicts = excluded.conflicts, changed_by = excluded.changed_by`,
    [organisation, JSON.stringify(records.map(rowOf)), compartment],
  );
}

/** The feed's pointers and the operation ids: narrow rows, no second copy of a value (R9). */
export async function writeNarrowRows(
  tx: Queryable,
  place: { organisation: string; compartment: Compartment; origin: number; batchNo: number },
  merged: Merged,
): Promise<void> {
  if (merged.feed.length > 0) {
    await tx.query(
      `insert into feed (organisation_id, seq, type, id, compartment)
       select h.organisation_id, o.rev, o.type, o.id, $3
       from organisation_head h, jsonb_to_recordset($2::jsonb) as o(rev bigint, type text, id text)
       where h.organisation_id = $1`,
      [place.organisation, JSON.stringify(merged.feed), place.compartment],
    );
  }
  if (merged.taken.length === 0) return;
  await tx.query(
    `insert into operation (organisation_id, origin, n, rev, batch_no, idx)
     select h.organisation_id, $3::integer, o.n, o.rev, $4::bigint, o.index
     from organisation_head h, jsonb_to_recordset($2::jsonb) as o(n bigint, rev bigint, index smallint)
     where h.organisation_id = $1`,
    [place.organisation, JSON.stringify(merged.taken), place.origin, place.batchNo],
  );
}
