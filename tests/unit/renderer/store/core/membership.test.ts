import { expect, test } from 'vitest';
import { definition as member } from '../../../../../domain/records/types/member.ts';
import { definition as union } from '../../../../../domain/records/types/unionOrganisation.ts';
import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import { enrolled, home, restarted, value } from '../../../../contract/store/support.ts';

const today = '2026-11-02';

async function office() {
  const disk = createMemoryDisk();
  const bench = await enrolled([member, union], disk);
  const { port } = bench.core;
  const add = async (name: string, employeeNo: string): Promise<string> =>
    value(await port.save({ type: 'member', organisation: home, fields: { name, employeeNo } })).id;
  const ids = [await add('甲测试', '001'), await add('乙样例', '002')];
  const step = async (name: string, fields: Record<string, string>, some = ids) =>
    value(await port.transition({ type: 'member', ids: some, name, fields }));
  const told = (outcome: Awaited<ReturnType<typeof step>>) => outcome.skipped.map(({ message }) => message);
  const data = async (id = ids[0] ?? '') => value(await port.get('member', id)).data;
  return { bench, disk, port, ids, step, told, data };
}

test('many join together and the mistake is taken back, and the journal is there after a restart', async () => {
  const { bench, disk, ids, step, data } = await office();
  expect(await step('join', { joinDate: today, joinMeeting: '第五次会议' })).toMatchObject({ changed: 2 });
  expect(await data()).toMatchObject({ membershipStatus: '02', membershipLog: [`${today}|join|00|02`] });
  const back = { membershipDate: today, takeBackReason: '选错了人' };
  expect(await step('takeBack', back, ids.slice(0, 1))).toMatchObject({ changed: 1, skipped: [] });
  const next = await restarted(bench, disk);
  const view = value(await next.core.port.get('member', ids[0] ?? ''));
  expect(view.data).toMatchObject({
    membershipStatus: '00',
    joinDate: null,
    membershipLog: [`${today}|join|00|02`, `${today}|takeBack|02|00`],
  });
  const history = await next.core.port.history('member', ids[0] ?? '');
  expect(history.map(({ what }) => what)).toEqual(['撤销上一次会籍变动', '批准入会', '新建']);
  expect(history.flatMap(({ changes }) => changes.map(({ field }) => field))).not.toContain('membershipLog');
});

test('whom a step does not fit is told why in words, and nothing of them is touched', async () => {
  const { step, told, data } = await office();
  const fields = { joinDate: '2199-01-01' };
  expect(told(await step('join', fields))[0]).toContain('还没有到');
  await step('join', { joinDate: '2024-06-01' });
  const keep = { membershipDate: '2024-05-31', membershipReason: '2' };
  expect(told(await step('keep', keep))[0]).toContain('早于上一次变动（2024-06-01 批准入会）');
  expect(told(await step('takeBack', { membershipDate: '2024-06-02' }))[0]).toContain('还缺“撤销原因”');
  expect(await data()).toMatchObject({ membershipStatus: '02', membershipLog: ['2024-06-01|join|00|02'] });
});

test('nobody joins before the union was founded, where its record is known', async () => {
  const { port, step, told } = await office();
  const founded = { name: '测试厂工会委员会', foundedOn: '2020-03-01' };
  value(await port.save({ type: 'unionOrganisation', organisation: home, fields: founded }));
  const early = await step('join', { joinDate: '2020-02-29' });
  expect([early.changed, told(early)[0]]).toEqual([
    0,
    '“入会日期”2020-02-29 早于建会日期 2020-03-01。请核对是哪一个填错了。',
  ]);
  expect(await step('join', { joinDate: '2020-03-01' })).toMatchObject({ changed: 2 });
});

test('the journal cannot be filled in by hand, for one or for many', async () => {
  const { port, ids } = await office();
  const fields = { membershipLog: ['2020-01-01|join|00|02'] };
  const [id = ''] = ids;
  const one = await port.save({ type: 'member', id, organisation: home, fields });
  const many = await port.setMany({ type: 'member', ids, fields, label: '整列填写' });
  expect([one, many].map((answer) => (answer.ok ? 'done' : answer.error.code))).toEqual([
    'wrongState',
    'wrongState',
  ]);
  const fresh = value(
    await port.save({
      type: 'member',
      organisation: home,
      fields: { name: '丙', employeeNo: '3', ...fields },
    }),
  );
  expect(value(await port.get('member', fresh.id)).data['membershipLog']).toBeUndefined();
});
