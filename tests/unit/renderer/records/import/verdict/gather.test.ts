import { describe, expect, test } from 'vitest';
import { definition } from '../../../../../../domain/records/types/member.ts';
import { Books } from '../../../../../../renderer/records/import/verdict/books.ts';
import { SheetGathering, judgeSheet } from '../../../../../../renderer/records/import/verdict/gather.ts';
import { inventedIdNumber } from '../../../../../../scripts/fixtures/roster.ts';
import type { JudgeOptions, SheetRecord } from '../../../../../../renderer/records/import/verdict/types.ts';

const options: JudgeOptions = {
  coverage: { kind: 'all' },
  startStates: {},
  constants: {},
  switchedOff: new Set(),
};
const person = (n: number, more: object = {}): SheetRecord['data'] => ({
  employeeNo: String(n),
  name: `甲${n}`,
  idNumber: inventedIdNumber(n, true),
  ...more,
});
const books = new Books(
  definition,
  Array.from({ length: 30 }, (_, n) => ({
    id: `b${n}`,
    data: { ...person(n), employmentState: '1', membershipStatus: '00' },
    voided: n === 7,
  })),
);
/** Known and new people, a changed one, rows that speak twice for one person or against each other, a refused one. */
const rows: readonly SheetRecord[] = [
  ...Array.from({ length: 20 }, (_, n) => ({ number: n + 2, data: person(n + 5) })),
  { number: 30, data: person(3, { department: '总装车间' }) },
  { number: 31, data: person(6) },
  { number: 32, data: person(9, { name: '另一个' }) },
  { number: 33, data: person(40), refusal: '这一行不行。' },
  { number: 34, data: person(4), refusal: '这一行不行。' },
  { number: 35, data: { employeeNo: '00041', name: '乙测试' } },
  { number: 36, data: { employeeNo: '41', name: '丙测试' } },
];

const options2 = { ...options, coverage: { kind: 'departments', paths: ['总装车间'] } } as const;

describe('rows judged while the others are still read', () => {
  const whole = judgeSheet(definition, books, rows, options);

  test('the sheet has every kind of row', () => {
    const verdicts = new Set(whole.results.map(({ verdict }) => verdict));
    expect([...verdicts].sort()).toEqual(['changed', 'new', 'refused', 'twice', 'unchanged']);
    // 3 and 4 are named, 7 is voided; 0, 1, 2 and 25 to 29 are not in the sheet.
    expect(whole.missing).toEqual([0, 1, 2, 25, 26, 27, 28, 29]);
    expect(whole.expected).toBe(29);
  });

  test.each([0, 1, 7, rows.length])('are judged the same when the books come after %i rows', async (late) => {
    const gathering = new SheetGathering(definition, options);
    for (const [at, row] of rows.entries()) {
      if (at === late) gathering.compareWith(books);
      gathering.add(row);
    }
    if (late === rows.length) gathering.compareWith(books);
    expect(await gathering.catchUp(new AbortController().signal)).toBe(true);
    expect(gathering.finish()).toEqual(whole);
  });

  test('what the sheet covers may become known only at its end', () => {
    const gathering = new SheetGathering(definition, options);
    gathering.compareWith(books);
    for (const row of rows) gathering.add(row);
    expect(gathering.finish(options2.coverage)).toEqual(judgeSheet(definition, books, rows, options2));
  });

  test('取消 is heard while late rows are judged, and counts are told', async () => {
    const gathering = new SheetGathering(definition, options);
    for (let n = 0; n < 9000; n += 1)
      gathering.add({ number: n + 2, data: { employeeNo: String(n), name: '甲' } });
    gathering.compareWith(books);
    const stopper = new AbortController();
    const told: (readonly [string, number])[] = [];
    const went = await gathering.catchUp(stopper.signal, ({ step, done }) => {
      told.push([step, done]);
      stopper.abort();
    });
    expect(went).toBe(false);
    expect(told).toEqual([['judge', 4000]]);
  });
});

test('a row that is settled under its first number stands against nobody under its second', () => {
  const sheet: readonly SheetRecord[] = [
    { number: 2, data: person(50) },
    { number: 3, data: { ...person(50), employeeNo: '900', name: '丁测试' } },
    { number: 4, data: { employeeNo: '900', name: '戊测试', idNumber: inventedIdNumber(51, true) } },
  ];
  const { results } = judgeSheet(definition, new Books(definition, []), sheet, options);
  expect(results.map(({ verdict }) => verdict)).toEqual(['refused', 'refused', 'new']);
});
