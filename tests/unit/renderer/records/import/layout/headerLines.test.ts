import { describe, expect, test } from 'vitest';
import { definition } from '../../../../../../domain/records/types/member.ts';
import { findHeader } from '../../../../../../renderer/records/import/layout/findHeader.ts';
import { headerAt } from '../../../../../../renderer/records/import/layout/headerLines.ts';
import { proposeColumns } from '../../../../../../renderer/records/import/layout/propose.ts';
import type { MergedCells, SheetRow } from '../../../../../../renderer/records/import/readers/port.ts';

const row = (number: number, texts: readonly string[]): SheetRow => ({
  number,
  cells: texts.map((text) => ({ kind: text === '' ? 'empty' : 'text', text })),
});
const across = (number: number, left: number, right: number): MergedCells => ({
  top: number,
  bottom: number,
  left,
  right,
});

function headersOf(
  lines: readonly (readonly string[])[],
  merged: readonly MergedCells[] = [],
): { readonly first: number; readonly last: number; readonly texts: readonly string[] } {
  const rows = lines.map((texts, at) => row(at + 1, texts));
  const header = headerAt(definition, rows, findHeader(definition, rows) ?? -1, merged);
  return {
    first: header?.first ?? 0,
    last: header?.row.number ?? 0,
    texts: header?.row.cells.map(({ text }) => text) ?? [],
  };
}

const emergency = [
  ['工号', '姓名', '部门', '紧急联系人', '', '备注'],
  ['', '', '', '姓名', '电话', ''],
  ['001', '甲测试', '一部', '乙测试', '17000000001', ''],
];
const joined = ['工号', '姓名', '部门', '紧急联系人-姓名', '紧急联系人-电话', '备注'];

describe('headers of two lines (K51)', () => {
  test('are joined by merged cells, and by blanks where the file has none', () => {
    expect(headersOf(emergency, [across(1, 3, 4)])).toEqual({ first: 1, last: 2, texts: joined });
    expect(headersOf(emergency)).toEqual({ first: 1, last: 2, texts: joined });
  });

  test('merged cells say how far a word reaches where blanks do not', () => {
    const lines = [
      ['某某公司', '', '', '', ''],
      ['工号', '姓名', '紧急联系人', '', ''],
      ['', '', '', '姓名', '电话'],
    ];
    expect(headersOf(lines, [across(2, 2, 4)]).texts).toEqual([
      '工号',
      '姓名',
      '紧急联系人',
      '紧急联系人-姓名',
      '紧急联系人-电话',
    ]);
    expect(headersOf(lines).first).toBe(2);
    expect(headersOf(lines).last).toBe(2);
  });

  test('a band above headers we know, found from the lower line', () => {
    const lines = [
      ['基本信息', '', '', '合同情况', ''],
      ['工号', '姓名', '性别', '合同开始日期', '合同到期日'],
      ['001', '甲测试', '男', '2020-01-01', '2023-01-01'],
    ];
    const { first, last, texts } = headersOf(lines);
    expect([first, last]).toEqual([1, 2]);
    const columns = proposeColumns(definition, row(2, texts), [row(3, lines[2] ?? [])]);
    expect(columns.map(({ target }) => (target.kind === 'field' ? target.field : target.kind))).toEqual([
      'employeeNo',
      'name',
      'sex',
      'contractStart',
      'contractEnd',
    ]);
  });

  test.each([
    [
      'people below one line',
      [
        ['工号', '姓名', '备注'],
        ['A1', '甲测试', '好'],
      ],
    ],
    [
      'people with a blank below it',
      [
        ['工号', '姓名', '备注', ''],
        ['A1', '甲测试', '', '好'],
      ],
    ],
    [
      'people of words alone below a band',
      [
        ['分厂', '', '姓名', '备注'],
        ['一厂', '装配', '甲测试', ''],
      ],
    ],
    [
      'known headers below a line of 制表',
      [
        ['制表：甲测试', '', '', '单位'],
        ['工号', '姓名', '部门', ''],
      ],
    ],
    [
      'people below words with a blank behind each',
      [
        ['姓名', '', '部门', ''],
        ['甲测试', '好', '一部', '夜班'],
      ],
    ],
    [
      'headers without a word',
      [
        ['姓名', ''],
        ['甲测试', '好'],
      ],
    ],
    [
      'a line of 制表 above',
      [
        ['制表：甲测试', '', '单位：某某'],
        ['工号', '姓名', '部门'],
      ],
    ],
    [
      'a title above',
      [
        ['花名册', '', ''],
        ['工号', '姓名', '部门'],
      ],
    ],
    [
      'a month above',
      [
        ['装配', '', '2026年11月'],
        ['工号', '姓名', '部门'],
      ],
    ],
  ])('%s are no second line', (_name, lines) => {
    const { first, last } = headersOf(lines);
    expect(first).toBe(last);
  });

  test('two lines with a row between them are not one header', () => {
    const rows = [row(1, emergency[0] ?? []), row(3, emergency[1] ?? [])];
    expect(headerAt(definition, rows, 0, [])?.row.number).toBe(1);
  });
});

test('what stands below somebody else’s band is theirs', () => {
  const targets = (...headers: readonly string[]): readonly string[] =>
    proposeColumns(definition, row(2, headers), []).map(({ target }) =>
      target.kind === 'field'
        ? target.field
        : target.kind === 'ask'
          ? `ask ${target.candidates.join('/')}`
          : target.why,
    );
  expect(targets('姓名', '紧急联系人-姓名', '紧急联系人-电话', '紧急联系人-关系')).toEqual([
    'name',
    'never',
    'otherPhone',
    'never',
  ]);
  expect(targets('家庭成员-姓名', '配偶信息-电话')).toEqual(['ask name', 'ask mobile']);
  expect(targets('联系方式-手机', '其他-籍贯', '薪资-基本工资', '劳动合同-合同期限')).toEqual([
    'mobile',
    'nativePlace',
    'never',
    'unknown',
  ]);
});
