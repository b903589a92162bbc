import type { Disk, DiskChange, DiskEntry, DiskTable } from '../../../renderer/store/disk/disk.ts';

/**
 * The contract of a disk, as plain named checks without a test framework, so that the same ones run under Vitest (memory,
 * fake-indexeddb) and in a page of a real Chromium, which is the judge (R16). A check throws when it fails.
 */
export interface DiskUnderTest {
  readonly disk: Disk;
  /** The same medium opened once more, as the next process would. */
  readonly reopen: () => Promise<Disk>;
}
export interface DiskCheck {
  readonly name: string;
  run(at: DiskUnderTest): Promise<void>;
}

function same(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: ${String(a)} instead of ${String(b)}`);
}

const plain = (entry: DiskEntry | undefined) =>
  entry && { key: entry.key, gen: entry.gen, box: entry.box, bytes: [...entry.bytes] };

type Put = { readonly table: DiskTable } & DiskEntry;
const put = (table: DiskTable, key: string, gen: number, ...bytes: number[]): Put => ({
  table,
  key,
  gen,
  box: 'general',
  bytes: Uint8Array.from(bytes),
});

async function written(
  disk: Disk,
  change: DiskChange,
  durability: 'strict' | 'relaxed' = 'strict',
): Promise<void> {
  const answer = await disk.commit(change, durability);
  if (!answer.ok) throw new Error(`refused: ${answer.error.code}`);
}

async function refused(disk: Disk, change: DiskChange, code: string): Promise<void> {
  const answer = await disk.commit(change, 'strict');
  same(answer.ok ? 'ok' : answer.error.code, code, 'answer');
  if (!answer.ok && !/[一-龥]/.test(answer.error.message)) throw new Error('no sentence for the clerk');
}

async function keysIn(disk: Disk, table: DiskTable): Promise<readonly string[]> {
  const keys: string[] = [];
  await disk.scan(table, (entries) => {
    keys.push(...entries.map((entry) => entry.key));
  });
  return keys.sort();
}

export const diskChecks: readonly DiskCheck[] = [
  {
    name: 'gives back what was put, byte for byte',
    async run({ disk }) {
      await written(disk, { put: [put('units', 'a', 3, 0, 255, 7)] });
      same(
        plain(await disk.read('units', 'a')),
        { key: 'a', gen: 3, box: 'general', bytes: [0, 255, 7] },
        'entry',
      );
      same(await disk.read('units', 'b'), undefined, 'absent');
      same(await disk.read('index', 'a'), undefined, 'other table');
    },
  },
  {
    name: 'survives being closed and opened again',
    async run({ disk, reopen }) {
      await written(disk, { put: [put('units', 'a', 1, 1)] });
      await written(disk, { put: [put('meta', 'b', 1, 2)] }, 'relaxed');
      disk.close();
      const again = await reopen();
      same((await again.read('units', 'a'))?.gen, 1, 'strict');
      same((await again.read('meta', 'b'))?.gen, 1, 'relaxed');
    },
  },
  {
    name: 'replaces and removes in one commit over several tables',
    async run({ disk }) {
      await written(disk, {
        put: [put('units', 'a', 1, 1), put('index', 'a', 1, 1), put('audit', 'z', 1, 9)],
      });
      await written(disk, { put: [put('units', 'a', 2, 2)], remove: [{ table: 'index', key: 'a' }] });
      same((await disk.read('units', 'a'))?.gen, 2, 'replaced');
      same(await disk.read('index', 'a'), undefined, 'removed');
      same((await disk.read('audit', 'z'))?.gen, 1, 'untouched');
    },
  },
  {
    name: 'puts what the same commit removes',
    async run({ disk }) {
      await written(disk, { put: [put('units', 'a', 1, 1)] });
      await written(disk, { put: [put('units', 'a', 2, 2)], remove: [{ table: 'units', key: 'a' }] });
      same((await disk.read('units', 'a'))?.gen, 2, 'put wins');
    },
  },
  {
    name: 'writes nothing when a generation is not the expected one',
    async run({ disk }) {
      await written(disk, { put: [put('units', 'a', 5, 5)] });
      const change = { put: [put('units', 'a', 6, 6), put('outbox', 'o', 1, 1)] };
      for (const gen of [4, 6, null]) {
        await refused(disk, { ...change, expect: [{ table: 'units', key: 'a', gen }] }, 'stale');
      }
      await refused(disk, { ...change, expect: [{ table: 'units', key: 'none', gen: 1 }] }, 'stale');
      await refused(
        disk,
        {
          ...change,
          expect: [
            { table: 'units', key: 'a', gen: 5 },
            { table: 'meta', key: 'm', gen: 1 },
          ],
        },
        'stale',
      );
      same((await disk.read('units', 'a'))?.gen, 5, 'old entry');
      same(await disk.read('outbox', 'o'), undefined, 'no half');
    },
  },
  {
    name: 'writes when every generation is the expected one, absent ones included',
    async run({ disk }) {
      await written(disk, { put: [put('units', 'a', 5, 5)] });
      await written(disk, {
        expect: [
          { table: 'units', key: 'a', gen: 5 },
          { table: 'units', key: 'b', gen: null },
        ],
        put: [put('units', 'b', 1, 1)],
      });
      same((await disk.read('units', 'b'))?.gen, 1, 'written');
    },
  },
  {
    name: 'lets one of two commits with the same expectation through',
    async run({ disk }) {
      await written(disk, { put: [put('units', 'a', 1, 1)] });
      const race = [2, 3].map((gen) =>
        disk.commit(
          { expect: [{ table: 'units', key: 'a', gen: 1 }], put: [put('units', 'a', gen, gen)] },
          'strict',
        ),
      );
      const answers = (await Promise.all(race)).map((answer) => (answer.ok ? 'ok' : answer.error.code));
      same(answers.sort(), ['ok', 'stale'], 'answers');
    },
  },
  {
    name: 'answers many reads in the order asked, with gaps',
    async run({ disk }) {
      await written(disk, { put: [put('units', 'a', 1, 1), put('units', 'c', 3, 3)] });
      const found = await disk.readMany('units', ['c', 'b', 'a', 'c']);
      same(
        found.map((entry) => entry?.gen ?? null),
        [3, null, 1, 3],
        'generations',
      );
      same(await disk.readMany('units', []), [], 'none asked');
    },
  },
  {
    name: 'scans every entry of one table once, in chunks',
    async run({ disk }) {
      const names = Array.from({ length: 150 }, (_none, at) => `k${String(at).padStart(3, '0')}`);
      await written(disk, { put: names.map((key) => put('history', key, 1, 1)) });
      await written(disk, { put: [put('units', 'x', 1, 1)] });
      same(await keysIn(disk, 'history'), names, 'keys');
      same(await keysIn(disk, 'acts'), [], 'empty table');
      let chunks = 0;
      await disk.scan('history', async (entries) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (entries.length > 0) chunks += 1;
      });
      if (chunks < 2) throw new Error('one chunk holds the whole table');
    },
  },
  {
    name: 'keeps its own copy of the bytes, and only the bytes it was shown',
    async run({ disk }) {
      const large = new Uint8Array(1000).fill(1);
      const view = large.subarray(10, 14);
      await written(disk, { put: [{ table: 'units', key: 'a', gen: 1, box: 'general', bytes: view }] });
      large.fill(9);
      const found = await disk.read('units', 'a');
      same(found && [...found.bytes], [1, 1, 1, 1], 'bytes');
      same(found?.bytes.buffer.byteLength, 4, 'nothing beside the bytes');
      found?.bytes.fill(5);
      same([...((await disk.read('units', 'a'))?.bytes ?? [])], [1, 1, 1, 1], 'second read');
    },
  },
  {
    name: 'takes an empty commit and empty bytes',
    async run({ disk }) {
      await written(disk, {});
      await written(disk, { put: [put('meta', 'e', 1)] });
      same((await disk.read('meta', 'e'))?.bytes.length, 0, 'length');
    },
  },
  {
    name: 'answers “closed” after closing; reads reject and nothing is opened behind the back',
    async run({ disk, reopen }) {
      await written(disk, { put: [put('units', 'a', 1, 1)] });
      disk.close();
      await refused(disk, { put: [put('units', 'a', 2, 2)] }, 'closed');
      const read = await disk.read('units', 'a').then(
        () => 'answered',
        (error: unknown) => (error instanceof Error ? error.message : 'odd'),
      );
      same(read, 'disk closed', 'read');
      same((await (await reopen()).read('units', 'a'))?.gen, 1, 'as before');
    },
  },
  {
    name: 'is empty and usable after destroy',
    async run({ disk }) {
      await written(disk, { put: [put('units', 'a', 1, 1), put('meta', 'b', 1, 1)] });
      await disk.destroy();
      same(await keysIn(disk, 'units'), [], 'units');
      await written(disk, { put: [put('units', 'c', 1, 1)] });
      same(await keysIn(disk, 'units'), ['c'], 'usable');
    },
  },
  {
    name: 'tells how much is used and allowed',
    async run({ disk }) {
      const { used, quota } = await disk.estimate();
      if (!(used >= 0 && quota > used)) throw new Error(`used ${String(used)} of ${String(quota)}`);
    },
  },
];
