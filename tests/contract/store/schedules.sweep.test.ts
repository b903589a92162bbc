import { describe, expect, it } from 'vitest';
import { createMemoryDisk } from '../../../renderer/store/disk/memory.ts';
import type { MemoryDisk } from '../../../renderer/store/disk/memory.ts';
import { add, names, receiptFor } from './helpers.ts';
import { enrolled, home, restarted, steppingClock, value } from './support.ts';
import type { Bench } from './support.ts';
import { person } from './types.ts';

/** What a naive reader of the clerk's acts expects of each record. */
type Model = Map<string, { name: string; note?: string; voided: boolean }>;

function generator(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state >>> 0) + (state >>> 7)) % below;
  };
}

async function importSome(bench: Bench, model: Model, from: number, count: number): Promise<void> {
  const { port } = bench.core;
  const begin = { type: 'person', organisation: home, fileLabel: 'a', coverage: 'all', rows: count };
  const { importId } = value(await port.importBegin(begin));
  const people = Array.from({ length: count }, (_, at) => `导${String(from)}号${String(at)}`);
  value(
    await port.importStage(
      importId,
      people.map((name) => ({ kind: 'create', data: { name } })),
    ),
  );
  value(await port.importCommit(importId));
  for (const id of await port.ids({ type: 'person' })) {
    if (!model.has(id))
      model.set(id, { name: String(value(await port.get('person', id)).data['name']), voided: false });
  }
}

/** Seals one batch and takes the province's word for it; its revisions rise, as the province's do. */
async function exchange(bench: Bench, rev: number): Promise<number> {
  const sync = bench.core.sync();
  const batch = sync && value(await sync.sealNext(home, 'general'));
  if (sync === undefined || batch === undefined) return rev;
  value(await sync.applyReceipt(receiptFor(batch, { firstRev: rev + 1 }), 'x'));
  return rev + batch.count;
}

/** The books say what the clerk did, and the index says what the units hold (R57). */
async function check(bench: Bench, model: Model): Promise<void> {
  const { port } = bench.core;
  const ids = await port.ids({ type: 'person', includeVoided: true });
  expect([...ids].sort()).toEqual([...model.keys()].sort());
  for (const [id, expected] of model) {
    const view = value(await port.get('person', id));
    expect({ name: view.data['name'], note: view.data['note'], voided: view.voided }).toEqual({
      note: undefined,
      ...expected,
    });
    const row = bench.core.ledger()?.types.get('person')?.index.get(id);
    expect([row?.values['name'], row?.sync, row?.voided]).toEqual([
      expected.name,
      view.sync,
      expected.voided,
    ]);
  }
  const shown = [...model.values()].filter((one) => !one.voided).map((one) => one.name);
  expect([...(await names(port))].sort()).toEqual(shown.sort());
  expect(bench.core.ledger()?.damage).toEqual([]);
}

describe('random schedules', () => {
  it.each(Array.from({ length: 20 }, (_, at) => at + 1))('seed %i', async (seed) => {
    const random = generator(seed);
    const clock = steppingClock();
    let disk: MemoryDisk = createMemoryDisk();
    let bench = await enrolled([person], disk, { clock });
    const model: Model = new Map();
    let rev = 0;
    const pick = (): string | undefined =>
      [...model.keys()].filter((id) => model.get(id)?.voided === false)[random(7)];
    for (let step = 0; step < 40; step += 1) {
      const { port } = bench.core;
      const id = pick();
      const known = id === undefined ? undefined : model.get(id);
      switch (random(8)) {
        case 0:
          model.set(await add(port, `新${String(step)}`), { name: `新${String(step)}`, voided: false });
          break;
        case 1:
        case 2:
          if (id === undefined || known === undefined) break;
          value(
            await port.save({
              type: 'person',
              id,
              organisation: home,
              fields: { note: `改${String(step)}` },
            }),
          );
          known.note = `改${String(step)}`;
          break;
        case 3:
          if (id === undefined || known === undefined) break;
          value(await port.voidRecords({ type: 'person', ids: [id], reason: '重复' }));
          known.voided = true;
          break;
        case 4:
          await importSome(bench, model, step, 1 + random(90));
          break;
        case 5:
          rev = await exchange(bench, rev);
          break;
        case 6:
          clock.skip(120_000);
          while (await bench.core.maintain());
          break;
        default:
          disk = disk.reopen(random(2) === 0 ? 'restart' : 'powerCut');
          bench = await restarted(bench, disk);
      }
    }
    await check(bench, model);
    bench = await restarted(bench, disk.reopen());
    await check(bench, model);
  });
});
