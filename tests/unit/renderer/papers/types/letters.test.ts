import { describe, expect, it } from 'vitest';
import { papersOf } from '../../../../../renderer/papers/registry.ts';
import { fieldsFor } from '../../../../../renderer/papers/gather.ts';
import { htmlOf, member, orderOf, paperNamed, wordsOf } from '../support.ts';

const person = {
  name: '阿卜杜勒·样例',
  sex: '1',
  ethnic: '01',
  idType: '111',
  idNumber: '440000199001010019',
  employer: '样例厂',
  joinDate: '2019-05-01',
  membershipStatus: '02',
};

describe('letters about one person', () => {
  it('certify a member, in full sentences, with whom and when', () => {
    const words = wordsOf(
      paperNamed('certificate').pages(orderOf([person], { answers: { use: '入学' } }))[0],
    );
    expect(words).toContain('兹证明阿卜杜勒·样例，男，汉族，居民身份证号码440000199001010019，系样例厂职工');
    expect(words).toContain('于2019年5月1日加入工会，现为本会会员。');
    expect(words).toContain('（本证明用于：入学）');
    expect(words).toContain('样例厂工会委员会2026年11月28日');
  });

  it('say of a kept membership that it is one', () => {
    const words = wordsOf(
      paperNamed('certificate').pages(orderOf([{ ...person, membershipStatus: '04', cardNo: '88' }]))[0],
    );
    expect(words).toContain('现为本会保留会籍的会员，会员证号码88。');
  });
});

describe('会籍转移介绍信', () => {
  const words = (more: object) =>
    wordsOf(
      paperNamed('transferLetter').pages(orderOf([{ ...person, ...more }], { answers: { days: '90' } }))[0],
    );

  it('has three parts, and the number whole in the letter alone', () => {
    const [stub = '', letter = '', receipt = ''] = words({}).split('骑 缝 章');
    expect(stub).toContain('存根');
    expect(stub).toContain('440000********0019');
    expect(stub).not.toContain('440000199001010019');
    expect(letter).toContain('440000199001010019');
    expect(letter).toContain('起90天内有效');
    expect(receipt).toContain('回执');
    expect(receipt).not.toContain('440000');
  });

  it('masks nothing that came masked a second time, and shows no more than it got', () => {
    expect(words({ idNumber: '440000********0019' }).match(/440000\*{8}0019/g)).toHaveLength(2);
  });

  it('addresses the union of a firm and leaves the name of a union alone', () => {
    const of = (transferTo: string) => {
      const definition = {
        ...member,
        fields: { ...member.fields, transferTo: member.fields['transferTo'] ?? fail() },
      };
      const order = orderOf([{ ...person, transferTo }], { definition });
      return wordsOf(paperNamed('transferLetter').pages(order)[0]);
    };
    expect(of('星河厂')).toContain('星河厂工会：');
    expect(of('星河镇总工会')).toContain('星河镇总工会：');
    expect(of('星河厂工会委员会')).toContain('星河厂工会委员会：');
  });

  it('numbers both seams, by year when nobody gave a number yet', () => {
    expect(words({}).match(/（2026）第\u3000+号/g)).toHaveLength(4);
  });
});

describe('forms', () => {
  it('can be printed empty, with every box there', () => {
    for (const key of ['application', 'registration']) {
      const pages = paperNamed(key).pages(orderOf([{}]));
      expect(pages.length).toBe(key === 'application' ? 1 : 2);
      for (const box of ['姓名', '证件号码', '工作单位', '部门/班组'])
        expect(htmlOf(pages[0])).toContain(box);
      expect(wordsOf(pages[0])).not.toMatch(/undefined|null|NaN/);
    }
  });

  it('keep 45 mm and more for each seal', () => {
    for (const [key, page, seals] of [
      ['application', 0, 1],
      ['registration', 0, 1],
      ['registration', 1, 6],
      ['certificate', 0, 1],
      ['transferLetter', 0, 2],
    ] as const) {
      const html = htmlOf(paperNamed(key).pages(orderOf([person]))[page]);
      expect(html.match(/class="paper-seal"/g)).toHaveLength(seals);
    }
  });
});

describe('every paper', () => {
  it('reads fields its type has, and no two share a key', () => {
    const papers = papersOf('member');
    expect(papers.map((paper) => paper.title)).toEqual([
      '会员花名册',
      '入会申请书',
      '会员登记表',
      '会员证明',
      '会籍转移介绍信',
      '待补信息表',
    ]);
    expect(new Set(papers.map((paper) => paper.key)).size).toBe(papers.length);
    for (const paper of papers)
      for (const key of fieldsFor(paper, member)) expect(member.fields[key], key).toBeDefined();
    expect(papersOf('hardshipCase')).toEqual([]);
  });
});

function fail(): never {
  throw new Error('the type has no such field');
}
