import { expect, it } from 'vitest';
import { createMemoryDisk } from '../../../../../../renderer/store/disk/memory.ts';
import type { DiskFault, DiskPoint } from '../../../../../../renderer/store/disk/memory.ts';
import type { ImportChange, StorePort } from '../../../../../../renderer/store/port.ts';
import { readUnits } from '../../../../../../renderer/store/units/read.ts';
import { names } from '../../../../../contract/store/helpers.ts';
import { enrolled, home, restarted, value } from '../../../../../contract/store/support.ts';
import type { Bench } from '../../../../../contract/store/support.ts';
import { person } from '../../../../../contract/store/types.ts';

const chunk = (from: number, count: number): readonly ImportChange[] =>
  Array.from({ length: count }, (_, at) => ({
    kind: 'create',
    data: { name: `测试${String(from + at).padStart(5, '0')}` },
  }));

async function begin(port: StorePort, rows: number): Promise<string> {
  const input = { type: 'person', organisation: home, fileLabel: 'a', coverage: 'all', rows };
  return value(await port.importBegin(input)).importId;
}

const save = (port: StorePort, name: string) =>
  port.save({ type: 'person', organisation: home, fields: { name } });

/** The operation numbers of everything unsent. */
async function numbersOf({ core }: Bench): Promise<readonly number[]> {
  const ledger = core.ledger();
  if (ledger === undefined) throw new Error('locked');
  const gens = [...ledger.units.all()].map((unit) => unit.gen);
  const units = await readUnits(ledger, gens);
  return [...units.values()].flat().flatMap(({ steps }) => steps.map((step) => step.n));
}

it('numbers no two operations alike while chunks are made ahead and people go on saving', async () => {
  const disk = createMemoryDisk();
  const bench = await enrolled([person], disk);
  const { port } = bench.core;
  const importId = await begin(port, 700);
  const acts = [
    port.importStage(importId, chunk(0, 300)),
    save(port, '先存的'),
    port.importStage(importId, chunk(300, 50)),
    port.importStage(importId, chunk(350, 350)),
    save(port, '后存的'),
    // More than the import said that it would bring.
    port.importStage(importId, chunk(700, 120)),
  ];
  for (const { ok } of await Promise.all(acts)) expect(ok).toBe(true);
  value(await port.importCommit(importId));
  const numbers = await numbersOf(bench);
  expect(numbers).toHaveLength(822);
  expect(new Set(numbers).size).toBe(822);
  const next = await restarted(bench, disk.reopen());
  expect(await names(next.core.port)).toEqual(await names(port));
  value(await save(next.core.port, '重开之后'));
  expect(new Set(await numbersOf(next)).size).toBe(823);
});

it('shows nothing of a sheet when one of its chunks was not written, even if a later one was', async () => {
  let isFull = false;
  const fault = ({ call, when }: DiskPoint): DiskFault | undefined => {
    if (!isFull || call !== 'commit' || when !== 'before') return undefined;
    isFull = false;
    return 'full';
  };
  const bench = await enrolled([person], createMemoryDisk({ fault }));
  const { port } = bench.core;
  const importId = await begin(port, 300);
  value(await port.importStage(importId, chunk(0, 100)));
  isFull = true;
  const [second, third] = await Promise.all([
    port.importStage(importId, chunk(100, 100)),
    port.importStage(importId, chunk(200, 100)),
  ]);
  expect(second).toMatchObject({ ok: false, error: { code: 'diskFull' } });
  expect(third).toMatchObject({ ok: false, error: { code: 'diskFull' } });
  expect(await port.importCommit(importId)).toMatchObject({ ok: false, error: { code: 'diskFull' } });
  expect(await names(port)).toEqual([]);
  await port.importCancel(importId);
  expect(bench.core.ledger()?.counters.units).toBe(0);
});

it('makes nothing of what was prepared for an import that was given up meanwhile', async () => {
  const disk = createMemoryDisk();
  const bench = await enrolled([person], disk);
  const { port } = bench.core;
  const importId = await begin(port, 400);
  const first = port.importStage(importId, chunk(0, 200));
  const cancel = port.importCancel(importId);
  const late = port.importStage(importId, chunk(200, 200));
  value(await first);
  await cancel;
  expect(await late).toMatchObject({ ok: false, error: { code: 'notFound' } });
  expect(disk.dump().filter(({ table }) => table === 'units' || table === 'index')).toEqual([]);
});
