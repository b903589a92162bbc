import { wrap } from 'comlink';
import type { Remote } from 'comlink';
import { goneOf } from '../../../../records/import/alive.ts';
import { storeFor } from '../../../../records/import/client.ts';
import type { ImportStore } from '../../../../records/import/run.ts';
import type { StorePort } from '../../../../store/port.ts';
import type { DuesOpening } from './dues.worker.ts';
import type { PayrollSession } from './payroll.ts';
import type { DuesSession } from './session.ts';

export type DuesDriver = Remote<DuesSession>;
export type PayrollDriver = Remote<PayrollSession>;

export interface DuesHandle {
  readonly ledger: DuesDriver;
  readonly payroll: PayrollDriver;
  /** The store as the sessions may call it. */
  readonly store: ImportStore;
  /** Settles when the worker is gone by itself: what was asked of it is never answered. */
  readonly gone: Promise<void>;
  close(): void;
}

interface Served {
  readonly ledger: DuesSession;
  readonly payroll: PayrollSession;
}

/**
 * The dues of one organisation, worked out in a worker that speaks with the store by a port of its own. A store without
 * such ports lies in this very page (the previews over an invented office), and so does then the work.
 */
export async function openDues(organisation: string, store: StorePort): Promise<DuesHandle> {
  if (store.importPort === undefined) return openHere(organisation, store);
  const worker = new Worker(new URL('./dues.worker.ts', import.meta.url), { type: 'module', name: 'dues' });
  const hold = `dues ${crypto.randomUUID()}`;
  const gone = goneOf(worker, hold);
  worker.postMessage({ hold, organisation } satisfies DuesOpening);
  const served = wrap<Served>(worker);
  return {
    ledger: served.ledger as unknown as DuesDriver,
    payroll: served.payroll as unknown as PayrollDriver,
    store: storeFor(store),
    gone,
    close: () => {
      worker.terminate();
    },
  };
}

async function openHere(organisation: string, store: StorePort): Promise<DuesHandle> {
  const [{ DuesSession }, { PayrollSession }, { openSheets }] = await Promise.all([
    import('./session.ts'),
    import('./payroll.ts'),
    import('../../../../records/import/readers/open.ts'),
  ]);
  return {
    ledger: answering(new DuesSession(organisation)),
    payroll: answering(new PayrollSession(organisation, openSheets)),
    store,
    gone: new Promise(() => undefined),
    close: () => undefined,
  };
}

/** Every call answers with a promise, as over there. */
function answering<T extends object>(session: T): Remote<T> {
  const remote = new Proxy(session, {
    get(target, key) {
      // A thing with `then` would be taken for a promise.
      if (key === 'then') return undefined;
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]): Promise<unknown> => Reflect.apply(member, target, args) as unknown;
    },
  });
  return remote as unknown as Remote<T>;
}
