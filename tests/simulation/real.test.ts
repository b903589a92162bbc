import { expect, test } from 'vitest';
import { RealSimulation } from './support/realWorld.ts';

const seeds = Number(process.env['REAL_SEEDS'] ?? '3');
const firstSeed = Number(process.env['FIRST_SEED'] ?? '1');
const steps = 60;

const plain = (values: Readonly<Record<string, unknown>>) =>
  Object.entries(values)
    .filter(([field, value]) => value !== null && field !== 'note')
    .sort(([a], [b]) => (a < b ? -1 : 1));

async function run(seed: number): Promise<void> {
  const world = await RealSimulation.start(seed);
  const where = () => `seed ${seed}\n${world.trace.slice(-30).join('\n')}`;
  try {
    for (let step = 0; step < steps; step += 1) {
      await world.once();
      expect(world.faultsFound, where()).toEqual([]);
      if (step % 5 === 0) {
        expect(world.journal.missingFrom(await world.texts()), where()).toEqual([]);
        world.lookForLeaks();
      }
    }
    expect(await world.heal(30), `${where()}: comes to rest`).toBeLessThanOrEqual(30);
    world.lookForLeaks();
    expect(world.faultsFound, where()).toEqual([]);
    expect(world.journal.missingFrom(await world.texts()), where()).toEqual([]);
    const { feed, ops, revs } = await world.books();
    expect(feed, where()).toEqual(feed.map((_seq, place) => place + 1));
    expect([ops, revs], where()).toEqual([feed.length, feed.length]);
    const records = await world.records();
    expect(records.length, where()).toBeGreaterThan(0);
    for (const pc of world.pcs) {
      const envelopes = await pc.envelopes();
      for (const record of records) {
        const own = envelopes.find((each) => each.type === record.type && each.id === record.id);
        expect(plain(own?.data ?? {}), `${where()} ${pc.name} ${record.id}`).toEqual(plain(record.data));
        expect(own?.voided, `${where()} ${pc.name} ${record.id}`).toBe(record.voided);
        expect(own?.conflicts, `${where()} ${pc.name} ${record.id}`).toEqual(record.conflicts);
      }
      const { waiting, rejected } = await pc.port.syncSummary();
      expect([waiting, rejected], `${where()} ${pc.name}`).toEqual([0, 0]);
    }
  } finally {
    await world.close();
  }
}

test.each(Array.from({ length: seeds }, (_none, n) => firstSeed + n))(
  'R20, R57: the real store and the real server, seed %i: nothing lost, nothing leaked, index as its units',
  run,
);
