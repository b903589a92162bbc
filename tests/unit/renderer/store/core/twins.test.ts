import { expect, it } from 'vitest';
import { definition as member } from '../../../../../domain/records/types/member.ts';
import type { RecordData } from '../../../../../domain/records/definition.ts';
import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import { enrolled, home, other, restarted, value } from '../../../../contract/store/support.ts';
import type { Bench } from '../../../../contract/store/support.ts';

const add = async ({ core }: Bench, data: RecordData, organisation = home): Promise<string> =>
  value(await core.port.save({ type: 'member', organisation, fields: data })).id;

const idsOf = async ({ core }: Bench, rule: string, organisations?: readonly string[]) => {
  const asked = { type: 'member', rule, ...(organisations === undefined ? {} : { organisations }) };
  const { groups, records, apart, page } = await core.port.twins(asked, 0, 50);
  return { groups, records, apart, ids: page.map(({ ids }) => [...ids].sort()) };
};

it('疑似重复: by each rule, inside and across units; told apart once, asked again when another joins', async () => {
  const disk = createMemoryDisk();
  const bench = await enrolled([member], disk);
  const { port } = bench.core;
  const a = await add(bench, { name: '甲测试', employeeNo: '01', mobile: '13800000001' });
  const b = await add(bench, { name: '乙测试', employeeNo: '02', mobile: '13800000001' });
  const c = await add(bench, { name: '甲测试', employeeNo: '01', mobile: '13800000009' }, other);
  const d = await add(bench, { name: '丁测试', employeeNo: '01' });

  // A 工号 is one unit's own: c of the other unit has it rightly.
  expect((await idsOf(bench, 'employeeNo')).ids).toEqual([[a, d].sort()]);
  expect((await idsOf(bench, 'mobile')).ids).toEqual([[a, b].sort()]);
  expect((await idsOf(bench, 'nameMobile')).groups).toBe(0);
  value(await port.save({ type: 'member', id: c, organisation: other, fields: { mobile: '13800000001' } }));
  expect((await idsOf(bench, 'nameMobile')).ids).toEqual([[a, c].sort()]);
  expect((await idsOf(bench, 'nameMobile', [home])).groups).toBe(0);
  expect(await idsOf(bench, 'nothing')).toMatchObject({ groups: 0, records: 0 });

  // After 离职 the number may be somebody else's.
  value(
    await port.transition({
      type: 'member',
      ids: [d],
      name: 'leaveJob',
      fields: { leaveDate: '2026-11-01' },
    }),
  );
  expect((await idsOf(bench, 'employeeNo')).groups).toBe(0);

  value(await port.setApart({ type: 'member', ids: [a, b, c] }));
  expect(await idsOf(bench, 'mobile')).toMatchObject({ groups: 0, apart: 1 });
  const next = await restarted(bench, disk);
  expect(await idsOf(next, 'mobile')).toMatchObject({ groups: 0, apart: 1 });
  expect((await next.core.port.auditLog(1))[0]).toMatchObject({ act: '标为不是同一个', count: 3 });

  const e = await add(next, { name: '戊测试', employeeNo: '05', mobile: '13800000001' });
  expect((await idsOf(next, 'mobile')).ids).toEqual([[a, b, c, e].sort()]);
  value(await next.core.port.voidRecords({ type: 'member', ids: [e], reason: '重复' }));
  expect(await idsOf(next, 'mobile')).toMatchObject({ groups: 0, apart: 1 });
});

it('a judged value is marked 待确认 until somebody confirms it or gives the value anew', async () => {
  const bench = await enrolled([member], createMemoryDisk());
  const { port } = bench.core;
  const type = 'member';
  const far = await add(bench, { name: '甲测试', employeeNo: '01', householdPlace: '湖南省样例县' });
  const near = await add(bench, { name: '乙测试', employeeNo: '02', householdPlace: '广东省样例市' });
  const conditions = [{ field: 'householdPlace', kind: 'beginsNot', values: ['广东省'] }] as const;
  expect(value(await port.whoMeets({ type, ids: [far, near, 'gone'], conditions }))).toEqual([far]);

  const fields = { migrantWorker: true, migrantWorkerUnconfirmed: true };
  value(await port.setMany({ type, ids: [far, near], fields, label: '按条件判断' }));
  const marked = { type, filters: { migrantWorkerUnconfirmed: [true] } };
  expect((await port.ids(marked)).length).toBe(2);

  // Any later edit of the value answers for it, whoever makes it.
  value(await port.save({ type, id: near, organisation: home, fields: { migrantWorker: false } }));
  expect(await port.ids(marked)).toEqual([far]);
  value(await port.save({ type, id: far, organisation: home, fields: { position: '焊工' } }));
  expect(await port.ids(marked)).toEqual([far]);
  value(await port.setMany({ type, ids: [far], fields: { migrantWorkerUnconfirmed: false }, label: '确认' }));
  expect(await port.ids(marked)).toEqual([]);
  expect(value(await port.get(type, far)).data['migrantWorker']).toBe(true);
});
