import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { SafeStorage } from 'electron';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { HostFailure } from '../../renderer/host/host.ts';
import { readWhole, writeAtomically } from './atomic.ts';
import { fileFailure } from './failure.ts';

export type Protection = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
> &
  Partial<Pick<SafeStorage, 'getSelectedStorageBackend'>>;

export interface DeviceSecret {
  get(): Promise<Result<Uint8Array, HostFailure>>;
  rotate(): Promise<Result<Uint8Array, HostFailure>>;
}

const length = 32;

const unavailable: HostFailure = {
  code: 'unavailable',
  message:
    '这台电脑的系统密码保护（钥匙串）现在不可用，为了资料安全没有打开台账；已保存的资料没有变化。请登录系统桌面后重新打开，或请单位的电脑管理员开启系统密码保护。',
};

/**
 * Half of every user's key (R12): 32 random bytes that only the operating system's protection can open. There is no
 * plain-text fallback, and a secret that cannot be opened is never replaced by a new one, since that would lock
 * everybody out for ever.
 */
export function deviceSecret(folder: string, protection: Protection): DeviceSecret {
  const file = path.join(folder, 'device.bin');
  let turn: Promise<unknown> = Promise.resolve();

  const available = async (): Promise<boolean> => {
    // On Linux without a keyring Chromium "protects" with a password that is printed in its source.
    if (process.platform === 'linux' && protection.getSelectedStorageBackend?.() === 'basic_text')
      return false;
    return protection.isAsyncEncryptionAvailable();
  };

  const store = async (encoded: string): Promise<void> => {
    await writeAtomically(file, new Uint8Array(await protection.encryptStringAsync(encoded)));
  };

  const create = async (): Promise<Result<Uint8Array, HostFailure>> => {
    const secret = new Uint8Array(randomBytes(length));
    try {
      await store(Buffer.from(secret).toString('base64'));
    } catch (error) {
      return { ok: false, error: fileFailure(error) };
    }
    return ok(secret);
  };

  const load = async (): Promise<Result<Uint8Array, HostFailure>> => {
    const kept = await readWhole(file);
    if (kept === undefined) return create();
    const opened = await protection.decryptStringAsync(Buffer.from(kept)).catch(() => undefined);
    const secret = opened === undefined ? undefined : new Uint8Array(Buffer.from(opened.result, 'base64'));
    if (opened === undefined || secret?.length !== length) return { ok: false, error: unavailable };
    if (opened.shouldReEncrypt) {
      try {
        await store(opened.result);
      } catch (error) {
        // The old ciphertext still opens; the next start tries again.
        return fileFailure(error).code === 'diskFull' ? ok(secret) : { ok: false, error: fileFailure(error) };
      }
    }
    return ok(secret);
  };

  const inTurn = (
    work: () => Promise<Result<Uint8Array, HostFailure>>,
  ): Promise<Result<Uint8Array, HostFailure>> => {
    // Two first calls at once would otherwise make two secrets, and the loser's holder could never come back.
    const done = turn.then(async () => {
      if (!(await available().catch(() => false))) return { ok: false as const, error: unavailable };
      try {
        return await work();
      } catch (error) {
        return { ok: false as const, error: fileFailure(error) };
      }
    });
    turn = done;
    return done;
  };

  return { get: () => inTurn(load), rotate: () => inTurn(create) };
}
