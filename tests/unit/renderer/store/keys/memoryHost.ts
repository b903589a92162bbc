import { ok } from '../../../../../domain/result.ts';
import type { Host, HostFailure, HostFileName } from '../../../../../renderer/host/host.ts';

/** Argon2id as cheap as it goes; strength is not what these tests are about. */
export const cheap = { memoryKiB: 8, passes: 1 } as const;

export interface MemoryHost extends Host {
  readonly files: Map<HostFileName, Uint8Array>;
  secret: Uint8Array | undefined;
  /** The next secret, while a rotation is under way. */
  next: Uint8Array | undefined;
  /** The next writes fail like this, until set back to undefined. */
  failWrites: HostFailure | undefined;
  /** The steps of a rotation fail like this. */
  failRotation: HostFailure | undefined;
}

/** A host whose files are a map; with a device secret it plays the desktop, without one the browser. */
export function memoryHost(secret?: Uint8Array): MemoryHost {
  const files = new Map<HostFileName, Uint8Array>();
  const host: MemoryHost = {
    kind: secret === undefined ? 'browser' : 'electron',
    appVersion: '0.0.0-test',
    files,
    secret,
    next: undefined,
    failWrites: undefined,
    failRotation: undefined,
    readFile: async (name) => files.get(name)?.slice(),
    async writeFile(name, bytes) {
      if (host.failWrites !== undefined) return { ok: false, error: host.failWrites };
      files.set(name, bytes.slice());
      return ok(undefined);
    },
    deviceSecret: async () => ok(host.secret?.slice()),
    stagedDeviceSecret: async () => ok(host.next?.slice()),
    async rotateDeviceSecret(step) {
      if (host.failRotation !== undefined) return { ok: false, error: host.failRotation };
      if (host.secret === undefined) return ok(undefined);
      if (step === 'stage') host.next ??= crypto.getRandomValues(new Uint8Array(32));
      else if (host.next !== undefined) [host.secret, host.next] = [host.next, undefined];
      return ok((host.next ?? host.secret).slice());
    },
    saveFile: async () => ok(true),
    print: async () => ok('done'),
    savePdf: async () => ok('done'),
    freeBytes: async () => undefined,
    idleSeconds: async () => 0,
    onLockRequest: () => () => undefined,
    setTitle: () => undefined,
  };
  return host;
}

export const someSecret = (fill = 7): Uint8Array => new Uint8Array(32).fill(fill);
