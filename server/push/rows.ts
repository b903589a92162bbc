import { opIdOf } from '../../domain/protocol/operation.ts';
import type { Conflict, ServerRecord } from '../../domain/protocol/record.ts';
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
  changed_n: number;
  changed_at: string;
  user_id: string | null;
  user_name: string | null;
  device_id: string | null;
  incarnation: string | null;
}

export const recordColumns = `r.type, r.id, r.rev, r.created_rev, r.field_revs, r.schema_version, r.data, r.voided,
  r.claim, r.conflicts, r.changed_n, r.changed_at, b.user_id, u.name as user_name, b.device_id, b.incarnation`;

/** Joins records called `r` with the batch that changed them last; some 190 bytes a row that need not be stored. */
export const withAuthor = `left join batch b on b.organisation_id = r.organisation_id and b.batch_no = r.changed_batch
  left join app_user u on u.office_id = b.office_id and u.id = b.user_id`;

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
    ...(row.user_id === null || row.device_id === null || row.incarnation === null
      ? {}
      : {
          changedBy: {
            user: row.user_id,
            userName: row.user_name ?? '',
            device: row.device_id,
            at: row.changed_at,
            op: opIdOf(row.device_id, row.incarnation, row.changed_n),
          },
        }),
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
       ) r ${withAuthor}`,
      [organisation, type, ids],
    );
    for (const row of rows) found.set(keyOf(row.type, row.id), recordOf(organisation, row));
  }
  return found;
}
