import { describe, expect, test } from 'vitest';
import { inventedIdNumber } from '../../../../../../scripts/fixtures/roster.ts';
import { analyse, valueOf } from '../support.ts';
import type { RecordData } from '../../../../../../domain/records/definition.ts';

const id = (index: number): string => inventedIdNumber(index, true);
const headers = ['工号', '姓名', '身份证号', '手机', '部门', '入职日期', '是否会员', '入会日期'] as const;
const cells = (given: Partial<Record<(typeof headers)[number], string>>): readonly string[] =>
  headers.map((header) => given[header] ?? '');
const book = (given: RecordData): RecordData => ({ employmentState: '1', membershipStatus: '00', ...given });
const zhang = book({
  employeeNo: '00123',
  name: '甲测试',
  idNumber: id(1),
  mobile: '17000000001',
  department: '一部',
  birthDate: `${id(1).slice(6, 10)}-${id(1).slice(10, 12)}-${id(1).slice(12, 14)}`,
  sex: '1',
  idType: '111',
});

describe('the match ladder (K7)', () => {
  test('an unknown person is new, with what follows from the number filled in', async () => {
    const { report, session, books } = await analyse(headers, [
      cells({ 工号: '1', 姓名: '乙测试', 身份证号: id(2) }),
    ]);
    expect(report.counts).toMatchObject({ new: 1 });
    valueOf(await session.run(books));
    expect(books.books[0]?.data).toMatchObject({
      name: '乙测试',
      sex: '1',
      idType: '111',
      employmentState: '1',
      membershipStatus: '00',
    });
    expect(Object.values(books.books[0]?.data ?? {})).not.toContain(null);
  });

  test('by document, by 工号, by name and phone: nothing changed', async () => {
    for (const row of [
      { 身份证号: id(1) },
      { 工号: '00123', 姓名: '甲测试' },
      { 姓名: '甲测试', 手机: '17000000001' },
    ]) {
      const { report } = await analyse(headers, [cells(row)], [zhang]);
      expect(report.counts, JSON.stringify(row)).toMatchObject({ unchanged: 1 });
      expect(report.missing).toBe(0);
    }
  });

  test('123 and 123.0 are 00123, with a notice and without a change', async () => {
    for (const number of ['123', '123.0']) {
      const { report, session } = await analyse(headers, [cells({ 工号: number, 姓名: '甲测试' })], [zhang]);
      expect(report.counts).toMatchObject({ unchanged: 1 });
      expect(session.rows('unchanged', 0, 1)[0]?.notices.join()).toContain('前面的 0');
    }
  });

  test('a given-back 工号 with another name and number is somebody new; in post it is asked', async () => {
    const row = cells({ 工号: '00123', 姓名: '丙测试', 身份证号: id(3) });
    const left = await analyse(headers, [row], [{ ...zhang, employmentState: '9', leaveDate: '2020-01-01' }]);
    expect(left.report.counts).toMatchObject({ new: 1 });
    const present = await analyse(headers, [row], [zhang]);
    expect(present.report.counts).toMatchObject({ ask: 1 });
  });

  test('name and department alone are never matched by themselves (20 王伟)', async () => {
    const twins = [
      book({ name: '甲测试', department: '一部', employeeNo: '1' }),
      book({ name: '甲测试', department: '一部', employeeNo: '2' }),
    ];
    const { report, session } = await analyse(
      headers,
      [cells({ 姓名: '甲测试', 部门: '一部', 身份证号: id(9) })],
      twins,
    );
    expect(report.counts).toMatchObject({ ask: 1 });
    expect(session.rows('ask', 0, 1)[0]?.candidates.map((candidate) => candidate.subtitle)).toEqual([
      '1',
      '2',
    ]);
    expect(session.decideAsk(2, { kind: 'same', id: 'b2' })?.counts).toMatchObject({ ask: 0, changed: 1 });
    expect(session.decideAsk(2, { kind: 'new' })?.counts).toMatchObject({ ask: 0, new: 1 });
    expect(session.decideAsk(2, undefined)?.counts).toMatchObject({ ask: 1 });
  });

  test('two rows cannot both be answered as the same person', async () => {
    const books = [book({ name: '甲测试', department: '一部', employeeNo: '1' })];
    const rows = [8, 9].map((n) => cells({ 姓名: '甲测试', 部门: '一部', 身份证号: id(n) }));
    const { session } = await analyse(headers, rows, books);
    session.decideAsk(2, { kind: 'same', id: 'b1' });
    expect(session.decideAsk(3, { kind: 'same', id: 'b1' })?.counts).toMatchObject({ ask: 1, changed: 1 });
  });

  test('a voided record is nobody', async () => {
    const { books, session } = await analyse(headers, [cells({ 身份证号: id(1), 姓名: '甲测试' })], [zhang]);
    const [first] = books.books;
    if (first) first.voided = true;
    expect(valueOf(await session.analyse(books)).counts).toMatchObject({ new: 1 });
  });
});

