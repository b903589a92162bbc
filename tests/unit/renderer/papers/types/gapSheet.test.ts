import { describe, expect, it } from 'vitest';
import type { RecordData } from '../../../../../domain/records/definition.ts';
import { gapsOf } from '../../../../../domain/records/validate.ts';
import { fieldsFor } from '../../../../../renderer/papers/gather.ts';
import { cellsOf, member, orderOf, paperNamed, wordsOf } from '../support.ts';

const paper = paperNamed('gapSheet');
const whole: RecordData = {
  name: '甲测试',
  employeeNo: '00001',
  idType: '111',
  idNumber: '440000********0019',
  birthDate: '1990-01-01',
  sex: '1',
  ethnic: '01',
  education: '60',
  workStatus: '1',
  employer: '样例厂',
  mobile: '138****0000',
  householdType: '2',
  migrantWorker: true,
  employmentState: '1',
  membershipStatus: '02',
  joinDate: '2019-05-01',
  department: '一厂/A线',
};
const lacking = (name: string, ...keys: readonly string[]): RecordData => ({
  ...whole,
  name,
  ...Object.fromEntries(keys.map((key) => [key, null])),
});

describe('待补信息表', () => {
  it('is for whom something is missing, by the same rules as 上报', () => {
    expect(gapsOf(member, whole)).toEqual([]);
    expect(paper.refuses?.when(whole, member)).toBe(true);
    expect(paper.refuses?.when(lacking('乙', 'ethnic'), member)).toBe(false);
    // Needed of a member only, by the type's own check.
    expect(paper.refuses?.when(lacking('丙', 'joinDate'), member)).toBe(false);
  });

  it('reads every field a gap can stand in', () => {
    const read = fieldsFor(paper, member);
    for (const [key, field] of Object.entries(member.fields))
      if (field.need === 'report') expect(read).toContain(key);
    for (const key of ['joinDate', 'leaveDate', 'membershipStatus', 'employmentState', 'department'])
      expect(read).toContain(key);
    expect(read).not.toContain('address');
  });

  it('has the columns somebody of the team lacks, blank for them and 已有 for the others', () => {
    const [page] = paper.pages(orderOf([lacking('乙', 'ethnic'), lacking('丙', 'ethnic', 'migrantWorker')]));
    expect(cellsOf(page)).toEqual([
      ['序号', '工号', '姓名', '民族', '是否农民工', '本人签名'],
      ['1', '00001', '乙', '', '已有', ''],
      ['2', '00001', '丙', '', '□是 □否', ''],
    ]);
  });

  it('prints nobody’s values', () => {
    const words = paper
      .pages(orderOf([lacking('乙', 'ethnic')]))
      .map(wordsOf)
      .join();
    for (const value of ['440000', '138', '1990', '样例厂职工', '2019']) expect(words).not.toContain(value);
  });

  it('spreads what a pen needs over further sheets, the same people on each', () => {
    const keys = Object.keys(member.fields).filter((key) => member.fields[key]?.need === 'report');
    const pages = paper.pages(orderOf([lacking('乙', ...keys), lacking('丙', ...keys)]));
    expect(pages.length).toBeGreaterThan(1);
    const heads = pages.flatMap((page) => (cellsOf(page)[0] ?? []).slice(3, -1));
    expect([...heads].sort()).toEqual(keys.map((key) => member.fields[key]?.label).sort());
    for (const page of pages) expect(cellsOf(page).map((row) => row[2])).toEqual(['姓名', '乙', '丙']);
    expect(pages.map((page) => page.place?.of)).toEqual(pages.map(() => pages.length));
  });
});
