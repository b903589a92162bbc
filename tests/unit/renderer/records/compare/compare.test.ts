import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definition } from '../../../../../domain/records/types/member.ts';
import { compareLists } from '../../../../../renderer/records/compare/compare.ts';
import { sheetList } from '../../../../../renderer/records/compare/lists.ts';
import { bearingsOf } from '../../../../../renderer/records/compare/standing.ts';
import { sources } from '../../../../../renderer/records/compare/types.ts';
import type { RecordData } from '../../../../../domain/records/definition.ts';
import { compared, idOf, listsOf, named } from './support.ts';

describe('three lists compared', () => {
  it('names who works here and is no member, who left and still is one, and says nothing of the others', async () => {
    const comparison = await compared({
      hr: [
        { name: '甲测试', idNumber: idOf(0) },
        { name: '乙样例', idNumber: idOf(1) },
        { name: '丙演示', idNumber: idOf(2) },
        { name: '己假名', idNumber: idOf(5), employmentState: '9' },
      ],
      register: [
        { name: '甲测试', idNumber: idOf(0) },
        { name: '丙演示', idNumber: idOf(2) },
        { name: '丁假名', idNumber: idOf(3) },
      ],
      ours: [
        { name: '甲测试', idNumber: idOf(0) },
        { name: '乙样例', idNumber: idOf(1) },
        { name: '丙演示', idNumber: idOf(2), membershipStatus: '00' },
        { name: '丁假名', idNumber: idOf(3), membershipStatus: '04' },
        { name: '戊试填', idNumber: idOf(4), employmentState: '9', membershipStatus: '04' },
        { name: '己假名', idNumber: idOf(5) },
      ],
    });
    expect(comparison.doubts).toEqual([]);
    // 乙 is not in the register, 丙 not a member in our books.
    expect(named(comparison, comparison.notJoined)).toEqual(['hr 1 · ours 1', 'hr 2 · register 1 · ours 2']);
    // 丁 stands in the register, HR marks 己 as left; 会籍保留 of 戊 is what becomes of a leaver.
    expect(named(comparison, comparison.notReleased)).toEqual(['hr 3 · ours 5', 'register 2 · ours 3']);
  });

  it('works with two of the three, and asks our own books who works here where HR’s list is not given', async () => {
    const ours = [
      { name: '甲测试', idNumber: idOf(0) },
      { name: '乙样例', idNumber: idOf(1), employmentState: '9' },
    ];
    const withoutRegister = await compared({ hr: [{ name: '丙演示', idNumber: idOf(2) }], ours });
    expect(named(withoutRegister, withoutRegister.notJoined)).toEqual(['hr 0']);
    expect(named(withoutRegister, withoutRegister.notReleased)).toEqual(['ours 0', 'ours 1']);
    const withoutHr = await compared({ register: [{ name: '乙样例', idNumber: idOf(1) }], ours });
    expect(named(withoutHr, withoutHr.notJoined)).toEqual(['ours 0']);
    expect(named(withoutHr, withoutHr.notReleased)).toEqual(['register 0 · ours 1']);
  });

  it('takes an unknown word of the register for standing in it, and a known one at its word', async () => {
    const hr = [
      { name: '甲测试', idNumber: idOf(0) },
      { name: '乙样例', idNumber: idOf(1) },
    ];
    const register = [
      { name: '甲测试', idNumber: idOf(0), membershipStatus: null },
      { name: '乙样例', idNumber: idOf(1), membershipStatus: '05' },
    ];
    const comparison = await compared({ hr, register, ours: hr });
    expect(named(comparison, comparison.notJoined)).toEqual(['hr 1 · register 1 · ours 1']);
  });

  it('finds people by document, then 工号 with lost zeros, then name and phone, also from sheet to sheet', async () => {
    const comparison = await compared({
      hr: [
        { name: '甲测试', employeeNo: '12', idNumber: null, mobile: null },
        { name: '乙样例', employeeNo: null, idNumber: idOf(1), mobile: '17000000001' },
      ],
      register: [
        { name: '甲测试', idNumber: idOf(0), mobile: null },
        { name: '乙样例', idNumber: null, mobile: '17000000001' },
      ],
      ours: [{ name: '甲测试', employeeNo: '00012', idNumber: idOf(0) }],
    });
    expect(comparison.doubts).toEqual([]);
    expect(
      named(
        comparison,
        comparison.identities.map((_, at) => at),
      ),
    ).toEqual(['hr 0 · register 0 · ours 0', 'hr 1 · register 1']);
    // 12 beside 00012 is Excel's loss.
    expect(comparison.differences).toEqual([]);
  });

  it('joins the register’s people with ours over HR’s list when our books lack the number', async () => {
    const comparison = await compared({
      hr: [{ name: '甲测试', employeeNo: '0001', idNumber: idOf(0) }],
      register: [{ name: '甲测试', idNumber: idOf(0) }],
      ours: [{ name: '甲测试', employeeNo: '0001' }],
    });
    expect(named(comparison, [0])).toEqual(['hr 0 · register 0 · ours 0']);
    expect(comparison.notJoined).toEqual([]);
  });
});

