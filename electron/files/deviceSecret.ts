import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { SafeStorage } from 'electron';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { HostFailure } from '../../renderer/host/host.ts';
import { readWhole, renameDurably, writeAtomically } from './atomic.ts';
import { fileFailure } from './failure.ts';

export type Protection = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
> &
  Partial<Pick<SafeStorage, 'getSelectedStorageBackend'>>;

export interface DeviceSecret {
  get(): Promise<Result<Uint8Array, HostFailure>>;
  /** The next secret, when a rotation is under way. */
  staged(): Promise<Result<Uint8Array | undefined, HostFailure>>;
  /** Makes the next secret beside the present one; asked again, it is the same one. */
  stage(): Promise<Result<Uint8Array, HostFailure>>;
  /** The next secret becomes the present one; with nothing staged, nothing changes. */
  commit(): Promise<Result<Uint8Array, HostFailure>>;
}

const length = 32;

type Answer = Result<Uint8Array, HostFailure>;

const unavailable: HostFailure = {
  code: 'unavailable',
  message:
    '这台电脑的系统密码保护（钥匙串）现在不可用，为了资料安全没有打开台账；已保存的资料没有变化。请登录系统桌面后重新打开，或请单位的电脑管理员开启系统密码保护。',
};

/**
 * Half of every user's key (R12): 32 random bytes that only the operating system's protection can open. There is no
 * plain-text fallback, and a secret that cannot be opened is never replaced by a new one, since that would lock
 * everybody out for ever. Rotation (R14) keeps the next secret in a file of its own until the slots are written under it:
 * one rename then makes it the present one, so a power cut leaves both readable or the new one alone.
 */
export function deviceSecret(folder: string, protection: Protection): DeviceSecret {
  const present = path.join(folder, 'device.bin');
  const next = path.join(folder, 'device.next.bin');
  let turn: Promise<unknown> = Promise.resolve();

  const available = async (): Promise<boolean> => {
    // On Linux without a keyring Chromium "protects" with a password that is printed in its source.
    if (process.platform === 'linux' && protection.getSelectedStorageBackend?.() === 'basic_text')
      return false;
    return protection.isAsyncEncryptionAvailable();
  };

  const store = async (file: string, encoded: string): Promise<void> => {
    await writeAtomically(file, new Uint8Array(await protection.encryptStringAsync(encoded)));
  };

  const create = async (file: string): Promise<Answer> => {
    const secret = new Uint8Array(randomBytes(length));
    await store(file, Buffer.from(secret).toString('base64'));
    return ok(secret);
  };

  const load = async (file: string): Promise<Result<Uint8Array | undefined, HostFailure>> => {
    const kept = await readWhole(file);
    if (kept === undefined) return ok(undefined);
    const opened = await protection.decryptStringAsync(Buffer.from(kept)).catch(() => undefined);
    const secret = opened === undefined ? undefined : new Uint8Array(Buffer.from(opened.result, 'base64'));
    if (opened === undefined || secret?.length !== length) return { ok: false, error: unavailable };
    if (opened.shouldReEncrypt) {
      try {
        await store(file, opened.result);
      } catch (error) {
        // The old ciphertext still opens; the next start tries again.
        return fileFailure(error).code === 'diskFull' ? ok(secret) : { ok: false, error: fileFailure(error) };
      }
    }
    return ok(secret);
  };

  const loadOrCreate = async (file: string): Promise<Answer> => {
    const loaded = await load(file);
    if (!loaded.ok) return loaded;
    return loaded.value === undefined ? create(file) : ok(loaded.value);
  };

  const commit = async (): Promise<Answer> => {
    // What the system cannot open must not take the place of what it can.
    const staged = await load(next);
    if (!staged.ok) return staged;
    if (staged.value === undefined) return loadOrCreate(present);
    await renameDurably(next, present);
    return ok(staged.value);
  };

  const inTurn = <T>(work: () => Promise<Result<T, HostFailure>>): Promise<Result<T, HostFailure>> => {
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

  return {
    get: () => inTurn(() => loadOrCreate(present)),
    staged: () => inTurn(() => load(next)),
    stage: () => inTurn(() => loadOrCreate(next)),
    commit: () => inTurn(commit),
  };
}
