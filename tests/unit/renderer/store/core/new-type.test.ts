import { expect, it } from 'vitest';
import { applyOperation } from '../../../../../domain/protocol/merge.ts';
import type { MergeContext } from '../../../../../domain/protocol/outcome.ts';
import type { Operation } from '../../../../../domain/protocol/operation.ts';
import type { ServerRecord } from '../../../../../domain/protocol/record.ts';
import type { RecordDefinition } from '../../../../../domain/records/definition.ts';
import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import type { SealedBatch } from '../../../../../renderer/sync/port.ts';
import { receiptFor, seal } from '../../../../contract/store/helpers.ts';
import { enrolled, home, restarted, value } from '../../../../contract/store/support.ts';

/** A record type that exists nowhere else: what it says here must be all that anything needs to know. */
const visit: RecordDefinition = {
  type: 'visit',
  label: '走访登记',
  countWord: '次',
  compartment: 'general',
  schemaVersion: 1,
  sections: [{ key: 'visit', label: '走访' }],
  fields: {
    firm: { label: '企业名称', kind: 'text', section: 'visit', need: 'save', search: 'name' },
    date: { label: '日期', kind: 'date', section: 'visit', need: 'save' },
    workers: { label: '职工人数', kind: 'integer', section: 'visit', need: 'report' },
    phone: { label: '联系电话', kind: 'phone', section: 'visit', sensitivity: 'masked', mask: 'phone' },
  },
  titleField: 'firm',
  identity: [['firm', 'date']],
  list: [
    { field: 'date', width: 120, frozen: true },
    { field: 'firm', width: 240, filter: true },
  ],
  defaultSort: { field: 'date', descending: true },
};

async function operationsOf(batch: SealedBatch): Promise<readonly Operation[]> {
  const stream = new Blob([Uint8Array.from(batch.body)])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  return ((await new Response(stream).json()) as { readonly ops: readonly Operation[] }).ops;
}

function context(rev: number, op: Operation, by: string): MergeContext {
  return {
    definition: visit,
    organisation: home,
    rev,
    by: { user: by, userName: by, device: by, at: op.at, op: `${by}.i.${String(op.n)}` },
    roles: ['clerk'],
    compartment: 'general',
    resolveAfter: () => ({ kind: 'unknown' }),
  };
}

function merged(current: ServerRecord | undefined, op: Operation, rev: number, by: string): ServerRecord {
  const outcome = applyOperation(current, op, context(rev, op, by));
  if (outcome.kind === 'rejected') throw new Error(outcome.message);
  return outcome.record;
}

it('a type defined on the spot is saved, listed, exported, sealed, merged, asked about and remembered', async () => {
  const disk = createMemoryDisk();
  const bench = await enrolled([visit], disk);
  const { port } = bench.core;
  const id = value(
    await port.save({
      type: 'visit',
      organisation: home,
      fields: { firm: '虚构五金厂', date: '2026-11-20', phone: '13800000000' },
    }),
  ).id;

  expect(
    (await port.query({ type: 'visit', search: 'xgwj' }, 0, 9)).rows.map((row) => [row.id, row.gaps]),
  ).toEqual([[id, ['workers']]]);
  expect(await port.counts({ type: 'visit' }, 'firm')).toEqual([{ value: '虚构五金厂', count: 1 }]);
  expect(await port.duplicates('visit', home, { firm: '虚构五金厂', date: '2026-11-20' })).toHaveLength(1);
  const exported = await port.exportRows({
    query: { type: 'visit' },
    fields: ['firm', 'phone'],
    reason: '月报',
    reveal: false,
  });
  expect(value(exported)).toEqual([{ firm: '虚构五金厂', phone: '138****0000' }]);
  const text = new TextDecoder('latin1').decode(Buffer.concat(disk.dump().map((entry) => entry.bytes)));
  expect(text).not.toContain('13800000000');

  const created = await seal(bench);
  const [create] = await operationsOf(created);
  if (create === undefined) throw new Error('no operation');
  let province = merged(undefined, create, 1, 'dev1');
  const sync = bench.core.sync();
  if (sync === undefined) throw new Error('locked');
  value(await sync.applyReceipt(receiptFor(created), 'x'));
  expect(value(await port.get('visit', id)).sync).toBe('backedUp');

  value(await port.save({ type: 'visit', id, organisation: home, fields: { workers: 120 } }));
  const elsewhere: Operation = {
    kind: 'edit',
    n: 1,
    type: 'visit',
    id,
    at: '2026-11-21',
    fields: { workers: { base: { rev: 1 }, value: 90 } },
  };
  province = merged(province, elsewhere, 2, 'dev2');
  const edited = await seal(bench);
  const [edit] = await operationsOf(edited);
  if (edit === undefined) throw new Error('no operation');
  province = merged(province, edit, 3, 'dev1');
  const asked = receiptFor(edited, {
    firstRev: 3,
    exceptions: [{ n: edit.n, status: 'conflict', fields: ['workers'] }],
  });
  value(await sync.applyReceipt(asked, 'x'));
  const page = {
    epoch: 'e1',
    organisation: home,
    compartment: 'general' as const,
    after: 2,
    cursor: 3,
    head: 3,
  };
  const records = [structuredClone(province)] as unknown as Parameters<
    typeof sync.applyChanges
  >[0]['records'];
  value(await sync.applyChanges({ ...page, records }, { seq: 3, epoch: 'e1' }));

  const [question] = await port.conflicts();
  expect(question).toMatchObject({ type: 'visit', id, title: '虚构五金厂' });
  const conflict = question?.conflicts[0];
  expect([conflict?.serverValue, conflict?.candidates.map((one) => one.value)]).toEqual([90, [120]]);
  const choice = { conflictId: conflict?.conflictId ?? '', version: conflict?.version ?? 0, value: 120 };
  value(await port.settle({ type: 'visit', id, choices: [choice] }));

  const next = await restarted(bench, disk.reopen());
  expect(value(await next.core.port.get('visit', id)).data['workers']).toBe(120);
  const told = (await next.core.port.history('visit', id)).map((line) => line.what);
  expect(told[0]).toBe('核对');
  expect(told.at(-1)).toBe('新建');
});
