import pg from 'pg';
import type { RecordData } from '../../../domain/records/definition.ts';
import { openTestDatabase } from '../../server/support/database.ts';

const perStatement = 500;

const record = `insert into record (organisation_id, type, id, compartment, rev, created_rev, field_revs,
    schema_version, data, voided, claim, conflicts, changed_batch, changed_n, changed_at)
  select $1, 'member', o.id, 'general', o.rev, o.rev, '{}'::jsonb, 1, o.data, false, 'held', '[]'::jsonb, 1, o.rev,
    '2026-11-23T08:00:00.000Z'
  from jsonb_to_recordset($2::jsonb) as o(id text, rev bigint, data jsonb)
  on conflict (organisation_id, type, id) do update set rev = excluded.rev, data = excluded.data`;
const feed = `insert into feed (organisation_id, seq, type, id, compartment)
  select $1, o.rev, 'member', o.id, 'general' from jsonb_to_recordset($2::jsonb) as o(id text, rev bigint)`;
const operation = `insert into operation (organisation_id, origin, n, rev, batch_no, idx)
  select $1, 1, o.rev, o.rev, 1, 0 from jsonb_to_recordset($2::jsonb) as o(rev bigint)`;
const claim = `insert into identity_claim (claim, organisation_id, type, id)
  select o.claim, $1, 'member', o.id from jsonb_to_recordset($2::jsonb) as o(id text, claim text)`;

interface Part {
  readonly rows: string;
  readonly narrow: string;
}

/** What the statements take, written beforehand: the bound is the database alone. */
function partsOf(organisation: string, people: readonly RecordData[]): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < people.length; at += perStatement) {
    const some = people.slice(at, at + perStatement).map((data, index) => {
      const rev = at + index + 1;
      // As wide as a keyed hash is.
      const keyed = `${organisation}${String(data['idNumber'])}`.padEnd(43, 'x').slice(-43);
      return { id: `${organisation}-${String(rev)}`, rev, claim: keyed, data };
    });
    const narrow = some.map(({ data: _data, ...rest }) => rest);
    parts.push({ rows: JSON.stringify(some), narrow: JSON.stringify(narrow) });
  }
  return parts;
}

async function writer(client: pg.Client, organisation: string, parts: readonly Part[], whole: boolean) {
  for (const { rows, narrow } of parts) {
    if (!whole) {
      await client.query({ name: 'record', text: record, values: [organisation, rows] });
      continue;
    }
    await client.query('begin');
    await client.query({ name: 'record', text: record, values: [organisation, rows] });
    await client.query({ name: 'feed', text: feed, values: [organisation, narrow] });
    await client.query({ name: 'operation', text: operation, values: [organisation, narrow] });
    await client.query({ name: 'claim', text: claim, values: [organisation, narrow] });
    await client.query('commit');
  }
}

export interface UpsertInput {
  readonly kind: 'bare' | 'narrow';
  /** One list of people for each writer; each writes into an organisation of its own. */
  readonly people: readonly (readonly RecordData[])[];
}

/**
 * Records a second that PostgreSQL itself can make durable: the row alone, or the row and what the promise needs beside
 * it: feed, operation id, claim (R9). `undefined` without PostgreSQL: PGlite's figures are not durable ones.
 */
export async function upsertsPerSecond({ kind, people }: UpsertInput): Promise<number | undefined> {
  const database = await openTestDatabase();
  if (database.url === undefined) {
    await database.close();
    return undefined;
  }
  const work = people.map((list, at) => ({
    organisation: `o${String(at)}`,
    parts: partsOf(`o${String(at)}`, list),
  }));
  const clients = await Promise.all(
    work.map(async () => {
      const client = new pg.Client(database.url);
      await client.connect();
      return client;
    }),
  );
  const from = performance.now();
  await Promise.all(
    work.map(({ organisation, parts }, at) =>
      writer(clients[at] as pg.Client, organisation, parts, kind === 'narrow'),
    ),
  );
  const seconds = (performance.now() - from) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  await database.close();
  return people.reduce((sum, list) => sum + list.length, 0) / seconds;
}
