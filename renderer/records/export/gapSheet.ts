import { entriesOf } from '../../../domain/dictionaries/lookup.ts';
import type { FieldDefinition, RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import { isEmpty } from '../../../domain/records/validate.ts';
import { cellOf, columnOf } from './exportRecords.ts';
import { headFieldsOf } from './headFields.ts';
import { writeXlsx } from './writeXlsx.ts';
import type { Choices, ExportCell, ExportSheet } from './xlsxParts.ts';

const notesName = '说明';

/**
 * 待补信息表: a line per record that lacks one of `columns`. What it lacks is an empty framed cell, what it has is not
 * written and is hatched, so that the filled sheet imports again as 只补充信息 and touches nothing else. The second sheet
 * says how to fill it and holds the words of the code tables.
 */
export function gapSheet(
  definition: RecordDefinition,
  rows: readonly RecordData[],
  columns: readonly string[],
): Uint8Array<ArrayBuffer> {
  const heads = headFieldsOf(definition).flatMap((key) => named(definition, key));
  const asked = columns
    .filter((key) => !headFieldsOf(definition).includes(key))
    .flatMap((key) => named(definition, key));
  const wanting = rows.filter((row) => asked.some(({ key }) => isEmpty(row[key])));
  const coded = asked.filter(({ field }) => wordsOf(field).length > 0);
  const choices = coded.map(({ key, field }, index): Choices => ({
    column: heads.length + asked.findIndex((each) => each.key === key),
    lastRow: wanting.length + 1,
    from: { sheet: notesName, column: index + 1, values: wordsOf(field).length },
  }));
  const sheet: ExportSheet = {
    name: '待补信息表',
    columns: [...heads, ...asked].map(({ field }) => ({ ...columnOf(field), kind: 'text' as const })),
    rows: lines(heads, asked, wanting),
    frozenColumns: heads.length,
    choices,
  };
  return writeXlsx(sheet, [notes(coded)]);
}

interface Named {
  readonly key: string;
  readonly field: FieldDefinition;
}

function named(definition: RecordDefinition, key: string): readonly Named[] {
  const field = definition.fields[key];
  return field === undefined ? [] : [{ key, field }];
}

function* lines(
  heads: readonly Named[],
  asked: readonly Named[],
  rows: readonly RecordData[],
): Generator<readonly ExportCell[], void, undefined> {
  for (const row of rows) {
    yield [
      ...heads.map(({ key, field }) => cellOf(field, row[key] ?? null, false)),
      ...asked.map(({ key }): ExportCell => ({ empty: isEmpty(row[key]) ? 'wanted' : 'settled' })),
    ];
  }
}

function wordsOf(field: FieldDefinition): readonly string[] {
  if (field.kind === 'flag') return ['是', '否'];
  return field.kind === 'code' ? entriesOf(field.dictionary ?? '').map(({ label }) => label) : [];
}

const instructions: readonly string[] = [
  '请只填黄色带框的格子；灰色斜纹的格子已经有内容，不用填。',
  '不知道的先空着，空着的不会改动原来的内容。',
  '请不要改第一行的列名，也不要改左边已经写好的几列。',
  '有下拉选项的，从选项里选；选项也列在右边。',
  '日期写成 2026-11-23 这样。',
  '填好后交回工会；导入时选“只补充信息”。',
];

function notes(coded: readonly Named[]): ExportSheet {
  const lists = coded.map(({ field }) => wordsOf(field));
  const height = Math.max(instructions.length, ...lists.map((words) => words.length));
  return {
    name: notesName,
    columns: [
      { header: '怎样填', width: 62, kind: 'text' },
      ...coded.map(({ field }) => ({ header: `选项：${field.label}`, width: 22, kind: 'text' as const })),
    ],
    rows: Array.from({ length: height }, (_, at) => [
      instructions[at] ?? null,
      ...lists.map((words) => words[at] ?? null),
    ]),
  };
}
