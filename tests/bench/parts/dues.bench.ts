import { definition as member } from '../../../domain/records/types/member.ts';
import { definition as duesYear } from '../../../domain/records/types/duesYear.ts';
import { monthNumbers } from '../../../domain/records/dues/months.ts';
import { duesOf } from '../../../domain/rules/dues.ts';
import type { FieldValue, RecordData } from '../../../domain/records/definition.ts';
import { PayrollSession } from '../../../renderer/features/members/dues/work/payroll.ts';
import { DuesSession } from '../../../renderer/features/members/dues/work/session.ts';
import { openSheets } from '../../../renderer/records/import/readers/open.ts';
import { createMemoryDisk } from '../../../renderer/store/disk/memory.ts';
import type { StorePort } from '../../../renderer/store/port.ts';
import { toXlsx } from '../../../scripts/fixtures/workbook.ts';
import { enrolled, home, value } from '../../contract/store/support.ts';
import { figure, sized } from '../lib/figure.ts';
import { importedMembers } from './storeMembers.ts';

/** A payroll of 8,000 into the books and the list of the month, over the real store on a memory disk; then five years. */
const size = sized(8000);
const month = '2026-10';

async function load(port: StorePort, type: string, rows: readonly RecordData[]): Promise<void> {
  const begin = { type, organisation: home, fileLabel: 'b', coverage: 'extra', rows: rows.length };
  const { importId } = value(await port.importBegin(begin));
  for (let at = 0; at < rows.length; at += 2048)
    value(
      await port.importStage(
        importId,
        rows.slice(at, at + 2048).map((data) => ({ kind: 'create', data })),
      ),
    );
  value(await port.importCommit(importId));
}

const wageOf = (n: number): number => 300_000 + n * 137;
const people = importedMembers(size).map((row) => ({
  ...row,
  membershipStatus: '02',
  employmentState: '1',
  joinDate: '2019-03-18',
}));
const bench = await enrolled([member, duesYear], createMemoryDisk(), { clock: { now: () => Date.now() } });
const { port } = bench.core;
await load(port, 'member', people);

const table = {
  headers: ['工号', '姓名', '岗位工资', '加班费', '代扣会费', '实发合计'],
  rows: people.map((row: RecordData, n) => [
    String(row['employeeNo']),
    String(row['name']),
    (wageOf(n) / 100).toFixed(2),
    '888.00',
    (duesOf(wageOf(n)) / 100).toFixed(2),
    '4321.00',
  ]),
};
const file = new Blob([toXlsx(table)]);

const payroll = new PayrollSession(home, openSheets);
const checkFrom = performance.now();
value(await payroll.openFile(file, '工资.xlsx'));
value(payroll.setUse('base', 2));
const report = value(await payroll.check(port, month));
const checked = performance.now() - checkFrom;
if (report.people !== size) throw new Error(`${report.people} of ${size} found`);
figure({ name: `dues: read and judge a payroll of ${size}`, value: checked, unit: 'ms' });
const writeFrom = performance.now();
value(await payroll.write(port));
figure({ name: `dues: write it (memory disk)`, value: performance.now() - writeFrom, unit: 'ms' });

async function list(name: string): Promise<void> {
  const session = new DuesSession(home);
  const from = performance.now();
  const figures = await session.load(port, month);
  session.rows({ group: 'paying', words: '' }, 0, 100);
  figure({ name, value: performance.now() - from, unit: 'ms' });
  if (figures.people.paying !== size) throw new Error('somebody is missing');
}
await list(`dues: list of ${size}, one year entered`);

const ids = await port.ids({ type: 'member' });
for (const year of [2022, 2023, 2024, 2025])
  await load(
    port,
    'duesYear',
    ids.map((memberId, n): RecordData => ({
      memberId,
      year,
      name: '甲测试',
      ...Object.fromEntries(
        monthNumbers.flatMap((each): [string, FieldValue][] => [
          [`base${each}`, wageOf(n)],
          [`due${each}`, duesOf(wageOf(n))],
          [`paid${each}`, duesOf(wageOf(n))],
          [`method${each}`, '1'],
        ]),
      ),
    })),
  );
await list(`dues: list of ${size}, five years entered`);
