import { describe, expect, test } from 'vitest';
import { definition } from '../../../../../../domain/records/types/member.ts';
import { findHeader } from '../../../../../../renderer/records/import/layout/findHeader.ts';
import { layoutKey, normaliseHeader } from '../../../../../../renderer/records/import/layout/headerText.ts';
import { recallMapping, rememberMapping } from '../../../../../../renderer/records/import/layout/mapping.ts';
import { proposeColumns } from '../../../../../../renderer/records/import/layout/propose.ts';
import { inventedIdNumber } from '../../../../../../scripts/fixtures/roster.ts';
import type { SheetRow } from '../../../../../../renderer/records/import/readers/port.ts';

const row = (number: number, texts: readonly string[]): SheetRow => ({
  number,
  cells: texts.map((text) => (text === '' ? { kind: 'empty', text } : { kind: 'text', text })),
});

function targets(headers: readonly string[], ...data: (readonly string[])[]): readonly string[] {
  const columns = proposeColumns(
    definition,
    row(1, headers),
    data.map((texts, index) => row(index + 2, texts)),
  );
  return columns.map(({ target }) =>
    target.kind === 'field'
      ? target.field
      : target.kind === 'ask'
        ? `ask ${target.candidates.join('/')}`
        : target.why,
  );
}

describe('headers', () => {
  test.each([
    ['姓 名', '姓名'],
    ['身份证\n号码', '身份证号码'],
    ['*手机（必填）', '手机'],
    ['基本工资（元）', '基本工资'],
    ['1.入职日期(格式：2019-09-01)', '入职日期'],
    ['身份证号（18位）', '身份证号'],
    ['学历（如本/专科）', '学历'],
    ['社会保障号(即居民身份证号码)', '社会保障号'],
    ['ＩＤ　Card', 'idcard'],
    ['姓名(拼音)', '姓名(拼音)'],
  ])('%j reads %j', (raw, normal) => {
    expect(normaliseHeader(raw)).toBe(normal);
  });

  test('the header row is found below titles and blank rows', () => {
    const rows = [
      row(1, ['某某公司2026年11月在职花名册']),
      row(3, ['制表：甲测试', '', '2026-11-23']),
      row(5, ['序号', '工号', '姓名', '部门']),
      row(6, ['1', '001', '甲测试', '一部']),
    ];
    expect(findHeader(definition, rows)).toBe(2);
    expect(findHeader(definition, [row(1, ['只有一格'])])).toBeUndefined();
  });

  test('unknown headers are found by their shape', () => {
    expect(
      findHeader(definition, [
        row(1, ['标题']),
        row(2, ['代号', '称呼', '归属']),
        row(3, ['1', '甲测试', '一部']),
      ]),
    ).toBe(1);
  });
});

describe('proposal', () => {
  test('every header of the table of spellings goes to its field', () => {
    for (const [key, field] of Object.entries(definition.fields)) {
      for (const header of field.headers ?? []) {
        const [target] = targets([header]);
        expect(
          target === key || target?.startsWith('ask ') === true,
          `${header} → ${target ?? ''}, not ${key}`,
        ).toBe(true);
      }
    }
  });

  test('编号 is a serial number when it counts, and asked otherwise', () => {
    expect(targets(['编号', '姓名'], ['1', '甲测试'], ['2', '乙测试'], ['3', '丙测试'])[0]).toBe('serial');
    expect(targets(['编号', '姓名'], ['A7', '甲测试'], ['A9', '乙测试'])[0]).toBe('ask employeeNo');
  });

  test('wages and the like are never read', () => {
    expect(targets(['姓名', '基本工资', '银行卡号', '紧急联系人', '血型'])).toEqual([
      'name',
      'never',
      'never',
      'never',
      'never',
    ]);
  });

  test('a 卡号 of bank cards is no 工号', () => {
    const cards = [1, 2, 3, 4].map((n) => [`622202000000000000${n}`, '甲测试']);
    expect(targets(['卡号', '姓名'], ...cards)[0]).toBe('never');
  });

  test('content names what the header does not', () => {
    const data = [1, 2, 3, 4].map((n) => [inventedIdNumber(n, true), `1700000000${n}`, '男', '甲测试']);
    expect(targets(['甲', '乙', '丙', '姓名'], ...data)).toEqual(['idNumber', 'mobile', 'sex', 'name']);
  });

  test('an ID column that holds no identity numbers is asked', () => {
    expect(targets(['ID', '姓名'], ['1001', '甲'], ['1002', '乙'], ['1007', '丙'])[0]).toBe(
      'ask idNumber/employeeNo',
    );
  });

  test('two columns for one field: the likelier name wins, the other is asked; parts of a place go together', () => {
    expect(targets(['联系电话', '手机', '部门', '车间', '班组'])).toEqual([
      'ask mobile',
      'mobile',
      'department',
      'department',
      'department',
    ]);
  });
});

test('a mapping is remembered per layout, and forgets fields that no longer exist', () => {
  const columns = proposeColumns(definition, row(1, ['姓名', '代号']), [row(2, ['甲测试', 'x'])]);
  const chosen = columns.map((column) =>
    column.index === 1 ? { ...column, target: { kind: 'field', field: 'employeeNo' } as const } : column,
  );
  const recalled = recallMapping(
    columns,
    rememberMapping(chosen, '2026-11-20'),
    (key) => key in definition.fields,
  );
  expect(recalled[1]).toMatchObject({ target: { kind: 'field', field: 'employeeNo' }, reason: '上次用过' });
  expect(recallMapping(columns, '[[1,"gone"]]', (key) => key in definition.fields)[1]?.target).toEqual(
    columns[1]?.target,
  );
  expect(recallMapping(columns, 'not json', () => true)).toBe(columns);
  expect(layoutKey('member', ['姓 名', '*工号'])).toBe(layoutKey('member', ['姓名', '工号']));
  expect(layoutKey('member', ['工号', '姓名'])).not.toBe(layoutKey('member', ['姓名', '工号']));
});
