import { describe, expect, it } from 'vitest';
import { createRecordIndex } from '../../../../../renderer/store/index/recordIndex.ts';
import { BLOCK_ROWS } from '../../../../../renderer/store/index/search/blocks.ts';
import { definition, row } from './testDefinition.ts';

function people(...names: readonly string[]) {
  const index = createRecordIndex(definition);
  index.upsert(
    1,
    names.map((who) => row(who, { who })),
  );
  return (search: string): ReadonlySet<string> => new Set(index.ids({ type: 'trial', search }));
}
const set = (...names: readonly string[]): ReadonlySet<string> => new Set(names);

describe('names in the search box', () => {
  it('reads family names as family names: 单 shàn, 曾 zēng, 解 xiè, 万俟 mò qí', () => {
    const find = people('单雄', '曾敏', '解静', '万俟华', '简单');
    expect(find('shanx')).toEqual(set('单雄'));
    expect(find('zeng')).toEqual(set('曾敏'));
    expect(find('xiejing')).toEqual(set('解静'));
    expect(find('moqihua')).toEqual(set('万俟华'));
    expect(find('mqh')).toEqual(set('万俟华'));
    expect(find('ceng')).toEqual(set());
    expect(find('jiandan')).toEqual(set('简单'));
  });

  it('enters pinyin at a syllable, not in the middle of one', () => {
    const find = people('张伟', '安康', '王安');
    expect(find('an')).toEqual(set('安康', '王安'));
    expect(find('zhangw')).toEqual(set('张伟'));
    expect(find('w')).toEqual(set('张伟', '王安'));
    expect(find('zw')).toEqual(set('张伟'));
  });

  it('finds 吕 by lv and lü', () => {
    const find = people('吕行', '李行');
    expect(find('lvx')).toEqual(set('吕行'));
    expect(find('lü')).toEqual(set('吕行'));
  });

  it('looks past spaces of every width and the dot of transcribed names', () => {
    const find = people('张　三', '买买提·阿里', '买买提•阿里', 'Mary Jane');
    expect(find('张三')).toEqual(set('张　三'));
    expect(find('张　三')).toEqual(set('张　三'));
    expect(find('买买提·阿里')).toEqual(set('买买提·阿里', '买买提•阿里'));
    expect(find('买买提阿里')).toEqual(set('买买提·阿里', '买买提•阿里'));
    expect(find('mary')).toEqual(set('Mary Jane'));
    expect(find('ＭＡＲＹ')).toEqual(set('Mary Jane'));
  });

  it('finds characters beyond the common plane, and the names around them', () => {
    const find = people('𠮷田', '王𬭎', '王洪');
    expect(find('𠮷')).toEqual(set('𠮷田'));
    expect(find('𬭎')).toEqual(set('王𬭎'));
    expect(find('tian')).toEqual(set('𠮷田'));
    expect(find('wanghong')).toEqual(set('王𬭎', '王洪'));
  });
});

describe('numbers in the search box', () => {
  const index = createRecordIndex(definition);
  index.upsert(1, [
    row('a', { who: '甲测试', no: '00123', paper: '44000019900101002X', phone: '13800000001' }),
    row('b', {
      who: '乙测试',
      no: '1230',
      paper: '440000198512310013',
      phone: '13900000002',
      place: '一厂/123线',
    }),
    row('c', { who: '丙测试', no: 'G7', paper: 'E1234567' }),
  ]);
  const find = (search: string): ReadonlySet<string> => new Set(index.ids({ type: 'trial', search }));

  it('finds a staff number from its start, with or without leading zeros', () => {
    expect(find('001')).toEqual(set('a', 'b'));
    expect(find('00123')).toEqual(set('a'));
    expect(find('1230')).toEqual(set('b'));
    expect(find('12')).toEqual(set('a', 'b'));
    expect(find('g7')).toEqual(set('c'));
    expect(find('7')).toEqual(set());
  });

  it('finds three or more digits anywhere in an identity number or phone, fewer never', () => {
    expect(find('02x')).toEqual(set('a'));
    expect(find('0013')).toEqual(set('b'));
    expect(find('1390')).toEqual(set('b'));
    expect(find('e123')).toEqual(set('c'));
    expect(find('85')).toEqual(set());
    expect(find('99999')).toEqual(set());
  });

  it('asks for every word, each in any field', () => {
    expect(find('测试 138')).toEqual(set('a'));
    expect(find('ceshi　1390')).toEqual(set('b'));
    expect(find('甲 1390')).toEqual(set());
    expect(find(' ')).toEqual(set('a', 'b', 'c'));
  });
});

describe('the search texts', () => {
  const many = Array.from({ length: BLOCK_ROWS * 2 + 10 }, (_, at) =>
    row(`r${at}`, { who: '王伟', no: String(at) }),
  );

  it('are built in steps, and an answer before the last step is already right', () => {
    const index = createRecordIndex(definition);
    index.upsert(1, many);
    expect(index.warm()).toBe(true);
    expect(index.query({ type: 'trial', search: 'wangwei' }, 0, 1).total).toBe(many.length);
    let steps = 0;
    while (index.warm()) steps += 1;
    expect(steps).toBeLessThan(12);
    expect(index.warm()).toBe(false);
  });

  it('follow an edit, a removal and a new record', () => {
    const index = createRecordIndex(definition);
    index.upsert(1, many);
    while (index.warm());
    const total = (search: string): number => index.query({ type: 'trial', search }, 0, 1).total;
    expect(total('ww')).toBe(many.length);
    index.upsert(2, [row('r5', { who: '曾敏' })]);
    index.remove(['r6']);
    index.upsert(3, [row('new', { who: '解静' }), row('newer', { who: '王伟' })]);
    expect(total('zengmin')).toBe(1);
    expect(total('xj')).toBe(1);
    expect(total('ww')).toBe(many.length - 1);
  });
});
