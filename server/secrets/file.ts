import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { secretsFileSchema } from './secrets.ts';
import type { SecretsFile } from './secrets.ts';

const fileName = 'server-secrets.json';

/** Fresh keys of a new province. */
export function makeSecrets(): SecretsFile {
  const signing = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const sealing = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' });
  return {
    version: 1,
    sign: { ...signing },
    seal: { ...sealing },
    claim: randomBytes(32).toString('base64url'),
    nonce: randomBytes(32).toString('base64url'),
  };
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Reads the secrets, making them at the first start: readable by the server's account only, whole before it has its
 * name, and never replacing another's: two processes starting at once end with the same keys.
 */
export async function loadSecrets(directory: string): Promise<SecretsFile> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = path.join(directory, fileName);
  const present = await read(file);
  if (present !== undefined) return parse(present);
  const temporary = path.join(directory, `.${fileName}.${randomBytes(6).toString('hex')}`);
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(JSON.stringify(makeSecrets()));
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(temporary, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  return parse((await read(file)) ?? '');
}

function parse(text: string): SecretsFile {
  try {
    return secretsFileSchema.parse(JSON.parse(text));
  } catch {
    // The text is not repeated: it holds keys.
    throw new Error(
      '服务器密钥文件读不懂，没有改动它。请从备份放回 server-secrets.json 再启动，不要删除它：已开通的电脑只认原来的密钥。',
    );
  }
}
