import { randomBytes } from 'node:crypto';
import type { ServerPorts } from '../ports.ts';

const lifetime = 5 * 60 * 1000;

/**
 * A nonce proves itself by the server's MAC, so asking for one writes nothing and any process can check it; only a used
 * one is written, so it works once however many processes there are (R43).
 */
export function issueNonce(ports: Pick<ServerPorts, 'clock' | 'secrets'>): string {
  const words = `${(ports.clock.now() + lifetime).toString(36)}.${randomBytes(16).toString('base64url')}`;
  return `${words}.${ports.secrets.nonceMac(words)}`;
}

function expiryOf(ports: Pick<ServerPorts, 'secrets'>, nonce: string): number | undefined {
  const [expires, random, mac, more] = nonce.split('.');
  if (expires === undefined || random === undefined || more !== undefined) return undefined;
  if (ports.secrets.nonceMac(`${expires}.${random}`) !== mac) return undefined;
  return Number.parseInt(expires, 36);
}

/** True the first time a nonce of ours is shown within its five minutes. */
export async function useNonce(
  ports: Pick<ServerPorts, 'clock' | 'secrets' | 'sql'>,
  nonce: string,
): Promise<boolean> {
  const expires = expiryOf(ports, nonce);
  const now = ports.clock.now();
  if (expires === undefined || expires <= now) return false;
  const used = await ports.sql.query(
    'insert into used_nonce (nonce, expires_at) values ($1, $2) on conflict do nothing returning nonce',
    [nonce, new Date(expires).toISOString()],
  );
  await ports.sql.query('delete from used_nonce where expires_at < $1', [
    new Date(now - lifetime).toISOString(),
  ]);
  return used.length === 1;
}
