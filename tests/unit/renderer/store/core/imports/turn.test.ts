import { expect, it } from 'vitest';
import { createMemoryDisk } from '../../../../../../renderer/store/disk/memory.ts';
import type { StoreEvent, StorePort } from '../../../../../../renderer/store/port.ts';
import type { SyncStore } from '../../../../../../renderer/sync/port.ts';
import { names, numbersIn, receiptFor, seal } from '../../../../../contract/store/helpers.ts';
import type { Bench } from '../../../../../contract/store/support.ts';
import { enrolled, home, restarted, value } from '../../../../../contract/store/support.ts';
import { person } from '../../../../../contract/store/types.ts';

async function load(port: StorePort, people: readonly string[]): Promise<string> {
  const begin = { type: 'person', organisation: home, fileLabel: 'a', coverage: 'all', rows: people.length };
  const { importId } = value(await port.importBegin(begin));
  const changes = people.map((name) => ({ kind: 'create' as const, data: { name } }));
  value(await port.importStage(importId, changes));
  value(await port.importCommit(importId));
  return importId;
}
const many = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `测试${String(at).padStart(5, '0')}`);

async function send(bench: Bench): Promise<void> {
  const batch = await seal(bench);
  value((await bench.core.sync()?.applyReceipt(receiptFor(batch), 'jws')) ?? { ok: true, value: undefined });
}

it('takes back in chunks, tells how far it is, lets a save between them, and shows it all at once (R18)', async () => {
  const disk = createMemoryDisk();
  const bench = await enrolled([person], disk);
  const { port } = bench.core;
  const importId = await load(port, many(5000));
  const seen: StoreEvent[] = [];
  await port.subscribe((event) => seen.push(event));
  const [first] = await port.ids({ type: 'person' });
  const undoing = port.undoImport(importId);
  const saving = port.save({
    type: 'person',
    id: first ?? '',
    organisation: home,
    fields: { note: '刚刚改的' },
  });
  const between = (await port.query({ type: 'person' }, 0, 1)).total;
  value(await saving);
  const undone = value(await undoing);
  expect(between).toBe(5000);
  expect(undone.withdrawn).toBe(4999);
  expect(undone.left.map((one) => one.id)).toEqual([first]);
  expect(seen.flatMap((event) => (event.kind === 'progress' ? [event.done] : []))).toEqual([
    2048, 4096, 5000,
  ]);
  expect((await port.auditLog(50)).filter((line) => line.act === '撤回导入')).toMatchObject([
    { count: 4999 },
  ]);

  const next = await restarted(bench, disk);
  expect(await names(next.core.port)).toEqual(['测试00000']);
  expect(value(await next.core.port.get('person', first ?? '')).data['note']).toBe('刚刚改的');
  expect(await next.core.port.imports('person')).toMatchObject([{ importId, organisation: home }]);
});

it('takes back an act that is no import, in its own words, and leaves the import before it its 撤回', async () => {
  const { port } = (await enrolled([person], createMemoryDisk())).core;
  const imported = await load(port, ['甲测试']);
  const [id] = await port.ids({ type: 'person' });
  const act = '三方核对：采用人事名单的';
  const begin = { type: 'person', organisation: home, fileLabel: act, coverage: 'compare', rows: 1, act };
  const { importId } = value(await port.importBegin(begin));
  value(await port.importStage(importId, [{ kind: 'edit', id: id ?? '', fields: { note: '人事的' } }]));
  expect(value(await port.importCommit(importId))).toMatchObject({ act, changed: 1 });
  expect((await port.history('person', id ?? '')).map((line) => line.what)).toContain(act);
  const untils = Object.fromEntries(
    (await port.imports('person')).map((one) => [one.importId, one.undoUntil !== undefined]),
  );
  expect(untils).toEqual({ [importId]: true, [imported]: true });
  expect(value(await port.undoImport(importId))).toMatchObject({ reversed: 1, left: [] });
  expect(value(await port.get('person', id ?? '')).data['note'] ?? null).toBeNull();
  const acts = (await port.auditLog(50)).map((line) => line.act);
  expect(acts).toContain(act);
  expect(acts).toContain('撤回');
});

it('takes an undo back: what never left goes out after all, what was voided is there again (R18)', async () => {
  const disk = createMemoryDisk();
  const bench = await enrolled([person], disk);
  const { port } = bench.core;
  const importId = await load(port, ['甲', '乙', '丙']);
  const half = value(
    (await bench.core.sync()?.sealNext(home, 'general', 1)) ?? { ok: true, value: undefined },
  );
  if (half === undefined) throw new Error('nothing to seal');
  value((await bench.core.sync()?.applyReceipt(receiptFor(half), 'jws')) ?? { ok: true, value: undefined });
  expect(value(await port.undoImport(importId))).toMatchObject({ withdrawn: 2, reversed: 1, left: [] });
  expect(await names(port)).toEqual([]);
  expect((await port.imports('person'))[0]?.restoreUntil).toBeDefined();

  const next = await restarted(bench, disk);
  const later = next.core.port;
  const [other] = await later.ids({ type: 'person', includeVoided: true });
  expect(value(await later.restoreImport(importId))).toMatchObject({ reversed: 3, left: [] });
  expect([...(await names(later))].sort()).toEqual(['丙', '乙', '甲'].sort());
  expect((await later.history('person', other ?? ''))[0]?.userName).toBe('甲测试');
  const [summary] = await later.imports('person');
  expect([summary?.undoneAt, summary?.undoUntil, summary?.restoreUntil]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect((await later.restoreImport(importId)).ok).toBe(false);
  const batch = await seal(next);
  // Two creates that had been withdrawn, and the void with its way back for the one the province has.
  expect((await numbersIn(batch)).length).toBe(batch.count);
  expect(batch.count).toBe(4);
});

it('brings back what the province has heard was taken back', async () => {
  const bench = await enrolled([person], createMemoryDisk());
  const { port } = bench.core;
  const importId = await load(port, ['甲', '乙']);
  await send(bench);
  value(await port.undoImport(importId));
  await send(bench);
  expect(value(await port.restoreImport(importId)).reversed).toBe(2);
  expect(await names(port)).toHaveLength(2);
});

it('withdraws nothing that was sealed while the undo was being staged', async () => {
  const bench = await enrolled([person], createMemoryDisk());
  const { port } = bench.core;
  const importId = await load(port, ['甲', '乙']);
  let sealing: ReturnType<SyncStore['sealNext']> | undefined;
  // Told after the records were staged and before they are shown.
  await port.subscribe((event) => {
    if (event.kind === 'progress') sealing ??= bench.core.sync()?.sealNext(home, 'general');
  });
  const undone = value(await port.undoImport(importId));
  const sealed = await sealing;
  expect(sealed?.ok === true ? sealed.value?.count : 0).toBe(2);
  expect(undone).toMatchObject({ withdrawn: 0, reversed: 2 });
});
