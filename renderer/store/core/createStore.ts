import { fail } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { SyncStore } from '../../sync/port.ts';
import { DiskUnavailable } from '../disk/failures.ts';
import type { StoreEvent, StorePort } from '../port.ts';
import { createOpenPort } from './openPort.ts';
import { maintain } from './maintain.ts';
import { rekey } from './rekey.ts';
import { restoreOnFresh } from './safety.ts';
import { createSession } from './session.ts';
import type { Ledger } from './ledger.ts';
import type { StoreCoreInput } from './ports.ts';

export interface StoreCore {
  readonly port: StorePort;
  /** The engine's store while a user is unlocked. */
  sync(): SyncStore | undefined;
  /** The open ledger, for maintenance and tests. */
  ledger(): Ledger | undefined;
  /** One short step of background work; false when there is nothing to do now. */
  maintain(): Promise<boolean>;
}

const locked: Result<never> = fail('locked', '程序已经锁定，没有改动任何内容。请输入登录密码后再试。');
const broken: Result<never> = fail(
  'ioFailed',
  '这台电脑的磁盘读不出来，没有改动任何内容，以前保存的都还在。请关闭程序重新打开；如果还不行，请重启电脑。',
  { retryable: true },
);

/** The whole store behind its port: everything the worker serves, without a worker. */
export function createStoreCore(input: StoreCoreInput): StoreCore {
  const listeners = new Set<(event: StoreEvent) => void>();
  const emit = (event: StoreEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const session = createSession(input, emit);

  /** A disk that fails while reading is an answer, too; anything else is a fault of ours and must be heard of. */
  async function guarded<T>(task: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await task();
    } catch (error) {
      if (error instanceof DiskUnavailable) return otherwise;
      throw error;
    }
  }

  const port: StorePort = {
    ...createOpenPort(session, {
      act: (task) => {
        const ledger = session.ledger();
        return ledger === undefined ? Promise.resolve(locked) : guarded(() => task(ledger), broken);
      },
      look: (empty, task) => {
        const ledger = session.ledger();
        return ledger === undefined ? Promise.resolve(empty) : guarded(() => task(ledger), empty);
      },
    }),
    status: () => session.status(),
    async readCode(text) {
      if (input.enrolment === undefined) return broken;
      return input.enrolment.preview(text);
    },
    enrol: (request) => guarded(() => session.enrol(request), broken),
    unlock: (request) => guarded(() => session.unlock(request), broken),
    lock: (reason) => session.lock(reason),
    restoreBackup: (bytes, passphrase) => guarded(() => restoreOnFresh(input, bytes, passphrase), broken),
    async subscribe(listener) {
      listeners.add(listener);
    },
  };
  return {
    port,
    sync: () => session.sync(),
    ledger: () => session.ledger(),
    async maintain() {
      const ledger = session.ledger();
      if (ledger === undefined) return false;
      return guarded(async () => (await rekey(ledger, input.keyRing)) || maintain(ledger), false);
    },
  };
}
