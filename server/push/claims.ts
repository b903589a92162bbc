import type { ServerRecord } from '../../domain/protocol/record.ts';
import type { RecordDefinition } from '../../domain/records/definition.ts';
import type { ServerSecrets } from '../secrets/secrets.ts';
import { wordsOf } from '../sql/arrays.ts';
import type { Queryable } from '../sql/sql.ts';

interface Claim {
  readonly claim: string;
  readonly type: string;
  readonly id: string;
}

export interface ClaimChanges {
  readonly taken: readonly Claim[];
  readonly released: readonly Claim[];
}

function claimedValue(record: ServerRecord | undefined, field: string): string | undefined {
  if (!record || record.voided) return undefined;
  const value = record.data[field];
  return typeof value === 'string' && value !== '' ? value.toUpperCase() : undefined;
}

const byClaim = (a: Claim, b: Claim): number => (a.claim < b.claim ? -1 : a.claim > b.claim ? 1 : 0);

/**
 * Which identity documents a batch claims and lets go, as keyed hashes sorted by hash: unsorted, several writers kill
 * each other (R8). Records are marked `held`; the database's answer may make it `contested` afterwards.
 */
export function claimChanges(
  secrets: ServerSecrets,
  definitionOf: (type: string) => RecordDefinition | undefined,
  before: ReadonlyMap<string, ServerRecord>,
  changed: Map<string, ServerRecord>,
): ClaimChanges {
  const taken: Claim[] = [];
  const released: Claim[] = [];
  for (const [key, record] of changed) {
    const field = definitionOf(record.type)?.claimField;
    if (field === undefined) continue;
    const old = claimedValue(before.get(key), field);
    const next = claimedValue(record, field);
    if (old === next) continue;
    const { type, id } = record;
    if (old !== undefined) released.push({ claim: secrets.claimHash(old), type, id });
    if (next !== undefined) taken.push({ claim: secrets.claimHash(next), type, id });
    if (next !== undefined) changed.set(key, { ...record, claim: 'held' });
    else {
      const { claim: _before, ...rest } = record;
      changed.set(key, rest);
    }
  }
  return { taken: taken.sort(byClaim), released: released.sort(byClaim) };
}

async function contest(tx: Queryable, organisation: string, claims: readonly Claim[]): Promise<void> {
  const owners = await tx.query<{ claim: string; organisation_id: string; type: string; id: string }>(
    'select claim, organisation_id, type, id from identity_claim where claim = any($1::text[])',
    [claims.map((each) => each.claim)],
  );
  const ownerOf = new Map(owners.map((row) => [row.claim, row]));
  const lost = claims.filter(({ claim, type, id }) => {
    const owner = ownerOf.get(claim);
    return owner?.organisation_id !== organisation || owner.type !== type || owner.id !== id;
  });
  if (lost.length === 0) return;
  await tx.query(
    `update record r set claim = 'contested' from jsonb_to_recordset($2::jsonb) as o(type text, id text)
     where r.organisation_id = $1 and r.type = o.type and r.id = o.id`,
    [organisation, JSON.stringify(lost)],
  );
}

/** The last statements before commit (R8). A contested document never fails a batch: both records stay, marked. */
export async function writeClaims(tx: Queryable, organisation: string, changes: ClaimChanges): Promise<void> {
  if (changes.released.length > 0) {
    await tx.query(
      `delete from identity_claim c using jsonb_to_recordset($2::jsonb) as o(claim text, type text, id text)
       where c.claim = o.claim and c.organisation_id = $1 and c.type = o.type and c.id = o.id`,
      [organisation, JSON.stringify(changes.released)],
    );
  }
  if (changes.taken.length === 0) return;
  const won = await tx.query<{ claim: string }>(
    `insert into identity_claim (claim, organisation_id, type, id)
     select o.claim, h.organisation_id, o.type, o.id
     from organisation_head h, unnest($2::text::text[], $3::text::text[], $4::text::text[]) as o(claim, type, id)
     where h.organisation_id = $1 order by o.claim on conflict do nothing returning claim`,
    [
      organisation,
      wordsOf(changes.taken, ({ claim }) => claim),
      wordsOf(changes.taken, ({ type }) => type),
      wordsOf(changes.taken, ({ id }) => id),
    ],
  );
  if (won.length < changes.taken.length) await contest(tx, organisation, changes.taken);
}
