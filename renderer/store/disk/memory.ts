import { ok } from '../../../domain/result.ts';
import { diskTables } from './disk.ts';
import type { Disk, DiskChange, DiskEntry, DiskTable } from './disk.ts';
import { DiskUnavailable, diskFailures } from './failures.ts';

/** Where a fault may strike: before a call does anything, or after it has done everything but answered (R20). */
export interface DiskPoint {
  readonly call: 'commit' | 'read' | 'readMany' | 'scan';
  readonly when: 'before' | 'after';
  /** Number of this call since the medium was made, from 1; shared by all handles of one medium. */
  readonly number: number;
  readonly change?: DiskChange;
}

/** `crash`: the process is gone, so the call never answers. The others answer; `after`, only `crash` has a meaning. */
export type DiskFault = 'crash' | 'full' | 'ioFailed' | 'closed';

export interface MemoryDiskOptions {
  readonly quota?: number;
  readonly fault?: (point: DiskPoint) => DiskFault | undefined;
}

export interface MemoryDisk extends Disk {
  /**
   * What the next process finds on the same medium. `powerCut` also loses the relaxed commits since the last strict
   * one, which is what a real disk may do. The old handle answers nothing any more.
   */
  reopen(how?: 'restart' | 'powerCut', options?: MemoryDiskOptions): MemoryDisk;
  /** Everything that lies on the medium, for tests that search it. */
  dump(): readonly ({ readonly table: DiskTable } & DiskEntry)[];
}

type Undo = () => void;

interface Medium {
  readonly tables: ReadonlyMap<DiskTable, Map<string, DiskEntry>>;
  /** How to take back relaxed commits, newest last; emptied by every strict commit, which flushes all before it. */
  undo: Undo[];
  calls: number;
}

/** A disk in memory for tests and the simulation; it copies bytes in and out as a real one does. */
export function createMemoryDisk(options: MemoryDiskOptions = {}): MemoryDisk {
  const tables = new Map(diskTables.map((table) => [table, new Map<string, DiskEntry>()]));
  return openMedium({ tables, undo: [], calls: 0 }, options);
}

const copy = (entry: DiskEntry): DiskEntry => ({
  key: entry.key,
  gen: entry.gen,
  box: entry.box,
  bytes: entry.bytes.slice(),
});

function openMedium(medium: Medium, options: MemoryDiskOptions): MemoryDisk {
  let state: 'open' | 'closed' | 'dead' = 'open';
  const silence = new Promise<never>(() => undefined);
  const table = (name: DiskTable): Map<string, DiskEntry> => {
    const found = medium.tables.get(name);
    if (found === undefined) throw new TypeError(`no table ${name}`);
    return found;
  };

  async function strike(point: Omit<DiskPoint, 'number'>): Promise<Exclude<DiskFault, 'crash'> | undefined> {
    if (state === 'dead') return silence;
    const fault = state === 'closed' ? 'closed' : options.fault?.({ ...point, number: medium.calls });
    if (fault === 'crash') {
      state = 'dead';
      return silence;
    }
    return fault;
  }

  /** Reads have no failure to answer with: they reject. */
  async function reading<T>(call: 'read' | 'readMany' | 'scan', take: () => T): Promise<T> {
    medium.calls += 1;
    const fault = await strike({ call, when: 'before' });
    if (fault !== undefined) throw new DiskUnavailable(diskFailures[fault]);
    const taken = take();
    await strike({ call, when: 'after' });
    return taken;
  }

  function usedBytes(): number {
    let used = 0;
    for (const entries of medium.tables.values())
      for (const entry of entries.values()) used += entry.bytes.length;
    return used;
  }

  function isStale(change: DiskChange): boolean {
    return (change.expect ?? []).some((e) => (table(e.table).get(e.key)?.gen ?? null) !== e.gen);
  }

  function overflows(change: DiskChange): boolean {
    if (options.quota === undefined) return false;
    let used = usedBytes();
    for (const put of change.put ?? [])
      used += put.bytes.length - (table(put.table).get(put.key)?.bytes.length ?? 0);
    return used > options.quota;
  }

  function apply(change: DiskChange): Undo {
    const before: (readonly [DiskTable, string, DiskEntry | undefined])[] = [];
    for (const gone of change.remove ?? []) {
      before.push([gone.table, gone.key, table(gone.table).get(gone.key)]);
      table(gone.table).delete(gone.key);
    }
    for (const put of change.put ?? []) {
      before.push([put.table, put.key, table(put.table).get(put.key)]);
      table(put.table).set(put.key, copy(put));
    }
    return () => {
      for (const [name, key, entry] of before.reverse()) {
        if (entry === undefined) table(name).delete(key);
        else table(name).set(key, entry);
      }
    };
  }

  return {
    async commit(change, durability) {
      medium.calls += 1;
      const fault = await strike({ call: 'commit', when: 'before', change });
      if (fault !== undefined) return { ok: false, error: diskFailures[fault] };
      if (isStale(change)) return { ok: false, error: diskFailures.stale };
      if (overflows(change)) return { ok: false, error: diskFailures.full };
      const undo = apply(change);
      if (durability === 'strict') medium.undo = [];
      else medium.undo.push(undo);
      await strike({ call: 'commit', when: 'after', change });
      return ok(undefined);
    },
    read: (name, key) =>
      reading('read', () => {
        const found = table(name).get(key);
        return found === undefined ? undefined : copy(found);
      }),
    readMany: (name, keys) =>
      reading('readMany', () =>
        keys.map((key) => {
          const found = table(name).get(key);
          return found === undefined ? undefined : copy(found);
        }),
      ),
    async scan(name, each) {
      const keys = await reading('scan', () => [...table(name).keys()]);
      for (let from = 0; from < keys.length; from += 64) {
        if (state === 'closed') throw new DiskUnavailable(diskFailures.closed);
        const found = keys.slice(from, from + 64).map((key) => table(name).get(key));
        await each(found.filter((entry) => entry !== undefined).map(copy));
      }
    },
    estimate: async () => ({ used: usedBytes(), quota: options.quota ?? 1024 ** 4 }),
    close() {
      if (state === 'open') state = 'closed';
    },
    async destroy() {
      for (const entries of medium.tables.values()) entries.clear();
      medium.undo = [];
    },
    reopen(how = 'restart', next = {}) {
      state = 'dead';
      if (how === 'powerCut') for (const undo of medium.undo.reverse()) undo();
      medium.undo = [];
      return openMedium(medium, next);
    },
    dump: () =>
      [...medium.tables].flatMap(([name, entries]) =>
        [...entries.values()].map((entry) => ({ table: name, ...copy(entry) })),
      ),
  };
}
