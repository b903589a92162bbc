import type { Disk } from '../../renderer/store/disk/disk.ts';
import { openIndexedDbDisk } from '../../renderer/store/disk/indexeddb.ts';
import { stretched, productCost } from '../../renderer/store/keys/passphrase.ts';
import { createKeyRing } from '../../renderer/store/keys/keyRing.ts';
import { diskChecks } from '../contract/disk/suite.ts';
import { cheap, memoryHost, someSecret } from '../unit/renderer/store/keys/memoryHost.ts';

/** What the test in contract-disk.spec.ts may ask of this page. */
export interface ContractPage {
  readonly names: readonly string[];
  /** `ok`, or what was wrong. */
  run(at: number): Promise<string>;
  /** Fills the origin's quota: the code a too large commit is answered with, and what lies on the disk afterwards. */
  overfill(bytes: number): Promise<{ readonly code: string; readonly found: readonly string[] }>;
  keyRing(): Promise<{ readonly opened: string; readonly wrong: string; readonly stretchMs: number }>;
}

async function opened(name: string): Promise<Disk> {
  const disk = await openIndexedDbDisk(name);
  if (!disk.ok) throw new Error(disk.error.code);
  return disk.value;
}

const page: ContractPage = {
  names: diskChecks.map((check) => check.name),
  async run(at) {
    const name = `contract-${String(at)}`;
    try {
      await diskChecks[at]?.run({ disk: await opened(name), reopen: () => opened(name) });
      return 'ok';
    } catch (error) {
      return error instanceof Error ? error.message : 'threw something odd';
    }
  },
  async overfill(bytes) {
    const disk = await opened('overfull');
    const put = (key: string, size: number) => {
      const value = new Uint8Array(size);
      for (let from = 0; from < size; from += 65536)
        crypto.getRandomValues(value.subarray(from, from + 65536));
      return { table: 'units', key, gen: 1, box: 'general', bytes: value } as const;
    };
    const small = await disk.commit({ put: [put('small', 10)] }, 'strict');
    if (!small.ok) return { code: small.error.code, found: [] };
    const answer = await disk.commit({ put: [put('first', 10), put('large', bytes)] }, 'strict');
    const found: string[] = [];
    await disk.scan('units', (entries) => {
      found.push(...entries.map((entry) => entry.key));
    });
    return { code: answer.ok ? 'ok' : answer.error.code, found };
  },
  async keyRing() {
    const ring = createKeyRing({ host: memoryHost(someSecret()), cost: cheap });
    const passphrase = '春天到了花都开了我们去看';
    const made = await ring.createFirst({ name: '甲测试', roles: ['officeAdmin'], passphrase });
    if (!made.ok) return { opened: made.error.code, wrong: '', stretchMs: 0 };
    const sealed = await made.value.session.encrypt(
      'hardship',
      new TextEncoder().encode('一句话'),
      'units|a',
    );
    const again = await ring.unlock(made.value.registration.id, passphrase);
    const plain = again.ok ? await again.value.decrypt('hardship', sealed, 'units|a') : undefined;
    const wrong = await ring.unlock(made.value.registration.id, '今天下班以后去菜场买三斤鱼');
    const start = performance.now();
    await stretched(passphrase, new Uint8Array(16), productCost);
    return {
      opened: new TextDecoder().decode(plain),
      wrong: wrong.ok ? 'ok' : wrong.error.code,
      stretchMs: Math.round(performance.now() - start),
    };
  },
};

Object.assign(globalThis, { contractPage: page });
