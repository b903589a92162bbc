import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isIsoDate } from '../../../../../../domain/rules/calendar.ts';
import { definition } from '../../../../../../domain/records/types/member.ts';
import { checkValue } from '../../../../../../domain/records/validate.ts';
import { cellParser } from '../../../../../../renderer/records/import/values/parser.ts';
import { documentTypeOf } from '../../../../../../renderer/records/import/values/identity.ts';
import { inventedIdNumber } from '../../../../../../scripts/fixtures/roster.ts';
import type { Cell, CellKind } from '../../../../../../renderer/records/import/readers/port.ts';
import type { FieldDefinition } from '../../../../../../domain/records/definition.ts';

const fieldOf = (key: string): FieldDefinition => {
  const field = definition.fields[key];
  if (!field) throw new Error(key);
  return field;
};
const read = (key: string, text: string, kind: CellKind = 'text', raw?: string) =>
  cellParser(fieldOf(key))({ kind, text, ...(raw === undefined ? {} : { raw }) });
const value = (key: string, text: string, kind?: CellKind): unknown => {
  const parsed = read(key, text, kind);
  return parsed.kind === 'value' ? parsed.value : parsed.kind;
};

describe('dates as HR writes them', () => {
  test.each([
    ['2019-9-1', '2019-09-01'],
    ['2019/9/1 0:00:00', '2019-09-01'],
    ['2019.09.01', '2019-09-01'],
    ['２０１９年９月１日', '2019-09-01'],
    ['2019 年 9 月 1 日', '2019-09-01'],
    ['20190901', '2019-09-01'],
    ['19.09.01', '2019-09-01'],
    ['85-6-15', '1985-06-15'],
    ['43709', '2019-09-01'],
    ['9/1/2019', '2019-09-01'],
    ['25/12/2019', '2019-12-25'],
    ['2019.9', '2019-09-01'],
    ['2019年9月', '2019-09-01'],
    ['201909', '2019-09-01'],
    ['2019.09.01.', '2019-09-01'],
    ['2019-02-30', 'refuse'],
    ['20191301', 'refuse'],
    ['长期', 'unread'],
    ['至今', 'unread'],
    ['无固定期限', 'unread'],
    ['待定', 'unread'],
    ['—', 'empty'],
    ['清空', 'clear'],
  ])('%s → %s', (text, expected) => {
    expect(value('hireDate', text)).toBe(expected);
  });

  test('year and month only says so, and 2019.1 as a number is not guessed', () => {
    expect(read('hireDate', '2019.9')).toMatchObject({ monthOnly: true });
    expect(value('hireDate', '2019.1', 'number')).toBe('unread');
    expect(value('hireDate', '2019.1')).toBe('2019-01-01');
  });

  test('whatever stands in the cell, a date is real or there is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9年月日./ -]{1,12}$/)), (text) => {
        const parsed = read('hireDate', text);
        if (parsed.kind === 'value') expect(isIsoDate(String(parsed.value))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('identity numbers', () => {
  const good = inventedIdNumber(5, true);
  test.each([
    [good, 'text', good],
    [` ${good.slice(0, 6)} ${good.slice(6)}`, 'text', good],
    [`'${good}`, 'text', good],
    ['44000019900101001x', 'text', '44000019900101001X'],
    ['４４００００１９８５０６１５１２２７', 'text', '440000198506151227'],
    ['4.4E+17', 'text', 'refuse'],
    ['440000199001010000', 'number', 'refuse'],
    ['440000900101001', 'text', 'refuse'],
    [`${good.slice(0, 17)}${good.endsWith('1') ? '2' : '1'}`, 'text', 'refuse'],
    [`${good.slice(0, 15)}000`, 'text', 'refuse'],
    ['H12345678', 'text', 'H12345678'],
  ] as const)('%s (%s) → %s', (text, kind, expected) => {
    expect(value('idNumber', text, kind)).toBe(expected);
  });

  test('a ruined number is named as ruined', () => {
    expect(read('idNumber', `${good.slice(0, 15)}000`)).toMatchObject({
      kind: 'refuse',
      message: expect.stringContaining('000') as string,
    });
  });

  test.each([
    [good, '111'],
    ['810000199001010019', 'B01'],
    ['830000199001010012', 'B02'],
    ['H12345678', '516'],
    ['E12345678', '414'],
    ['AAA440000000001', '553'],
    ['abc', undefined],
  ])('the form of %s names document type %s', (number, type) => {
    expect(documentTypeOf(number)).toBe(type);
  });

  test('one wrong digit never passes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200_000 }),
        fc.integer({ min: 0, max: 17 }),
        fc.integer({ min: 1, max: 9 }),
        (index, place, add) => {
          const number = inventedIdNumber(index, index % 2 === 0);
          const digit = Number(number[place]);
          fc.pre(!Number.isNaN(digit));
          const wrong = number.slice(0, place) + String((digit + add) % 10) + number.slice(place + 1);
          expect(read('idNumber', wrong).kind).toBe('refuse');
        },
      ),
    );
  });
});

describe('names', () => {
  test.each([
    ['王　芳', '王芳'],
    ['王  芳', '王芳'],
    ['阿依古丽·买买提', '阿依古丽·买买提'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['Maria Chen', 'Maria Chen'],
    ['欧阳 测试', '欧阳 测试'],
    ['甲测试（离职）', '甲测试'],
    ['乙测试*', '乙测试'],
    ['丙测试(女)', '丙测试'],
    ['丁测试-已离职', '丁测试'],
    ['戊测试A', '戊测试'],
    ['己测试【外包】', '己测试'],
    ['甲 测 试', '甲测试'],
    ['刘-海', '刘-海'],
    ['Anna', 'Anna'],
    ['阿依 古丽', '阿依 古丽'],
  ])('%s → %s', (text, expected) => {
    expect(value('name', text)).toBe(expected);
  });

  test.each([
    ['甲测试（离职）', '离职'],
    ['乙测试*', '*'],
    ['丁测试-已离职', '已离职'],
    ['戊测试A', 'A'],
  ])('%s keeps “%s” for the note', (text, rest) => {
    expect(read('name', text)).toMatchObject({ rest });
  });

  test('a tail that was cut off is told', () => {
    expect(read('name', '甲测试（离职）')).toMatchObject({
      notice: expect.stringContaining('（离职）') as string,
    });
  });
});

describe('codes, flags, phones, numbers', () => {
  test.each([
    ['sex', '男', '1'],
    ['sex', 'F', '2'],
    ['ethnic', '汉', '01'],
    ['ethnic', '汉族 ', '01'],
    ['ethnic', '土家', '15'],
    ['political', '无', '13'],
    ['householdType', 'A 城镇', '2'],
    ['householdType', '居民户口', 'J1'],
    ['education', '本科', '20'],
    ['education', '仙术', 'unread'],
    ['membershipStatus', '√', '02'],
    ['membershipStatus', '0', '00'],
    ['migrantWorker', '√', true],
    ['migrantWorker', '×', false],
    ['migrantWorker', '农民工', true],
    ['migrantWorker', '也许', 'unread'],
    ['migrantWorker', '', 'empty'],
    ['mobile', '170 0013 8000', '17000138000'],
    ['mobile', '+8617000138000', '17000138000'],
    ['mobile', '17000138000/17000138001', '17000138000'],
    ['mobile', '66123', 'rest'],
    ['mobile', '0085212345678', '0085212345678'],
    ['mobile', '00852-12345678', '0085212345678'],
    ['mobile', '0755-12345678', '075512345678'],
    ['mobile', '138001380001', 'unread'],
    ['sex', '♀', '2'],
    ['sex', 'Male', '1'],
    ['sex', '1', '1'],
    ['householdType', '农转非', '2'],
    ['householdType', '外地非农业户口', '2'],
    ['householdType', '省外农村', '3'],
    ['householdType', '居民', 'J1'],
    ['householdType', '居民家庭户', 'J1'],
    ['householdType', '集体户', 'J2'],
    ['householdType', '外籍', '9'],
    ['education', '函授本科', '20'],
    ['education', '专科（函授）', '30'],
    ['education', '大专及以上', '30'],
    ['education', '初中及以下', '70'],
    ['education', '高中以下', 'unread'],
    ['education', '高中/中专', 'unread'],
    ['political', '民主党派', 'unread'],
    ['political', '普通群众', '13'],
    ['employmentForm', '劳务派遣', '04'],
    ['employmentForm', '劳务外包', '04'],
    ['employmentForm', '小时工', '05'],
    ['employmentForm', '实习', 'S1'],
    ['employmentState', '退休返聘', '1'],
    ['employmentState', '退休', 'unread'],
    ['employmentState', '停薪留职', '5'],
    ['leaveReason', '自离', '02'],
    ['leaveReason', '01', 'unread'],
    ['ethnic', '漢族', '01'],
    ['migrantWorker', 'v', true],
    ['migrantWorker', '●', true],
    ['mobile', '1.7E+10', 'unread'],
    ['employeeNo', '123.0', '123'],
    ['employeeNo', '00123', '00123'],
    ['department', '装配二 / A4 线', '装配二/A4 线'],
    ['note', '清空', 'clear'],
    ['note', '无', 'empty'],
  ])('%s: %s → %s', (key, text, expected) => {
    expect(value(key, text)).toBe(expected);
  });

  test('a column of nothing but 0 and 1 is asked, an answer is used', () => {
    const cell: Cell = { kind: 'number', text: '0' };
    expect(cellParser(fieldOf('sex'), { bareZeroOne: true })(cell).kind).toBe('unread');
    expect(cellParser(fieldOf('sex'), { bareZeroOne: true, answers: { '0': '2' } })(cell)).toMatchObject({
      value: '2',
    });
  });

  test('a number that was formatted as a date is still a 工号', () => {
    expect(read('employeeNo', '2019-09-01', 'date', '43709')).toMatchObject({ value: '43709' });
  });

  test('errors are empty with a notice, formulas nobody calculated refuse the row', () => {
    expect(read('name', '#N/A', 'error')).toMatchObject({
      kind: 'unread',
      notice: expect.stringContaining('#N/A') as string,
    });
    expect(read('name', '', 'uncached').kind).toBe('refuse');
  });

  test('what any parser lets through is a value the record type accepts', () => {
    const keys = Object.keys(definition.fields);
    const words = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('是', '男', '汉', '2019.9', '无', '13800000000', '1', '#N/A'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...keys),
        words,
        fc.constantFrom<CellKind>('text', 'number'),
        (key, text, kind) => {
          const parsed = read(key, text, kind);
          if (parsed.kind === 'value')
            expect(checkValue(fieldOf(key), parsed.value), `${key} ${JSON.stringify(text)}`).toBeUndefined();
        },
      ),
      { numRuns: 4000 },
    );
  });
});