describe('changes', () => {
  test('empty cells never wipe, 清空 does, counts per column (K15)', async () => {
    const { report, session, books } = await analyse(
      headers,
      [cells({ 身份证号: id(1), 姓名: '甲测试', 部门: '二部', 手机: '清空', 入职日期: '2020-01-01' })],
      [zhang],
    );
    const column = (field: string) => report.columns.find((found) => found.field === field);
    expect(column('department')).toMatchObject({ changed: 1, filled: 0, cleared: 0 });
    expect(column('mobile')).toMatchObject({ cleared: 1 });
    expect(column('hireDate')).toMatchObject({ filled: 1 });
    expect(
      session.switchColumn('mobile', false)?.columns.find((found) => found.field === 'mobile'),
    ).toMatchObject({ cleared: 1, on: false });
    valueOf(await session.run(books));
    expect(books.books[0]?.data).toMatchObject({
      department: '二部',
      hireDate: '2020-01-01',
      mobile: '17000000001',
      employeeNo: '00123',
    });
  });

  test('a changed name or document waits for its own tick', async () => {
    const { report, session, books } = await analyse(
      headers,
      [cells({ 身份证号: id(1), 姓名: '丁测试', 部门: '二部' })],
      [zhang],
    );
    expect(report.columns.find((found) => found.field === 'name')).toMatchObject({ changed: 1, needTick: 1 });
    valueOf(await session.run(books));
    expect(books.books[0]?.data).toMatchObject({ name: '甲测试', department: '二部' });
    const again = await analyse(
      headers,
      [cells({ 工号: '00123', 姓名: '甲测试', 身份证号: id(7) })],
      [zhang],
    );
    expect(again.session.changes(0, 9).lines.map((line) => [line.field, line.needsTick])).toContainEqual([
      'idNumber',
      true,
    ]);
    again.session.tickAll('idNumber', true);
    valueOf(await again.session.run(again.books));
    expect(again.books.books[0]?.data).toMatchObject({ idNumber: id(7) });
  });

  test('year and month agree with any day of that month', async () => {
    const { report } = await analyse(
      headers,
      [cells({ 身份证号: id(1), 入职日期: '2020.3' })],
      [{ ...zhang, hireDate: '2020-03-17' }],
    );
    expect(report.counts).toMatchObject({ unchanged: 1 });
  });

  test('会员状态 is a step, ticked one by one, and only with its date', async () => {
    const rows = [cells({ 身份证号: id(1), 是否会员: '是', 入会日期: '2021-05-01' })];
    const { report, session, books } = await analyse(headers, rows, [zhang]);
    expect(report).toMatchObject({ stepsToTick: 1, willWrite: { steps: 0 } });
    expect(session.tickAll('@step', true)?.willWrite.steps).toBe(1);
    valueOf(await session.run(books));
    expect(books.books[0]?.data).toMatchObject({ membershipStatus: '02', joinDate: '2021-05-01' });
    const dateless = await analyse(headers, [cells({ 身份证号: id(1), 是否会员: '是' })], [zhang]);
    expect(dateless.session.rows('unchanged', 0, 1)[0]?.notices.join()).toContain('单独办理');
  });
});

