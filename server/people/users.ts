import { createHash } from 'node:crypto';
import type { JWK } from 'jose';
import { mayManageUsers } from '../../domain/access.ts';
import { userRegistrationSchema } from '../../domain/protocol/api.ts';
import type { UserRegistration } from '../../domain/protocol/api.ts';
import type { ServerPorts } from '../ports.ts';
import { refuse } from '../problems.ts';
import type { Refusal } from '../problems.ts';
import { transactWithRetry } from '../sql/retry.ts';
import type { Queryable } from '../sql/sql.ts';
import { claimedSigner, publicKeyOf, verifiedText } from './keys.ts';
import { rolesOf } from './scope.ts';
import type { Caller } from './tokens.ts';

interface Registered {
  readonly by: string;
  readonly registration: UserRegistration;
}

interface Signer {
  id: string;
  roles: unknown;
  sign_key: JWK;
  active: boolean;
}

function parse(text: string): UserRegistration | undefined {
  try {
    const parsed = userRegistrationSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Signed, but not JSON.
    return undefined;
  }
}

/** The registration inside a JWS, when an active administrator of this office signed it (R10). */
async function verified(tx: Queryable, office: string, jws: string): Promise<Registered | undefined> {
  const by = claimedSigner(jws) ?? '';
  const [signer] = await tx.query<Signer>(
    'select id, roles, sign_key, active from app_user where office_id = $1 and id = $2',
    [office, by],
  );
  if (!signer?.active || !mayManageUsers(rolesOf(signer.roles))) return undefined;
  const text = await verifiedText(jws, signer.sign_key);
  const registration = text === undefined ? undefined : parse(text);
  return registration && { by, registration };
}

async function leavesNoAdmin(tx: Queryable, office: string, next: UserRegistration): Promise<boolean> {
  if (next.active && mayManageUsers(next.roles)) return false;
  const others = await tx.query<{ roles: unknown }>(
    'select roles from app_user where office_id = $1 and id <> $2 and active',
    [office, next.id],
  );
  return !others.some((user) => mayManageUsers(rolesOf(user.roles)));
}

async function store(
  tx: Queryable,
  office: string,
  found: Registered,
  at: string,
): Promise<Refusal | undefined> {
  const { registration, by } = found;
  const key = await publicKeyOf(registration.signKey);
  if (!key) return refuse('badRequest');
  const written = await tx.query(
    `insert into app_user as u
       (office_id, id, name, roles, sign_key, seal_key, active, registered_by, updated_at)
     values ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8, $9)
     on conflict (office_id, id) do update set name = excluded.name, roles = excluded.roles,
       seal_key = excluded.seal_key, active = excluded.active, registered_by = excluded.registered_by,
       updated_at = excluded.updated_at
     where u.sign_key = excluded.sign_key
     returning id`,
    [
      office,
      registration.id,
      registration.name,
      JSON.stringify(registration.roles),
      JSON.stringify(key),
      registration.sealKey,
      registration.active,
      by,
      at,
    ],
  );
  // A signing key stays with its user for ever: work signed by the old one may still be on its way, and whoever could
  // replace it could sign in another's name.
  return written.length === 0 ? refuse('userExists') : undefined;
}

interface Earlier {
  sha256: string;
  no: number;
}

/** Registers or changes a user of the caller's office. The same registration twice is one; an older one changes nothing. */
export async function putUser(
  ports: ServerPorts,
  caller: Caller,
  id: string,
  jws: string,
): Promise<{ id: string } | Refusal> {
  const sha256 = createHash('sha256').update(jws).digest('hex');
  return transactWithRetry(ports.sql, async (tx) => {
    // One registration of an office at a time: the check for a last administrator must see the others.
    await tx.query('select organisation_id from organisation_head where organisation_id = $1 for update', [
      caller.office,
    ]);
    const earlier = await tx.query<Earlier>(
      'select sha256, no from user_registration where office_id = $1 and user_id = $2 order by no desc',
      [caller.office, id],
    );
    if (earlier[0]?.sha256 === sha256) return { id };
    if (earlier.some((each) => each.sha256 === sha256)) return refuse('registrationSuperseded');
    const found = await verified(tx, caller.office, jws);
    if (!found || found.registration.id !== id) return refuse('registrationInvalid');
    if (await leavesNoAdmin(tx, caller.office, found.registration)) return refuse('lastAdmin');
    const at = new Date(ports.clock.now()).toISOString();
    const refused = await store(tx, caller.office, found, at);
    if (refused) return refused;
    await tx.query(
      `insert into user_registration (office_id, sha256, user_id, no, registration, registered_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [caller.office, sha256, id, (earlier[0]?.no ?? 0) + 1, jws, at],
    );
    return { id };
  });
}
