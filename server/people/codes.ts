import { createHash, randomBytes } from 'node:crypto';
import type { EnrolmentCode } from '../../domain/protocol/api.ts';
import { enrolmentCodeSchema } from '../../domain/protocol/api.ts';
import type { ServerPorts } from '../ports.ts';

const prefix = 'GH1.';
const lifetime = 24 * 60 * 60 * 1000;

export function codeHash(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}

/** Makes a one-time enrolment code (R49): 128 random bits, 24 hours; the database keeps only its hash. */
export async function mintCode(
  ports: Pick<ServerPorts, 'sql' | 'clock' | 'secrets'>,
  office: { readonly id: string; readonly name: string; readonly realData: boolean },
  url: string,
  label: string,
): Promise<string> {
  const code = randomBytes(16).toString('base64url');
  const expires = new Date(ports.clock.now() + lifetime).toISOString();
  await ports.sql.query(
    'insert into enrolment_code (office_id, code_sha256, label, expires_at) values ($1, $2, $3, $4)',
    [office.id, codeHash(code), label, expires],
  );
  const words: EnrolmentCode = {
    url,
    serverKey: ports.secrets.fingerprint,
    office: office.id,
    officeName: office.name,
    realData: office.realData,
    expires,
    code,
  };
  return prefix + Buffer.from(JSON.stringify(words)).toString('base64url');
}

/** Reads what a client presents: the whole enrolment code. `undefined` when it is none. */
export function readCode(text: string): EnrolmentCode | undefined {
  const trimmed = text.replaceAll(/\s/g, '');
  if (!trimmed.startsWith(prefix)) return undefined;
  try {
    const words: unknown = JSON.parse(
      Buffer.from(trimmed.slice(prefix.length), 'base64url').toString('utf8'),
    );
    const parsed = enrolmentCodeSchema.safeParse(words);
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Not JSON: a damaged code is an everyday answer.
    return undefined;
  }
}