describe('需要认一认', () => {
  const like = { name: '甲测试', department: '装配二车间' };

  it('never joins by the name: alike are shown, stand in none of the lists, and an answer settles it', async () => {
    const tables = { hr: [like], ours: [{ ...like, employeeNo: '0001' }] };
    const open = await compared(tables);
    expect(open.doubts).toEqual([
      {
        identities: [0, 1],
        reasons: [{ kind: 'like', same: ['name', 'department'], differ: [] }],
        pair: 'hr 2 | ours b1',
      },
    ]);
    expect([...open.notJoined, ...open.notReleased]).toEqual([]);
    const pair = open.doubts[0]?.pair ?? '';
    const same = await compared(tables, new Map([[pair, 'same']]));
    expect(named(same, [0])).toEqual(['hr 0 · ours 0']);
    const apart = await compared(tables, new Map([[pair, 'apart']]));
    expect(named(apart, apart.notJoined)).toEqual(['hr 0']);
    expect(named(apart, apart.notReleased)).toEqual(['ours 0']);
  });

  it('shows two people of one list on one number and joins neither with anybody', async () => {
    const comparison = await compared({
      hr: [
        { name: '甲测试', idNumber: idOf(0) },
        { name: '乙样例', idNumber: idOf(0) },
      ],
      ours: [{ name: '甲测试', idNumber: idOf(0) }],
    });
    expect(named(comparison, comparison.doubts[0]?.identities ?? [])).toEqual(['hr 0', 'hr 1', 'ours 0']);
    expect(comparison.doubts).toHaveLength(1);
    expect(comparison.doubts[0]?.pair).toBeUndefined();
    expect(comparison.doubts[0]?.reasons[0]).toEqual({
      kind: 'shared',
      source: 'hr',
      field: 'idNumber',
      count: 2,
    });
  });

  it('asks when a 工号 says another name, and lets a namesake go who is found by a number elsewhere', async () => {
    const other = await compared({
      hr: [{ name: '甲测试', employeeNo: '0001' }],
      ours: [{ name: '乙样例', employeeNo: '0001' }],
    });
    expect(other.doubts[0]?.reasons).toEqual([{ kind: 'like', same: ['employeeNo'], differ: ['name'] }]);
    const namesakes = await compared({
      hr: [
        { ...like, idNumber: idOf(0) },
        { ...like, idNumber: null },
      ],
      ours: [{ ...like, idNumber: idOf(0) }],
    });
    expect(namesakes.doubts).toEqual([]);
    expect(named(namesakes, namesakes.notJoined)).toEqual(['hr 1']);
  });

  it('takes a second line of somebody who left for an earlier one, and for no doubt (K47)', async () => {
    const comparison = await compared({
      hr: [
        { name: '甲测试', idNumber: idOf(0), employmentState: '9' },
        { name: '甲测试', idNumber: idOf(0), employmentState: '1' },
      ],
      ours: [{ name: '甲测试', idNumber: idOf(0) }],
    });
    expect(comparison.doubts).toEqual([]);
    expect(
      named(
        comparison,
        comparison.identities.map((_, at) => at),
      ),
    ).toEqual(['hr 0', 'hr 1 · ours 0']);
    expect([...comparison.notJoined, ...comparison.notReleased]).toEqual([]);
  });

  it('compares no number of which a part is hidden', () => {
    const row = { number: 2, data: { name: '甲测试', idNumber: '4400**********1024' } };
    const { list, hiddenNumbers } = sheetList(definition, [row], new Set(['name', 'idNumber']));
    expect(hiddenNumbers).toBe(1);
    expect(list.entries[0]?.data['idNumber']).toBeNull();
  });
});

