import type { Compartment } from '../../domain/access.ts';
import { limits } from '../../domain/protocol/wire.ts';
import type { ChangesPage, SnapshotPage } from '../../domain/protocol/wire.ts';
import type { ServerRecord } from '../../domain/protocol/record.ts';
import { epochOf } from '../people/scope.ts';
import { recordColumns, recordOf, withAuthor } from '../push/rows.ts';
import type { RecordRow } from '../push/rows.ts';
import type { Queryable } from '../sql/sql.ts';

export interface PageRequest {
  readonly organisation: string;
  readonly compartment: Compartment;
  readonly limit: number;
}

export function pageSize(asked: number | undefined, allowed: number): number {
  const most = Math.min(allowed, limits.pageRecords);
  return Math.max(1, Math.min(asked ?? most, most));
}

async function headOf(sql: Queryable, organisation: string): Promise<number> {
  const [row] = await sql.query<{ seq: number }>(
    'select seq from organisation_head where organisation_id = $1',
    [organisation],
  );
  return row?.seq ?? 0;
}

const sent = (organisation: string, rows: readonly RecordRow[]): ChangesPage['records'] =>
  rows.map((row) => recordOf(organisation, row) satisfies ServerRecord) as ChangesPage['records'];

/**
 * The feed after a cursor: pointers of one compartment, each record once, as it is now (R19). The head is read first;
 * rows up to it are committed, because a sequence is given out only under the head's lock.
 */
export async function changesPage(sql: Queryable, request: PageRequest, after: number): Promise<ChangesPage> {
  const { organisation, compartment, limit } = request;
  const epoch = await epochOf(sql);
  const head = await headOf(sql, organisation);
  const pointers = await sql.query<{ seq: number; type: string; id: string }>(
    `select seq, type, id from feed
     where organisation_id = $1 and compartment = $2 and seq > $3 and seq <= $4 order by seq limit $5`,
    [organisation, compartment, after, head, limit],
  );
  const last = pointers.at(-1);
  // A short page means that nothing of this compartment is left up to the head, so the cursor may jump there.
  const cursor = last !== undefined && pointers.length === limit ? last.seq : head;
  const rows =
    pointers.length === 0
      ? []
      : await sql.query<RecordRow>(
          `select ${recordColumns} from record r ${withAuthor}
           where r.organisation_id = $1 and r.compartment = $2
             and (r.type, r.id) in (select o.type, o.id from jsonb_to_recordset($3::jsonb) as o(type text, id text))
           order by r.rev`,
          [organisation, compartment, JSON.stringify(pointers)],
        );
  return { epoch, organisation, compartment, after, records: sent(organisation, rows), cursor, head };
}

/** One page of everything, by key; a page is its own short transaction and can be asked for again (R19). */
export async function snapshotPage(
  sql: Queryable,
  request: PageRequest,
  from: { readonly type: string; readonly id: string } | undefined,
  headOfPageOne: number | undefined,
): Promise<SnapshotPage> {
  const { organisation, compartment, limit } = request;
  const epoch = await epochOf(sql);
  const head = headOfPageOne ?? (await headOf(sql, organisation));
  const rows = await sql.query<RecordRow>(
    `select ${recordColumns} from record r ${withAuthor}
     where r.organisation_id = $1 and r.compartment = $2 and (r.type, r.id) > ($3, $4)
     order by r.type, r.id limit $5`,
    [organisation, compartment, from?.type ?? '', from?.id ?? '', limit],
  );
  const last = rows.at(-1);
  const next = last !== undefined && rows.length === limit ? { type: last.type, id: last.id } : null;
  return {
    epoch,
    organisation,
    compartment,
    after: from ?? null,
    records: sent(organisation, rows),
    next,
    head,
  };
}
