import { SignJWT, decodeJwt, jwtVerify } from 'jose';
import type { JWK } from 'jose';
import { z } from 'zod';
import { readableCompartments } from '../../domain/access.ts';
import type { Compartment, Role } from '../../domain/access.ts';
import type { tokenRequestSchema } from '../../domain/protocol/api.ts';
import type { ServerPorts } from '../ports.ts';
import { refuse } from '../problems.ts';
import type { Refusal } from '../problems.ts';
import { officeOfDevice } from './enrol.ts';
import { verifiedText } from './keys.ts';
import { useNonce } from './nonces.ts';
import { rolesOf } from './scope.ts';

/** The device says where, the user says who (R10). */
export interface Caller {
  readonly office: string;
  readonly device: string;
  readonly user: string;
  readonly roles: readonly Role[];
  readonly compartments: readonly Compartment[];
}

const lifetimeSeconds = 15 * 60;
const assertionSchema = z.object({
  nonce: z.string(),
  aud: z.string(),
  device: z.string(),
  user: z.string(),
});
type Assertion = z.infer<typeof assertionSchema>;

function claimed(jws: string): Assertion | undefined {
  try {
    const parsed = assertionSchema.safeParse(decodeJwt(jws));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Not a JWS at all.
    return undefined;
  }
}

interface Signers {
  device_key: JWK;
  user_key: JWK;
  roles: unknown;
}

async function signersOf(
  ports: Pick<ServerPorts, 'sql'>,
  device: string,
  user: string,
): Promise<Signers | undefined> {
  const [row] = await ports.sql.query<Signers>(
    `select d.sign_key as device_key, u.sign_key as user_key, u.roles as roles
     from device d join app_user u on u.office_id = d.office_id
     where d.office_id = $1 and d.id = $2 and d.revoked_at is null and u.id = $3 and u.active`,
    [officeOfDevice(device), device, user],
  );
  return row;
}

/** Exchanges the two assertions for a short-lived token. No time of the client is looked at (R43). */
export async function grantToken(
  ports: ServerPorts,
  request: z.infer<typeof tokenRequestSchema>,
): Promise<{ token: string; compartments: Compartment[] } | Refusal> {
  const words = claimed(request.deviceAssertion);
  const same = claimed(request.userAssertion);
  if (!words || !same) return refuse('assertionInvalid');
  const agree = words.device === same.device && words.user === same.user;
  const fresh = words.nonce === request.nonce && same.nonce === request.nonce;
  const meant = words.aud === ports.secrets.fingerprint && same.aud === ports.secrets.fingerprint;
  if (!agree || !fresh || !meant) return refuse('assertionInvalid');
  const signers = await signersOf(ports, words.device, words.user);
  if (!signers) return refuse('assertionInvalid');
  const byDevice = await verifiedText(request.deviceAssertion, signers.device_key);
  const byUser = await verifiedText(request.userAssertion, signers.user_key);
  if (byDevice === undefined || byUser === undefined) return refuse('assertionInvalid');
  // Last, so that only someone who could have used it spends a nonce.
  if (!(await useNonce(ports, request.nonce))) return refuse('assertionInvalid');
  const now = Math.floor(ports.clock.now() / 1000);
  const token = await new SignJWT({ device: words.device, user: words.user })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
    .setAudience(ports.secrets.fingerprint)
    .setIssuedAt(now)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(ports.secrets.signKey);
  return { token, compartments: [...readableCompartments(rolesOf(signers.roles))] };
}

/** Who asks. Roles and standing are read anew each time, so a withdrawn person is out at once, not in 15 minutes. */
export async function callerOf(
  ports: ServerPorts,
  authorization: string | undefined,
): Promise<Caller | Refusal> {
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return refuse('tokenInvalid');
  const words = await jwtVerify(token, ports.secrets.verifyKey, {
    algorithms: ['ES256'],
    typ: 'at+jwt',
    audience: ports.secrets.fingerprint,
    currentDate: new Date(ports.clock.now()),
  }).then(
    ({ payload }) => ({ device: String(payload['device']), user: String(payload['user']) }),
    () => undefined,
  );
  if (!words) return refuse('tokenInvalid');
  const signers = await signersOf(ports, words.device, words.user);
  if (!signers) return refuse('tokenInvalid');
  const held = rolesOf(signers.roles);
  return {
    office: officeOfDevice(words.device),
    device: words.device,
    user: words.user,
    roles: held,
    compartments: readableCompartments(held),
  };
}

/** Whether an office works for an organisation: itself, or one it acts for. */
export async function inScope(
  ports: Pick<ServerPorts, 'sql'>,
  office: string,
  organisation: string,
): Promise<boolean> {
  if (office === organisation) return true;
  const rows = await ports.sql.query(
    'select organisation_id from acting where office_id = $1 and organisation_id = $2',
    [office, organisation],
  );
  return rows.length === 1;
}

/** Whether a caller may read one compartment of an organisation: asked anew by every pull and every history (R10, R11). */
export async function mayRead(
  ports: Pick<ServerPorts, 'sql'>,
  caller: Caller,
  organisation: string,
  compartment: Compartment,
): Promise<Refusal | undefined> {
  if (!(await inScope(ports, caller.office, organisation))) return refuse('notYours');
  return caller.compartments.includes(compartment) ? undefined : refuse('compartmentClosed');
}
