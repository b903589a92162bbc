import { expect, it } from 'vitest';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { ReportAsked } from '../../../renderer/store/reportPort.ts';
import { add, damage } from './helpers.ts';
import type { TestMedium } from './helpers.ts';
import { enrolled, home, other, restarted, value } from './support.ts';
import { person } from './types.ts';

/** Counts everybody and those who have joined by the end of the period. */
const counted: RecordDefinition = {
  ...person,
  reports: {
    joined: {
      label: '加入情况',
      columns: [
        { key: 'all', label: '全部', part: 'aside' },
        { key: 'in', label: '已加入', part: 'closing' },
      ],
      dividedBy: ['place'],
      closing: { setting: 'day', day: 31 },
      tally: (_definition, data, { to }) => ({
        all: 1,
        ...(typeof data['since'] === 'string' && data['since'] <= to ? { in: 1 } : {}),
      }),
    },
  },
};

const asked: ReportAsked = {
  type: 'person',
  report: 'joined',
  organisations: [],
  period: { from: '2026-11-01', to: '2026-11-30', closingDay: 31 },
  by: '@organisation',
};

/** Reports are counted inside the store over every record, and their figures open the names they were counted from. */
export function reportsSuite(open: () => Promise<TestMedium>): void {
  const furnished = async () => {
    const { disk } = await open();
    const bench = await enrolled([counted], disk);
    const { port } = bench.core;
    const joined = await add(port, '甲测试', { since: '2026-11-30', place: '一车间' });
    await add(port, '乙测试', { since: '2026-12-01', place: '一车间' });
    const gone = await add(port, '丙测试', { since: '2026-01-01', place: '二车间' });
    value(
      await port.save({
        type: 'person',
        organisation: other,
        fields: { name: '丁测试', since: '2026-11-02' },
      }),
    );
    value(await port.voidRecords({ type: 'person', ids: [gone], reason: '录重了' }));
    return { bench, disk, port, joined };
  };

  it('counts a report by unit and by field, without what was voided', async () => {
    const { port } = await furnished();
    const byUnit = value(await port.report(asked));
    expect(byUnit.counted).toBe(3);
    expect(byUnit.groups).toEqual(
      expect.arrayContaining([
        { value: home, sums: { all: 2, in: 1 } },
        { value: other, sums: { all: 1, in: 1 } },
      ]),
    );
    const byPlace = value(await port.report({ ...asked, organisations: [home], by: 'place' }));
    expect(byPlace.groups).toEqual([{ value: '一车间', sums: { all: 2, in: 1 } }]);
    expect(await port.report({ ...asked, by: 'phone' })).toMatchObject({ error: { code: 'unknownReport' } });
    expect(await port.report({ ...asked, report: 'none' })).toMatchObject({
      error: { code: 'unknownReport' },
    });
  });

  it('every figure opens the names it was counted from, page by page, and none of another counting', async () => {
    const { port, joined } = await furnished();
    value(await port.report(asked));
    const one = await port.reportNames(asked, { column: 'in', group: home }, 0, 10);
    expect(one).toMatchObject({ total: 1, rows: [{ amount: 1, row: { id: joined } }] });
    const sum = await port.reportNames(asked, { column: 'in' }, 1, 10);
    expect([sum.total, sum.rows.length]).toEqual([2, 1]);
    const elsewhere = { ...asked, organisations: [other] };
    expect(await port.reportNames(elsewhere, { column: 'in' }, 0, 10)).toEqual({ total: 0, rows: [] });
  });

  it('gives no figure at all where a record cannot be read', async () => {
    const { bench, disk } = await furnished();
    await damage(disk, 'units', (_key, at) => at === 0);
    const again = await restarted(bench, disk);
    expect(await again.core.port.report(asked)).toMatchObject({ ok: false });
  });
}