describe('refused and twice', () => {
  test('only the impossible is refused; gaps come in and are counted (K4)', async () => {
    const rows = [
      cells({
        工号: '1',
        姓名: '甲测试',
        身份证号: `${id(1).slice(0, 17)}${id(1).endsWith('0') ? '1' : '0'}`,
      }),
      cells({ 工号: '2', 姓名: '乙测试', 入职日期: '2019-02-30' }),
      cells({ 姓名: '丙测试' }),
      cells({ 工号: '4', 姓名: '丁测试' }),
    ];
    const { report, session } = await analyse(headers, rows);
    expect(report.counts).toMatchObject({ refused: 3, new: 1 });
    expect(report.gaps.map((gap) => gap.field)).toContain('idNumber');
    expect(session.rows('refused', 0, 9).map((row) => row.row)).toEqual([2, 3, 4]);
    for (const row of session.rows('refused', 0, 9)) expect(row.message).toMatch(/[。？]$/);
  });

  test('twice: the later 入职日期 wins and the pair is shown (K47)', async () => {
    const rows = ['2019-01-01', '2024-01-01'].map((day) =>
      cells({ 工号: '1', 姓名: '甲测试', 身份证号: id(1), 入职日期: day }),
    );
    const { report, session, books } = await analyse(headers, rows);
    expect(report.counts).toMatchObject({ twice: 1, new: 1 });
    expect(session.rows('twice', 0, 1)[0]).toMatchObject({ row: 2, otherRow: 3 });
    valueOf(await session.run(books));
    expect(books.books).toHaveLength(1);
    expect(books.books[0]?.data['hireDate']).toBe('2024-01-01');
  });

  test('two names on one document, two documents on one 工号: both rows refused, both named', async () => {
    for (const rows of [
      [
        cells({ 工号: '1', 姓名: '甲测试', 身份证号: id(1) }),
        cells({ 工号: '2', 姓名: '乙测试', 身份证号: id(1) }),
      ],
      [
        cells({ 工号: '1', 姓名: '甲测试', 身份证号: id(1) }),
        cells({ 工号: '01', 姓名: '甲测试', 身份证号: id(2) }),
      ],
    ]) {
      const { session } = await analyse(headers, rows);
      expect(session.rows('refused', 0, 9).map((row) => [row.row, row.otherRow])).toEqual([
        [2, 3],
        [3, 2],
      ]);
    }
  });

  test('two rows for one person of the books: the first speaks', async () => {
    const rows = [
      cells({ 身份证号: id(1), 部门: '二部' }),
      cells({ 姓名: '甲测试', 手机: '17000000001', 部门: '三部' }),
    ];
    const { report, session } = await analyse(headers, rows, [zhang]);
    expect(report.counts).toMatchObject({ changed: 1, twice: 1 });
    expect(session.rows('twice', 0, 1)[0]?.otherRow).toBe(2);
  });

  test('more than 3 % of numbers ending in 000 refuse the column (K48)', async () => {
    const rows = Array.from({ length: 20 }, (_, n) =>
      cells({ 工号: String(n), 姓名: '甲测试', 身份证号: n < 4 ? `${id(n).slice(0, 15)}000` : id(n) }),
    );
    await expect(analyse(headers, rows)).rejects.toThrow('ruinedColumn');
  });

  test('repeated headers, totals and signatures are no people (K51)', async () => {
    const { report } = await analyse(headers, [
      cells({ 工号: '1', 姓名: '甲测试' }),
      [...headers],
      ['小计', '', '', '1'],
      ['', '制表人：丙测试'],
    ]);
    expect(report).toMatchObject({ rows: 1, skipped: 3 });
  });
});

