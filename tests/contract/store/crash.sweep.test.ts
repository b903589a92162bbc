import { describe, expect, it } from 'vitest';
import type { DiskPoint, MemoryDisk } from '../../../renderer/store/disk/memory.ts';
import { createMemoryDisk } from '../../../renderer/store/disk/memory.ts';
import { countingRandom, enrolled, home, restarted, steppingClock, value } from './support.ts';
import type { Bench } from './support.ts';
import { crashAt } from './crashAt.ts';
import { numbersIn, receiptFor, seal } from './helpers.ts';
import { person } from './types.ts';

type Step = readonly [name: string, run: (bench: Bench) => Promise<void>];

/** A day at the PC: every kind of write the store knows. */
const everyday: readonly Step[] = [
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

const nobody = { kind: 'create' as const };

/** A first upload: an import that is sealed and acknowledged as it lies, and what comes between (decision 0005). */
const upload: readonly Step[] = [
  [
    'import',
    async ({ core }) => {
      const begin = { type: 'person', organisation: home, fileLabel: 'a', coverage: 'all', rows: 80 };
      const { importId } = value(await core.port.importBegin(begin));
      const people = Array.from({ length: 80 }, (_, at) => ({ ...nobody, data: { name: `乙${at}` } }));
      value(await core.port.importStage(importId, people));
      value(await core.port.importCommit(importId));
    },
  ],
  ['seal a part', async ({ core }) => void value((await core.sync()?.sealNext(home, 'general', 50)) ?? none)],
  [
    'edit one that is on its way',
    async ({ core }) => {
      const [id = ''] = await core.port.ids({ type: 'person' });
      value(await core.port.save({ type: 'person', id, organisation: home, fields: { note: '改' } }));
    },
  ],
  [
    'seal the rest',
    async ({ core }) => void value((await core.sync()?.sealNext(home, 'general', 50)) ?? none),
  ],
  [
    'receipt with one that came back',
    async ({ core }) => {
      const [batch] = (await core.sync()?.unanswered()) ?? [];
      if (batch === undefined) return;
      const [, , third = 0] = await numbersIn(batch);
      const exceptions = [
        { n: third, status: 'rejected' as const, code: 'invalidValue' as const, message: '不对。' },
      ];
      value((await core.sync()?.applyReceipt(receiptFor(batch, { exceptions }), 'x')) ?? none);
    },
  ],
  [
    'refusal of the rest',
    async ({ core }) => {
      const [batch] = (await core.sync()?.unanswered()) ?? [];
      if (batch === undefined) return;
      const refusal = receiptFor(batch, { verdict: 'refused', refusal: 'tooLarge', count: 0 });
      value((await core.sync()?.applyReceipt(refusal, 'x')) ?? none);
    },
  ],
];
const none = { ok: true, value: undefined } as const;

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
async function live(day: readonly Step[], bench: Bench, crashed: Promise<'crashed'>): Promise<number> {
  for (const [at, [, run]] of day.entries()) {
    const outcome = await Promise.race([run(bench).then(() => 'done' as const), crashed]);
    if (outcome === 'crashed') return at;
  }
  return day.length;
}

describe('store core, cut off at any disk call', () => {
  it.each([
    ['of everything', everyday],
    ['of a first upload', upload],
  ])(
    'finds the old state or the new one, never one between, in a day %s (R16, R18)',
    async (_kind, day) => {
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
      await live(day, silent.bench, new Promise(() => undefined));
      expect(lastPoint).toBeGreaterThan(from - enrolledAt);
      const reached = new Set<number>();
      for (let point = enrolledAt + 1; point <= lastPoint; point += 1) {
        const { fault, crashed } = crashAt(point);
        const { bench, disk } = await begin(fault);
        const step = await live(day, bench, crashed);
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
    },
    120_000,
  );

  it('keeps everything when the disk is full, says so, and goes on when there is room again', async () => {
    let full = false;
    const { bench, disk } = await begin((point) => (full && point.call === 'commit' ? 'full' : undefined));
    await everyday[0]?.[1](bench);
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
    await everyday[0]?.[1](bench);
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
