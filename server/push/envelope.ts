import { createHash } from 'node:crypto';
import type { JWK } from 'jose';
import { z } from 'zod';
import type { Role } from '../../domain/access.ts';
import { headers } from '../../domain/protocol/api.ts';
import { batchSchema, batchSigningText } from '../../domain/protocol/wire.ts';
import type { BatchBody } from '../../domain/protocol/wire.ts';
import { claimedSigner, verifiesDetached } from '../people/keys.ts';
import { rolesOf } from '../people/scope.ts';
import type { Caller } from '../people/tokens.ts';
import type { ServerPorts } from '../ports.ts';
import { isRefusal, refuse } from '../problems.ts';
import type { Refusal } from '../problems.ts';

/** What is known of a batch before its bytes are opened. */
export type Words = Pick<
  BatchBody,
  'batchId' | 'compartment' | 'device' | 'incarnation' | 'seq' | 'protocol'
>;

/** The person whose work a batch holds, who need not be the one whose session sends it (R11). */
export interface Author {
  readonly id: string;
  readonly name: string;
  /** Empty for someone who is no longer active: each operation is then refused by itself, and kept on the PC. */
  readonly roles: readonly Role[];
}

export interface Envelope {
  readonly organisation: string;
  readonly office: string;
  readonly words: Words;
  readonly author: Author;
  readonly sha256: string;
  readonly body: Uint8Array;
}

const { batchId, compartment, device, incarnation } = batchSchema.shape;
const wordsSchema = z.tuple([
  batchId,
  compartment,
  device,
  incarnation,
  z.coerce.number().int().min(1),
  z.coerce.number().int().min(1),
]);

function parseWords(text: string): Words | undefined {
  const parsed = wordsSchema.safeParse(text.split('.'));
  if (!parsed.success) return undefined;
  const [id, place, from, life, seq, protocol] = parsed.data;
  return { batchId: id, compartment: place, device: from, incarnation: life, seq, protocol };
}

interface Signer {
  device_key: JWK;
  user_key: JWK;
  name: string;
  roles: unknown;
  active: boolean;
}

async function signerOf(
  ports: Pick<ServerPorts, 'sql'>,
  caller: Caller,
  user: string,
): Promise<Signer | undefined> {
  const [row] = await ports.sql.query<Signer>(
    `select d.sign_key as device_key, u.sign_key as user_key, u.name, u.roles, u.active
     from device d join app_user u on u.office_id = d.office_id
     where d.office_id = $1 and d.id = $2 and u.id = $3`,
    [caller.office, caller.device, user],
  );
  return row;
}

async function authorOf(
  ports: Pick<ServerPorts, 'sql'>,
  caller: Caller,
  signatures: { readonly device: string; readonly user: string },
  text: string,
): Promise<Author | Refusal> {
  const user = claimedSigner(signatures.user) ?? caller.user;
  const signer = await signerOf(ports, caller, user);
  if (!signer) return refuse('userUnknown', 30);
  const byDevice = await verifiesDetached(signatures.device, text, signer.device_key);
  const byUser = await verifiesDetached(signatures.user, text, signer.user_key);
  if (!byDevice || !byUser) return refuse('badSignature');
  return { id: user, name: signer.name, roles: signer.active ? rolesOf(signer.roles) : [] };
}

const one = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');

/** Checks both signatures over the bytes as they came, before anything is unzipped or parsed (R44). */
export async function openEnvelope(
  ports: Pick<ServerPorts, 'sql'>,
  caller: Caller,
  organisation: string,
  sent: Readonly<Record<string, string | string[] | undefined>>,
  body: Uint8Array,
): Promise<Envelope | Refusal> {
  const words = parseWords(one(sent[headers.batch]));
  if (words?.device !== caller.device) return refuse('badSignature');
  const sha256 = createHash('sha256').update(body).digest('hex');
  const signatures = { device: one(sent[headers.deviceSignature]), user: one(sent[headers.userSignature]) };
  const author = await authorOf(ports, caller, signatures, batchSigningText(sha256, words));
  if (isRefusal(author)) return author;
  return { organisation, office: caller.office, words, author, sha256, body };
}
