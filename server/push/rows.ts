import type { Attribution, Conflict, ServerRecord } from '../../domain/protocol/record.ts';
import type { RecordData } from '../../domain/records/definition.ts';
import type { Queryable } from '../sql/sql.ts';

/** A record as the table holds it. */
export interface RecordRow {
  type: string;
  id: string;
  rev: number;
  created_rev: number;
  field_revs: Record<string, number>;
  schema_version: number;
  data: RecordData;
  voided: boolean;
  claim: 'held' | 'contested' | null;
  conflicts: readonly Conflict[];
  changed_by: Attribution | null;
}

export const recordColumns =
  'r.type, r.id, r.rev, r.created_rev, r.field_revs, r.schema_version, r.data, r.voided, r.claim, r.conflicts, r.changed_by';

export const keyOf = (type: string, id: string): string => `${type}/${id}`;

export function recordOf(organisation: string, row: RecordRow): ServerRecord {
  return {
    organisation,
    type: row.type,
    id: row.id,
    rev: row.rev,
    createdRev: row.created_rev,
    fieldRevs: row.field_revs,
    schemaVersion: row.schema_version,
    data: row.data,
    voided: row.voided,
    ...(row.claim === null ? {} : { claim: row.claim }),
    conflicts: row.conflicts,
    ...(row.changed_by === null ? {} : { changedBy: row.changed_by }),
  };
}

export function rowOf(record: ServerRecord): RecordRow {
  return {
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
    changed_by: record.changedBy ?? null,
  };
}

/**
 * Current rows of the records a batch names, locked in one order (R6). The inner FOR UPDATE keeps the planner from
 * turning 500 look-ups by key into a walk over the whole union, which it likes to do while a table has no statistics.
 */
export async function lockRecords(
  tx: Queryable,
  organisation: string,
  wanted: readonly { readonly type: string; readonly id: string }[],
): Promise<Map<string, ServerRecord>> {
  const found = new Map<string, ServerRecord>();
  for (const type of [...new Set(wanted.map((each) => each.type))].sort()) {
    const ids = [...new Set(wanted.filter((each) => each.type === type).map((each) => each.id))].sort();
    const rows = await tx.query<RecordRow>(
      `select ${recordColumns} from unnest($3::text[]) as w(id) cross join lateral (
         select * from record c where c.organisation_id = $1 and c.type = $2 and c.id = w.id for update
       ) r`,
      [organisation, type, ids],
    );
    for (const row of rows) found.set(keyOf(row.type, row.id), recordOf(organisation, row));
  }
  return found;
}
