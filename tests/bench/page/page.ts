import type { Query } from '../../../renderer/store/index/port.ts';
import { browserHost } from '../../../renderer/host/browser.ts';
import { openImport, progressFor, storeFor } from '../../../renderer/records/import/client.ts';
import { writeImport } from '../../../renderer/records/import/run.ts';
import { openStore } from '../../../renderer/store/client.ts';
import type { ImportBegin, ImportChange, StorePort } from '../../../renderer/store/port.ts';
import type { Result } from '../../../domain/result.ts';
import { benchMembers } from '../lib/members.ts';
import { passphrase } from '../lib/passphrase.ts';
import { startHeartbeat } from './heartbeat.ts';
import { rawRows, readSegments } from './rawRows.ts';

const perStage = 2048;

let store: StorePort;
let organisation = '';
/** When the store asked the host to write its key file: the first write of an unlock counts the try, the second comes
 * when the keys are in hand. */
const keyWrites: number[] = [];

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

async function timed<T>(act: () => Promise<T>): Promise<readonly [number, T]> {
  const from = performance.now();
  const answer = await act();
  return [performance.now() - from, answer];
}

function askWorker<T>(worker: Worker, message: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.onmessage = (event: MessageEvent<T>) => {
      worker.terminate();
      resolve(event.data);
    };
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
    worker.postMessage(message);
  });
}

function* inStages(changes: readonly ImportChange[]): Iterable<readonly ImportChange[]> {
  for (let at = 0; at < changes.length; at += perStage) yield changes.slice(at, at + perStage);
}

