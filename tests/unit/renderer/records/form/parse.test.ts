import { describe, expect, it } from 'vitest';
import type { FieldDefinition } from '../../../../../domain/records/definition.ts';
import {
  editText,
  parseDateText,
  parseMoneyText,
  parseTyped,
} from '../../../../../renderer/records/form/parse.ts';
import { changedFields, filledFields, sameValue } from '../../../../../renderer/records/form/changes.ts';
import { finds } from '../../../../../renderer/records/form/pinyin.ts';

const field = (kind: FieldDefinition['kind']): FieldDefinition => ({ label: '一栏', kind, section: 's' });

describe('what is typed', () => {
  it.each([
    ['2019.9.1', '2019-09-01'],
    ['2019/09/01', '2019-09-01'],
    ['20190901', '2019-09-01'],
    ['2019年9月1日', '2019-09-01'],
    ['２０１９－０９－０１', '2019-09-01'],
  ])('reads the date %s', (typed, stored) => {
    expect(parseDateText(typed)).toBe(stored);
  });

  it.each(['2026-02-30', '去年', '2026-13-01'])('keeps %s as typed, so that it can be named', (typed) => {
    expect(parseDateText(typed)).toBe(typed);
  });

  it.each([
    ['1,234.5', 123_450],
    ['¥1234.56元', 123_456],
    ['0.1', 10],
    ['-3', -300],
    ['三百', '三百'],
    ['1.234', '1.234'],
  ])('reads the money %s', (typed, stored) => {
    expect(parseMoneyText(typed)).toBe(stored);
  });

  it('takes nothing for nothing and shows stored values for editing', () => {
    expect(parseTyped(field('text'), '   ')).toBeNull();
    expect(parseTyped(field('path'), '一分厂 / 装配二 · A1')).toBe('一分厂/装配二/A1');
    expect(parseTyped(field('integer'), '1,200')).toBe(1200);
    expect(parseTyped(field('dateTime'), '2026-11-23 9:05')).toBe('2026-11-23T09:05');
    expect(editText(field('money'), 123_450)).toBe('1234.50');
    expect(editText(field('dateTime'), '2026-11-23T09:05')).toBe('2026-11-23 09:05');
  });
});

describe('changes', () => {
  it('sees no difference between ways of being empty', () => {
    expect(sameValue(undefined, null)).toBe(true);
    expect(sameValue('', [])).toBe(true);
    expect(sameValue('', 'x')).toBe(false);
    expect(sameValue(['a'], ['a'])).toBe(true);
  });

  it('names only what differs, and an emptied box as null', () => {
    expect(
      changedFields({ a: '1', b: '2', c: null }, { a: '1', b: '', c: undefined as never, d: 'x' }),
    ).toEqual({ b: null, d: 'x' });
    expect(filledFields({ a: '', b: false, c: null, d: 0 })).toEqual({ b: false, d: 0 });
  });
});

describe('type to find', () => {
  it.each(['hz', 'hanz', '汉', 'HZ'])('finds 汉族 by %s', (typed) => {
    expect(finds(typed, '汉族')).toBe(true);
  });
  it('does not find what is not there', () => {
    expect(finds('zz', '汉族')).toBe(false);
  });
});