describe('coverage (K6)', () => {
  const gone = book({ employeeNo: '2', name: '乙测试', department: '二部', idNumber: id(2) });
  const row = cells({ 工号: '00123', 姓名: '甲测试' });
  const many = Array.from({ length: 8 }, (_, n) =>
    book({ employeeNo: `9${n}`, name: '丙测试', department: '三部' }),
  );
  const manyRows = many.map((data) => cells({ 工号: String(data['employeeNo']), 姓名: '丙测试' }));

  test('missing people: nothing by default, left with a date when the clerk says so', async () => {
    const { report, session, books } = await analyse(headers, [row, ...manyRows], [zhang, gone, ...many]);
    expect(report).toMatchObject({ missing: 1, expected: 10 });
    expect(report.stop).toBeUndefined();
    expect(report.willWrite.people).toBe(0);
    expect(session.missing(0, 5)).toMatchObject([{ id: 'b2', title: '乙测试' }]);
    session.decideMissing(['b2'], { kind: 'left', fields: { leaveDate: '2026-10-31', leaveReason: '10' } });
    valueOf(await session.run(books));
    expect(books.books[1]?.data).toMatchObject({ employmentState: '9', leaveDate: '2026-10-31' });
  });

  test('more than 15 % stops until the clerk says that it is right', async () => {
    const { report, session, books } = await analyse(headers, [row], [zhang, gone]);
    expect(report.stop).toContain('50.0 %');
    expect(await session.run(books)).toMatchObject({ ok: false, error: { code: 'tooManyMissing' } });
    expect(session.acceptMissing()?.stop).toBeUndefined();
  });

  test('some departments: only their people can be missing', async () => {
    const colleague = book({ employeeNo: '3', name: '丁测试', department: '一部/甲班' });
    const rows = [cells({ 工号: '00123', 姓名: '甲测试', 部门: '一部' })];
    const { report } = await analyse(headers, rows, [zhang, gone, colleague], {
      kind: 'departments',
      paths: [],
    });
    expect(report).toMatchObject({ missing: 1, expected: 2 });
  });

  test('joiners, leavers and extra data: nobody is missing', async () => {
    for (const kind of ['joiners', 'leavers', 'extra'] as const) {
      expect((await analyse(headers, [row], [zhang, gone], { kind })).report.missing, kind).toBe(0);
    }
  });

  test('a list of leavers by 工号 alone: one date for those that have none', async () => {
    const store = await analyse(
      ['工号', '姓名', '离职日期'],
      [
        ['123', '甲测试', ''],
        ['2', '乙测试', '2026-11-01'],
        ['77', '丙测试', ''],
      ],
      [zhang, gone],
      { kind: 'leavers' },
    );
    expect(store.report.counts).toMatchObject({ leaving: 2, refused: 1 });
    expect(store.report.stepsWaiting).toMatchObject([{ name: 'leaveJob', lacks: ['leaveDate'], count: 1 }]);
    expect(store.report.willWrite.steps).toBe(1);
    store.session.setStepFields('leaveJob', { leaveDate: '2026-11-23' });
    valueOf(await store.session.run(store.books));
    expect(store.books.books.map(({ data }) => [data['employmentState'], data['leaveDate']])).toEqual([
      ['9', '2026-11-23'],
      ['9', '2026-11-01'],
    ]);
  });

  test('somebody who left appears again: a step, never a silent edit', async () => {
    const left = { ...zhang, employmentState: '9', leaveDate: '2025-01-01' };
    const { report, session, books } = await analyse(
      headers,
      [cells({ 身份证号: id(1), 姓名: '甲测试', 工号: '00777', 部门: '二部', 入职日期: '2026-11-01' })],
      [left],
    );
    expect(report.counts).toMatchObject({ rehired: 1 });
    valueOf(await session.run(books));
    expect(books.books[0]?.data).toMatchObject({
      employmentState: '1',
      hireDate: '2026-11-01',
      department: '二部',
      employeeNo: '00777',
    });
    const dateless = await analyse(headers, [cells({ 身份证号: id(1), 部门: '二部' })], [left]);
    expect(dateless.report.willWrite).toMatchObject({ people: 0, edited: 0, steps: 0 });
    valueOf(await dateless.session.run(dateless.books));
    expect(dateless.books.books[0]?.data).toEqual(left);
  });

  test('extra data adds to people, and adds no people', async () => {
    const { report } = await analyse(
      headers,
      [
        cells({ 工号: '00123', 姓名: '甲测试', 入职日期: '2020-01-01' }),
        cells({ 工号: '55', 姓名: '戊测试' }),
      ],
      [zhang],
      { kind: 'extra' },
    );
    expect(report.counts).toMatchObject({ changed: 1, refused: 1, new: 0 });
  });
});

test('every row has exactly one verdict: the numbers add up', async () => {
  const rows = Array.from({ length: 60 }, (_, n) =>
    cells({
      工号: String(n % 40),
      姓名: n % 7 === 0 ? '' : '甲测试',
      身份证号: n % 5 === 0 ? '440000900101001' : '',
      入职日期: n % 11 === 0 ? '2019-13-01' : '',
    }),
  );
  const { report } = await analyse(headers, rows, [zhang]);
  expect(Object.values(report.counts).reduce((sum, count) => sum + count, 0)).toBe(report.rows);
  expect(report.rows).toBe(60);
});
