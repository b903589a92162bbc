import { openIndexedDbDisk } from '../../renderer/store/disk/indexeddb.ts';
import { openStore } from '../../renderer/store/client.ts';
import type { StorePort } from '../../renderer/store/port.ts';
import { createTestHost } from '../contract/store/support.ts';
import { storeSuite } from '../contract/store/suite.ts';
import { collected } from './contract-store-vitest.ts';

/** What the test in contract-store.spec.ts may ask of this page. */
export interface StorePage {
  readonly names: readonly string[];
  /** `ok`, or what was wrong. */
  run(at: number): Promise<string>;
  /** The product's own worker: phase before, an answer that needs it, phase after a lock replaced it. */
  worker(): Promise<readonly string[]>;
}

let profiles = 0;
storeSuite('IndexedDB', async () => {
  profiles += 1;
  const name = `store-${String(profiles)}`;
  const open = async () => {
    const opened = await openIndexedDbDisk(name);
    if (!opened.ok) throw new Error(opened.error.code);
    return opened.value;
  };
  let disk = await open();
  return {
    disk,
    async reopen() {
      disk.close();
      disk = await open();
      return disk;
    },
  };
});

let store: StorePort | undefined;

const page: StorePage = {
  names: collected.map((test) => test.name),
  async run(at) {
    try {
      await collected[at]?.run();
      return 'ok';
    } catch (error) {
      return error instanceof Error ? error.message : 'threw something odd';
    }
  },
  async worker() {
    store ??= await openStore(createTestHost());
    const heard: string[] = [];
    await store.subscribe((event) => heard.push(event.kind));
    const before = (await store.status()).phase;
    const code = await store.readCode('x');
    await store.lock('button');
    const after = (await store.status()).phase;
    return [before, code.ok ? 'read' : code.error.code, ...heard, after];
  },
};
Object.assign(globalThis, { storePage: page });