describe('信息不一致', () => {
  it('says field by field who says what; an empty cell is no difference, nor is a month beside its day', async () => {
    const comparison = await compared({
      hr: [{ name: '甲测试', idNumber: idOf(0), mobile: '17000000001', education: null, hireDate: null }],
      register: [{ name: '甲测试', idNumber: idOf(0), mobile: '17000000002', education: '61' }],
      ours: [{ name: '甲测试', idNumber: idOf(0), education: '61', marital: '20' }],
    });
    expect(comparison.differences).toEqual([
      { identity: 0, field: 'mobile', values: { hr: '17000000001', register: '17000000002' } },
    ]);
    const lists = listsOf({
      hr: [{ name: '甲测试', idNumber: idOf(0), hireDate: '2019-05-01' }],
      ours: [{ name: '甲测试', idNumber: idOf(0), hireDate: '2019-05-20' }],
    });
    const [entry] = lists.hr?.entries ?? [];
    if (!lists.hr || !entry) throw new Error('fixture');
    const months = { ...lists, hr: { ...lists.hr, entries: [{ ...entry, monthOnly: ['hireDate'] }] } };
    const bearings = bearingsOf(definition);
    if (!bearings) throw new Error('fixture');
    const coarse = await compareLists(definition, bearings, months, new Map(), () => true);
    expect(coarse?.differences).toEqual([]);
    const exact = await compareLists(definition, bearings, lists, new Map(), () => true);
    expect(exact?.differences.map(({ field }) => field)).toEqual(['hireDate']);
  });

  it('tells of somebody who works here and left in our books', async () => {
    const comparison = await compared({
      hr: [{ name: '甲测试', idNumber: idOf(0) }],
      ours: [{ name: '甲测试', idNumber: idOf(0), employmentState: '9' }],
    });
    expect(comparison.differences).toEqual([
      { identity: 0, field: 'employmentState', values: { hr: '1', ours: '9' } },
    ]);
  });
});

describe('whatever the lists are', () => {
  const person = fc.record({
    name: fc.constantFrom('甲测试', '乙样例', '丙演示'),
    department: fc.constantFrom(null, '装配一车间', '装配二车间'),
    idNumber: fc.option(fc.integer({ min: 0, max: 6 }).map(idOf)),
    employeeNo: fc.option(fc.constantFrom('1', '01', '2', '3', '4')),
    mobile: fc.option(fc.constantFrom('17000000001', '17000000002')),
    employmentState: fc.constantFrom('1', '9'),
    membershipStatus: fc.constantFrom('00', '02', '04'),
  });
  const list = fc.array(person, { maxLength: 7 });

  it('everybody is in exactly one identity, an identity in one doubt at most, and the sums agree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.option(list, { nil: undefined }), list, list, async (hr, register, ours) => {
        const tables = { ...(hr ? { hr } : {}), register, ours };
        const comparison = await compared(tables);
        const given: Readonly<Record<string, readonly RecordData[] | undefined>> = tables;
        for (const source of sources) {
          const places = comparison.identities.flatMap((identity) => identity[source] ?? []);
          expect([...places].sort((a, b) => a - b)).toEqual((given[source] ?? []).map((_, at) => at));
        }
        const doubted = comparison.doubts.flatMap(({ identities }) => identities);
        expect(new Set(doubted).size).toBe(doubted.length);
        const listed = [...comparison.notJoined, ...comparison.notReleased];
        expect(new Set(listed).size).toBe(listed.length);
        for (const at of [...listed, ...comparison.differences.map(({ identity }) => identity)])
          expect(doubted).not.toContain(at);
        for (const { identities } of comparison.doubts) expect(identities.length).toBeGreaterThan(1);
      }),
      { numRuns: 120, seed: 20_261_128 },
    );
  });

  it('no two documents are one person unless name and 工号 say so', async () => {
    await fc.assert(
      fc.asyncProperty(list, list, async (hr, ours) => {
        const comparison = await compared({ hr, ours });
        for (const identity of comparison.identities) {
          const [a, b] = [hr[identity.hr ?? -1], ours[identity.ours ?? -1]];
          if (!a || !b || a.idNumber === null || b.idNumber === null || a.idNumber === b.idNumber) continue;
          expect([a.name, Number(a.employeeNo)]).toEqual([b.name, Number(b.employeeNo)]);
        }
      }),
      { numRuns: 120, seed: 20_261_128 },
    );
  });
});
