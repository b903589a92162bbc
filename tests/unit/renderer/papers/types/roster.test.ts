import { describe, expect, it } from 'vitest';
import { cellsOf, orderOf, paperNamed, wordsOf } from '../support.ts';

const paper = paperNamed('roster');
const people = (count: number, more = {}) =>
  Array.from({ length: count }, (_, n) => ({
    name: `甲测试${n + 1}`,
    employeeNo: String(n + 1).padStart(5, '0'),
    sex: '1',
    birthDate: '1990-01-02',
    idNumber: '440000********0019',
    mobile: '138****0000',
    membershipStatus: '02',
    joinDate: '2019-05-01',
    ...more,
  }));

describe('会员花名册', () => {
  it('has 25 rows a page, numbers them on, and repeats head and foot', () => {
    const pages = paper.pages(orderOf(people(53)));
    expect(pages.map((page) => page.place)).toEqual([1, 2, 3].map((number) => ({ number, of: 3 })));
    const rows = pages.map((page) => cellsOf(page));
    expect(rows.map((all) => all.length - 1)).toEqual([25, 25, 3]);
    expect(rows.map((all) => all[0])).toEqual(Array(3).fill(rows[0]?.[0]));
    expect(rows[2]?.[1]?.slice(0, 3)).toEqual(['51', '00051', '甲测试51']);
    for (const page of pages) {
      expect(wordsOf(page)).toContain('单位（盖章）：样例厂工会委员会');
      expect(wordsOf(page)).toContain('共 53 人');
      for (const sign of ['制表：', '审核：', '工会主席：']) expect(wordsOf(page)).toContain(sign);
    }
  });

  it('has the columns offices ask for, birth by month', () => {
    const [head, row] = cellsOf(paper.pages(orderOf(people(1)))[0]);
    expect(head?.join(' ')).toBe('序号 工号 姓名 性别 出生年月 民族 学历 身份证号 手机 岗位 入会日期 备注');
    expect(row?.[4]).toBe('1990-01');
    expect(row?.[7]).toBe('440000********0019');
    expect(row?.[10]).toBe('2019-05-01');
  });

  it('says who is no member, and is then no roster of members alone (K1)', () => {
    const [page] = paper.pages(
      orderOf([
        ...people(2),
        ...people(1, { membershipStatus: '00' }),
        ...people(1, { membershipStatus: '05' }),
      ]),
    );
    expect(wordsOf(page)).toContain('职工和会员花名册');
    expect(wordsOf(page)).toContain('共 4 人，其中会员 2 人');
    expect(cellsOf(page).map((row) => row[10])).toEqual([
      '入会日期',
      '2019-05-01',
      '2019-05-01',
      '未入会',
      '已退会',
    ]);
    expect(wordsOf(paper.pages(orderOf(people(2)))[0])).not.toContain('职工和会员');
  });

  it('begins a page and a count for each unit and team', () => {
    const rows = [...people(30, { department: '一厂/A线' }), ...people(2, { department: '一厂/B线' })];
    const pages = paper.pages(orderOf(rows, { cut: 'place' }));
    expect(pages.map((page) => page.place)).toEqual([
      { number: 1, of: 2 },
      { number: 2, of: 2 },
      { number: 1, of: 1 },
    ]);
    expect(wordsOf(pages[2])).toContain('部门/班组：一厂 · B线');
    expect(wordsOf(pages[2])).toContain('共 2 人');
    expect(cellsOf(pages[2])[1]?.[0]).toBe('1');
    expect(new Set(pages.map((page) => page.key)).size).toBe(3);
  });
});
