import { describe, expect, it } from 'vitest';
import type { DiskPoint, MemoryDisk } from '../../../renderer/store/disk/memory.ts';
import { createMemoryDisk } from '../../../renderer/store/disk/memory.ts';
import { countingRandom, enrolled, home, restarted, steppingClock, value } from './support.ts';
import type { Bench } from './support.ts';
import { receiptFor, seal } from './helpers.ts';
import { person } from './types.ts';

type Step = readonly [name: string, run: (bench: Bench) => Promise<void>];

/** A day at the PC: every kind of write the store knows. */
const day: readonly Step[] = [
  [
    'save',
    async ({ core }) =>
      void value(await core.port.save({ type: 'person', organisation: home, fields: { name: '甲' } })),
  ],
  [
    'edit',
    async ({ core }) => {
      const [id] = await core.port.ids({ type: 'person' });
      value(
        await core.port.save({ type: 'person', id: id ?? '', organisation: home, fields: { note: '改' } }),
      );
    },
  ],
  [
    'import',
    async ({ core }) => {
      const [id] = await core.port.ids({ type: 'person' });
      const { importId } = value(
        await core.port.importBegin({
          type: 'person',
          organisation: home,
          fileLabel: 'a',
          coverage: 'all',
          rows: 71,
        }),
      );
      const people = Array.from({ length: 70 }, (_, at) => ({
        kind: 'create' as const,
        data: { name: `乙${at}` },
      }));
      value(await core.port.importStage(importId, people));
      value(await core.port.importStage(importId, [{ kind: 'edit', id: id ?? '', fields: { number: '7' } }]));
      value(await core.port.importCommit(importId));
    },
  ],
  [
    'many',
    async ({ core }) => {
      const ids = await core.port.ids({ type: 'person' });
      value(
        await core.port.transition({ type: 'person', ids, name: 'join', fields: { since: '2026-01-01' } }),
      );
    },
  ],
  ['seal', async (bench) => void (await seal(bench))],
  [
    'receipt',
    async ({ core }) => {
      const [batch] = (await core.sync()?.unanswered()) ?? [];
      if (batch !== undefined)
        value((await core.sync()?.applyReceipt(receiptFor(batch), 'x')) ?? { ok: true, value: undefined });
    },
  ],
  [
    'undo',
    async ({ core }) => {
      const [one] = await core.port.imports('person');
      value(await core.port.undoImport(one?.importId ?? ''));
    },
  ],
];

/** Everything a person could see, in one comparable value. */
async function seen({ core }: Bench): Promise<string> {
  const ids = [...(await core.port.ids({ type: 'person', includeVoided: true }))].sort();
  const records = await Promise.all(
    ids.map(async (id) => {
      const { data, sync, voided, dirty } = value(await core.port.get('person', id));
      return [data, sync, voided, dirty];
    }),
  );
  const history = await Promise.all(
    ids.map(async (id) => (await core.port.history('person', id)).map((line) => [line.what, line.state])),
  );
  const sent = (await core.port.sent(9)).map((batch) => [batch.state, batch.count]);
  const imports = (await core.port.imports('person')).map((one) => [
    one.created,
    one.changed,
    one.undoneAt !== undefined,
  ]);
  const { waiting } = await core.port.syncSummary();
  return JSON.stringify({
    records,
    history,
    sent,
    imports,
    waiting,
    audit: (await core.port.auditLog(99)).map((line) => line.act),
  });
}

async function begin(
  fault: (point: DiskPoint) => 'crash' | 'full' | undefined,
): Promise<{ bench: Bench; disk: MemoryDisk }> {
  const disk = createMemoryDisk({ fault });
  return {
    bench: await enrolled([person], disk, { clock: steppingClock(), random: countingRandom() }),
    disk,
  };
}

/** Runs the day; a crash leaves a step that never answers, so each step races the crash. */
async function live(bench: Bench, crashed: Promise<'crashed'>): Promise<number> {
  for (const [at, [, run]] of day.entries()) {
    const outcome = await Promise.race([run(bench).then(() => 'done' as const), crashed]);
    if (outcome === 'crashed') return at;
  }
  return day.length;
}

describe('store core, cut off at any disk call', () => {
  it('finds the old state or the new one, never one between (R16, R18)', async () => {
    let calls = 0;
    const counted = await begin(() => {
      calls += 1;
      return undefined;
    });
    const states = [await seen(counted.bench)];
    const from = calls;
    for (const [, run] of day) {
      await run(counted.bench);
      states.push(await seen(counted.bench));
    }
    expect(new Set(states).size).toBe(day.length + 1);
    // Looking costs calls too; a day without looking has fewer.
    let lastPoint = 0;
    const silent = await begin(() => {
      lastPoint += 1;
      return undefined;
    });
    const enrolledAt = lastPoint;
    await live(silent.bench, new Promise(() => undefined));
    expect(lastPoint).toBeGreaterThan(from - enrolledAt);
    const reached = new Set<number>();
    for (let point = enrolledAt + 1; point <= lastPoint; point += 1) {
      let at = 0;
      let crash: (word: 'crashed') => void = () => undefined;
      const crashed = new Promise<'crashed'>((resolve) => {
        crash = resolve;
      });
      const { bench, disk } = await begin(() => {
        at += 1;
        if (at !== point) return undefined;
        setTimeout(() => {
          crash('crashed');
        }, 0);
        return 'crash';
      });
      const step = await live(bench, crashed);
      reached.add(step);
      const next = await restarted(bench, disk.reopen('powerCut'));
      const found = await seen(next);
      expect(
        [states[step], states[step + 1]],
        `call ${point}, during ${day[step]?.[0] ?? 'nothing'}`,
      ).toContain(found);
      expect(next.core.ledger()?.damage).toEqual([]);
      const dumped = next.disk as MemoryDisk;
      expect(dumped.dump().filter((entry) => entry.table === 'index')).toHaveLength(
        next.core.ledger()?.counters.units ?? -1,
      );
    }
    expect(reached.size).toBe(day.length);
  }, 120_000);

  it('keeps everything when the disk is full, says so, and goes on when there is room again', async () => {
    let full = false;
    const { bench, disk } = await begin((point) => (full && point.call === 'commit' ? 'full' : undefined));
    await day[0]?.[1](bench);
    const before = await seen(bench);
    full = true;
    const refused = await bench.core.port.save({
      type: 'person',
      organisation: home,
      fields: { name: '丙' },
    });
    expect(refused.ok ? '' : refused.error.code).toBe('diskFull');
    expect(await seen(bench)).toBe(before);
    full = false;
    value(await bench.core.port.save({ type: 'person', organisation: home, fields: { name: '丙' } }));
    const next = await restarted(bench, disk.reopen());
    expect(await next.core.port.ids({ type: 'person' })).toHaveLength(2);
    expect(bench.faults).toEqual([]);
  });

  it('stops when another writer changed the disk under it', async () => {
    const { bench, disk } = await begin(() => undefined);
    await day[0]?.[1](bench);
    const entry = await disk.read('meta', 'counters');
    if (entry === undefined) throw new Error('no counters');
    value(await disk.commit({ put: [{ table: 'meta', ...entry, gen: entry.gen + 7 }] }, 'strict'));
    const refused = await bench.core.port.save({
      type: 'person',
      organisation: home,
      fields: { name: '丙' },
    });
    expect(refused.ok ? '' : refused.error.code).toBe('stale');
    expect(bench.faults).toHaveLength(1);
    expect((await bench.core.port.get('person', 'x')).ok).toBe(false);
  });
});
