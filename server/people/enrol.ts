import { randomInt } from 'node:crypto';
import type { z } from 'zod';
import type { enrolAnswerSchema, enrolRequestSchema } from '../../domain/protocol/api.ts';
import type { JWK } from 'jose';
import type { ServerPorts } from '../ports.ts';
import { isRefusal, refuse } from '../problems.ts';
import type { Refusal } from '../problems.ts';
import { transactWithRetry } from '../sql/retry.ts';
import type { Queryable } from '../sql/sql.ts';
import { codeHash, readCode } from './codes.ts';
import { publicKeyOf, thumbprintOf } from './keys.ts';
import { scopeOf } from './scope.ts';

export type EnrolRequest = z.infer<typeof enrolRequestSchema>;
export type EnrolAnswer = z.infer<typeof enrolAnswerSchema>;

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A device's id begins with its office, so that finding a device never asks every office's shard. */
function newDeviceId(office: string): string {
  return `${office}-${Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('')}`;
}

export function officeOfDevice(device: string): string {
  return device.slice(0, Math.max(0, device.lastIndexOf('-')));
}

interface Keys {
  readonly device: JWK;
  readonly thumbprint: string;
  readonly user: JWK;
}

interface CodeRow {
  expires_at: Date;
  used_at: Date | null;
  device_id: string | null;
}

/** A used code answers the very device that used it: its first answer may have been lost on the way. */
async function whoUsed(tx: Queryable, office: string, row: CodeRow, keys: Keys): Promise<string | Refusal> {
  const [device] = await tx.query<{ id: string }>(
    'select id from device where office_id = $1 and id = $2 and sign_thumbprint = $3 and revoked_at is null',
    [office, row.device_id ?? '', keys.thumbprint],
  );
  return device?.id ?? refuse('codeUsed');
}

async function addUser(
  tx: Queryable,
  office: string,
  user: EnrolRequest['firstUser'],
  key: JWK,
  at: string,
): Promise<Refusal | undefined> {
  const [any] = await tx.query<{ n: number }>('select count(*) as n from app_user where office_id = $1', [
    office,
  ]);
  // The first person of an office becomes its administrator: somebody must be able to register the others (K40).
  const held = any?.n === 0 ? [...new Set(['officeAdmin', ...user.roles])] : user.roles;
  const added = await tx.query(
    `insert into app_user (office_id, id, name, roles, sign_key, seal_key, active, registered_by, updated_at)
     values ($1, $2, $3, $4::jsonb, $5::jsonb, $6, true, 'code', $7) on conflict do nothing returning id`,
    [office, user.id, user.name, JSON.stringify(held), JSON.stringify(key), user.sealKey, at],
  );
  return added.length === 0 ? refuse('userExists') : undefined;
}

async function useCode(
  tx: Queryable,
  request: EnrolRequest,
  office: string,
  keys: Keys,
  now: number,
): Promise<string | Refusal> {
  const code = readCode(request.code);
  const hash = codeHash(code?.code ?? '');
  const [row] = await tx.query<CodeRow>(
    'select expires_at, used_at, device_id from enrolment_code where office_id = $1 and code_sha256 = $2 for update',
    [office, hash],
  );
  if (!row) return refuse('codeInvalid');
  if (row.used_at !== null) return whoUsed(tx, office, row, keys);
  if (row.expires_at.getTime() <= now) return refuse('codeExpired');
  const at = new Date(now).toISOString();
  const refused = await addUser(tx, office, request.firstUser, keys.user, at);
  if (refused) return refused;
  const device = newDeviceId(office);
  await tx.query(
    `insert into device (office_id, id, sign_key, sign_thumbprint, seal_key, host, enrolled_at)
     values ($1, $2, $3::jsonb, $4, $5, $6, $7)`,
    [office, device, JSON.stringify(keys.device), keys.thumbprint, request.device.sealKey, request.host, at],
  );
  await tx.query(
    'update enrolment_code set used_at = $3, device_id = $4 where office_id = $1 and code_sha256 = $2',
    [office, hash, at, device],
  );
  return device;
}

async function recordCount(sql: Queryable, organisations: readonly string[]): Promise<number> {
  const [row] = await sql.query<{ n: number }>(
    'select count(*) as n from record where organisation_id = any($1::text[]) and not voided',
    [organisations],
  );
  return row?.n ?? 0;
}

/** Takes a PC in by a one-time code (R49) and registers its first user. A refusal leaves the code unused. */
export async function enrol(ports: ServerPorts, request: EnrolRequest): Promise<EnrolAnswer | Refusal> {
  const code = readCode(request.code);
  if (!code) return refuse('codeInvalid');
  const device = await publicKeyOf(request.device.signKey);
  const user = await publicKeyOf(request.firstUser.signKey);
  if (!device || !user) return refuse('badRequest');
  // What the code says of itself could be changed by whoever carries it; the province's own word counts.
  const before = await scopeOf(ports, ports.sql, code.office);
  if (!before) return refuse('codeInvalid');
  if (before.realData && request.host === 'browser') return refuse('hostRefused');
  if (before.realData && ports.database === 'embedded') return refuse('databaseRefused');
  const keys: Keys = { device, thumbprint: await thumbprintOf(device), user };
  const id = await transactWithRetry(ports.sql, (tx) =>
    useCode(tx, request, code.office, keys, ports.clock.now()),
  );
  if (isRefusal(id)) return id;
  const scope = (await scopeOf(ports, ports.sql, code.office)) ?? before;
  const count = await recordCount(
    ports.sql,
    scope.organisations.map((each) => each.id),
  );
  return { device: id, serverKey: { ...ports.secrets.publicJwk }, scope, recordCount: count };
}
