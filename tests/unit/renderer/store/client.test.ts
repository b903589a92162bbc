import { expose } from 'comlink';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openStore } from '../../../../renderer/store/client.ts';
import type { StoreEvent } from '../../../../renderer/store/port.ts';
import type { WorkerEvent } from '../../../../renderer/store/worker/bridge.ts';
import { createTestHost } from '../../../contract/store/support.ts';

/** Stands for the store's worker; the other end answers with its own number. */
class OtherEnd {
  static readonly all: OtherEnd[] = [];
  readonly number = OtherEnd.all.push(this);
  readonly asked: string[] = [];
  isEnded = false;
  tell: (event: WorkerEvent) => Promise<void> = async () => undefined;
  private readonly here: MessagePort;
  private readonly there: MessagePort;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.here = port1;
    this.there = port2;
    port1.start();
    expose(
      {
        start: (_bridge: unknown, _facts: unknown, listener: OtherEnd['tell']) => {
          this.tell = listener;
          return 'ready';
        },
        call: (method: string) => {
          this.asked.push(method);
          return { phase: `worker ${this.number}`, slots: [] };
        },
      },
      port2,
    );
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.here.postMessage(message, transfer);
  }
  addEventListener(name: 'message', listener: (event: MessageEvent) => void): void {
    this.here.addEventListener(name, listener);
  }
  removeEventListener(name: 'message', listener: (event: MessageEvent) => void): void {
    this.here.removeEventListener(name, listener);
  }
  terminate(): void {
    this.isEnded = true;
    this.here.close();
    this.there.close();
  }
}

beforeEach(() => {
  OtherEnd.all.length = 0;
  vi.stubGlobal('Worker', OtherEnd);
  vi.stubGlobal('navigator', { storage: { persist: async () => true } });
});
afterEach(() => {
  for (const each of OtherEnd.all) each.terminate();
  vi.unstubAllGlobals();
});

it('ends a worker whose memory cannot be trusted, says that it is locked, and asks a new one from then on (R16)', async () => {
  const store = await openStore(createTestHost());
  const told: StoreEvent[] = [];
  await store.subscribe((event) => {
    told.push(event);
  });
  expect((await store.status()).phase).toBe('worker 1');
  const [first] = OtherEnd.all;
  await first?.tell({ kind: 'records', type: 'member' });
  expect(told).toEqual([{ kind: 'records', type: 'member' }]);

  // The word may cross while its worker is being ended: nobody waits for it.
  void first?.tell({ kind: 'fault' });
  await expect.poll(() => first?.isEnded).toBe(true);
  expect(told.at(-1)).toEqual({ kind: 'locked', reason: 'fault' });
  expect((await store.status()).phase).toBe('worker 2');
  expect([OtherEnd.all.length, first?.asked]).toEqual([2, ['status']]);
});