/** What the bench asks of this page; every number is milliseconds. */
export const bench = {
  async open(): Promise<string> {
    const host = browserHost();
    store = await openStore({
      ...host,
      writeFile: (name, bytes) => {
        if (name === 'slots') keyWrites.push(performance.now());
        return host.writeFile(name, bytes);
      },
    });
    return (await store.status()).phase;
  },

  async enrol(code: string): Promise<void> {
    value(await store.enrol({ code, user: { name: '甲测试', passphrase }, alone: true }));
    organisation = (await store.status()).scope?.office.id ?? '';
  },

  /** From the keys in hand to a page of the list and an answered search, and the whole of it with the password. */
  async unlock(): Promise<{ readonly whole: number; readonly fromKeys: number; readonly total: number }> {
    const { slots } = await store.status();
    keyWrites.length = 0;
    const from = performance.now();
    value(await store.unlock({ userId: slots[0]?.userId ?? '', passphrase }));
    const page = await store.query({ type: 'member', sort: { field: 'employeeNo' } }, 0, 100);
    await store.query({ type: 'member', search: 'chen' }, 0, 100);
    const now = performance.now();
    organisation = (await store.status()).scope?.office.id ?? '';
    return { whole: now - from, fromKeys: now - (keyWrites[1] ?? Number.NaN), total: page.all };
  },

  /** Encrypt, store and index so many members in one act, by the import's own writing; ends when they can be searched. */
  async fill(count: number, from: number): Promise<number> {
    const changes = benchMembers(count, from).map((data) => ({ kind: 'create', data }) as const);
    const begin: ImportBegin = {
      type: 'member',
      organisation,
      fileLabel: '甲',
      coverage: 'extra',
      rows: count,
    };
    const [ms] = await timed(async () => {
      const before = (await store.query({ type: 'member' }, 0, 1)).all;
      const { signal } = new AbortController();
      value(await writeImport(store, begin, inStages(changes), count, signal));
      const after = await store.query({ type: 'member', search: 'chen' }, 0, 100);
      if (after.all - before !== count || after.total === 0)
        throw new Error(`${after.all} members in the list`);
    });
    return ms;
  },

  rawRows: (count: number) => rawRows(benchMembers(count, 0)),
  readSegments,

  /** Each query as often as it stands in the list: from the page's call to the answer in the page's hand. */
  async queries(asked: readonly Query[], limit: number): Promise<readonly number[]> {
    const times: number[] = [];
    for (const query of asked) times.push((await timed(() => store.query(query, 0, limit)))[0]);
    return times;
  },

  async counts(asked: readonly (readonly [Query, string])[]): Promise<readonly number[]> {
    const times: number[] = [];
    for (const [query, field] of asked) times.push((await timed(() => store.counts(query, field)))[0]);
    return times;
  },

  /** Waits until the background work after an unlock is done: search texts are made ready while the list stands already. */
  async settled(): Promise<number> {
    const from = performance.now();
    for (let quick = 0; quick < 25;) {
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
      const [ms] = await timed(() => store.readSetting('bench'));
      quick = ms < 5 ? quick + 1 : 0;
      if (performance.now() - from > 20_000) break;
    }
    return performance.now() - from;
  },

  /** A question that needs no work: what the way to the worker and back costs. */
  async roundTrips(rounds: number): Promise<readonly number[]> {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1)
      times.push((await timed(() => store.readSetting('bench')))[0]);
    return times;
  },

  /** Records all over the list are opened, and one field of each is saved. */
  async saves(rounds: number): Promise<readonly number[]> {
    const ids = await store.ids({ type: 'member' });
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const id = ids[(round * 104_729) % ids.length] ?? '';
      const { version } = value(await store.get('member', id));
      // A value that is there already would be saved for nothing, in no time.
      const fields = { note: `第 ${round} 次 ${performance.now()}` };
      const [ms, saved] = await timed(() =>
        store.save({ type: 'member', id, organisation, version, fields }),
      );
      value(saved);
      times.push(ms);
    }
    return times;
  },

  /** The whole of an import from the picked file to the books, through the session in its worker. */
  async importFile() {
    const file = document.querySelector('input')?.files?.[0];
    if (file === undefined) throw new Error('no file was picked');
    const heartbeat = startHeartbeat();
    const handle = openImport('member', organisation);
    const { session } = handle;
    // The longest time without a count, from the click to the first one too.
    let silence = 0;
    let told = 0;
    const heard = progressFor(() => {
      const now = performance.now();
      silence = Math.max(silence, now - told);
      told = now;
    });
    const from = performance.now();
    value(await session.openFile(file, file.name));
    await session.setCoverage({ kind: 'all' });
    const opened = performance.now();
    told = opened;
    const report = value(await session.analyse(storeFor(store), heard));
    const analysed = performance.now();
    told = analysed;
    const summary = value(await session.run(storeFor(store), heard));
    const found = await store.query({ type: 'member', search: 'jia' }, 0, 100);
    const done = performance.now();
    const { longest, over100 } = heartbeat.stop();
    handle.close();
    return {
      ms: done - from,
      open: opened - from,
      analyse: analysed - opened,
      write: done - analysed,
      longest,
      over100,
      silence,
      created: summary.created,
      counts: report.counts,
      found: found.total,
    };
  },

  readFile(): Promise<{ readonly rows: number; readonly ms: number }> {
    const file = document.querySelector('input')?.files?.[0];
    return askWorker(new Worker(new URL('./reading.worker.ts', import.meta.url), { type: 'module' }), file);
  },

  argon(): Promise<{ readonly ms: number; readonly memoryKiB: number; readonly passes: number }> {
    return askWorker(new Worker(new URL('./argon.worker.ts', import.meta.url), { type: 'module' }), 'go');
  },

  /** 立即上报并接收, and again for as long as something waits. */
  async upload(): Promise<{
    readonly ms: number;
    readonly waiting: number;
    readonly rejected: number;
    readonly trouble: string;
  }> {
    const from = performance.now();
    let summary = await store.syncNow();
    for (let round = 0; round < 20 && summary.waiting > 0; round += 1) summary = await store.syncNow();
    const { waiting, rejected, trouble = '' } = summary;
    return { ms: performance.now() - from, waiting, rejected, trouble };
  },

  /** One act on so many records; then either the button, or nothing at all: it goes up by itself. */
  async change(count: number, mark: string, how: 'button' | 'itself'): Promise<number> {
    const ids = await store.ids({ type: 'member' });
    const step = Math.max(1, Math.floor(ids.length / count));
    const some = Array.from({ length: count }, (_, at) => ids[at * step] ?? '');
    const acted = await store.setMany({ type: 'member', ids: some, fields: { note: mark }, label: '备注' });
    value(acted);
    const from = performance.now();
    if (how === 'button') {
      const { waiting } = await store.syncNow();
      if (waiting > 0) throw new Error(`${waiting} still wait`);
      return performance.now() - from;
    }
    for (let round = 0; round < 2000; round += 1) {
      if ((await store.syncSummary()).waiting === 0) return performance.now() - from;
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    }
    throw new Error('the changes did not go up by themselves');
  },

  /** Waits until so many members of the province can be listed and searched here; answers with the time of day. */
  async received(count: number): Promise<number> {
    for (let round = 0; round < 6000; round += 1) {
      // The total is known without a search; asking for one every few milliseconds would slow down what is measured.
      if ((await store.query({ type: 'member' }, 0, 1)).all >= count) {
        const found = await store.query({ type: 'member', search: 'chen' }, 0, 100);
        if (found.total > 0) return Date.now();
      }
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
    throw new Error('the members did not come');
  },
};

export type Bench = typeof bench;
Object.assign(globalThis, { bench });
