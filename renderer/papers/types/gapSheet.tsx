import type { ReactNode } from 'react';
import { entriesOf } from '../../../domain/dictionaries/lookup.ts';
import type { FieldDefinition, RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import { validateRecord } from '../../../domain/records/validate.ts';
import type { PaperDefinition, PaperOrder } from '../paper.ts';
import { chunked, numbered, partsOf } from '../grouping.ts';
import type { Part } from '../grouping.ts';
import { HeadLine, PaperTitle, SignLine } from '../sheet/marks.tsx';
import { PaperTable } from '../sheet/PaperTable.tsx';
import type { PaperColumn } from '../sheet/PaperTable.tsx';
import { tallRow } from '../sheet/fit.ts';
import { dayOnPaper, placeOnPaper, valueOn } from '../words.ts';

/** 252 mm less 序号, 工号, 姓名 and the signature. */
const room = 252 - 11 - 19 - 24 - 28;
const rowsAPage = 13;

/** What a hand needs to write a value of a kind, mm. */
function penWidth(field: FieldDefinition): number {
  switch (field.kind) {
    case 'idNumber':
      return 58;
    case 'phone':
      return 36;
    case 'date':
      return 28;
    case 'flag':
      return 22;
    case 'text':
    case 'longText':
      return 44;
    default:
      return 26;
  }
}

function missing(definition: RecordDefinition, data: RecordData): ReadonlySet<string> {
  const gaps = validateRecord(definition, data).filter((issue) => issue.severity === 'gap');
  return new Set(gaps.map((issue) => issue.field));
}

/** Two answers are ticked, everything else is written. */
function toFill(field: FieldDefinition): ReactNode {
  if (field.kind === 'flag') return <span className="pick">□是 □否</span>;
  return field.dictionary === 'gbt2261_1_sex' ? (
    <span className="pick">
      {entriesOf(field.dictionary)
        .filter(({ code }) => code === '1' || code === '2')
        .map(({ label }) => `□${label.replace(/性$/, '')}`)
        .join(' ')}
    </span>
  ) : null;
}

interface Column extends PaperColumn {
  readonly key: string;
  readonly field: FieldDefinition;
}

/** Columns that somebody of these lacks, on as many sheets side by side as a pen needs room. */
function columnSets(
  definition: RecordDefinition,
  lacks: readonly ReadonlySet<string>[],
): readonly Column[][] {
  const sets: Column[][] = [];
  let left = 0;
  for (const [key, field] of Object.entries(definition.fields)) {
    if (!lacks.some((keys) => keys.has(key))) continue;
    const width = penWidth(field);
    if (sets.length === 0 || width > left) {
      sets.push([]);
      left = room;
    }
    sets.at(-1)?.push({ key, field, label: field.label, width });
    left -= width;
  }
  return sets;
}

function page(
  order: PaperOrder,
  part: Part,
  from: number,
  rows: Part['rows'],
  lacks: readonly ReadonlySet<string>[],
  set: readonly Column[],
) {
  const on = (row: RecordData, key: string): string => valueOn(order.definition, row, key);
  const spare = room - set.reduce((sum, column) => sum + column.width, 0);
  return (
    <>
      <PaperTitle>待补信息表</PaperTitle>
      <HeadLine
        parts={[
          `单位：${part.unit.name}`,
          ...(part.place === undefined ? [] : [`部门/班组：${placeOnPaper(part.place)}`]),
          `共 ${part.rows.length} 人`,
          `填表日期：${dayOnPaper('')}`,
        ]}
      />
      <PaperTable
        label="待补信息表"
        columns={[
          { label: '序号', width: 11 },
          { label: '工号', width: 19 },
          { label: '姓名', width: 24 },
          ...set.map((column) => ({ ...column, width: column.width + spare / set.length })),
          { label: '本人签名', width: 28 },
        ]}
        rows={rows.map((row, at) => [
          String(from + at + 1),
          on(row, 'employeeNo'),
          on(row, 'name'),
          ...set.map(({ key, field }) =>
            lacks[at]?.has(key) === true ? toFill(field) : <span className="pick">已有</span>,
          ),
          null,
        ])}
        rowHeight={9}
        steps={tallRow}
      />
      <p className="paper-note">空白的格子请对照本人证件填写，写“已有”的不用填；填好请交回工会。</p>
      <SignLine names={['部门/班组负责人', '填表人', '联系电话']} />
    </>
  );
}

function pagesOf(order: PaperOrder, part: Part) {
  const people = chunked(part.rows, rowsAPage);
  const lacks = part.rows.map((row) => missing(order.definition, row));
  const sets = columnSets(order.definition, lacks);
  return numbered(
    `${part.unit.id}/${part.place ?? ''}`,
    people.flatMap((rows, at) =>
      sets.map((set) => {
        const from = at * rowsAPage;
        return () => page(order, part, from, rows, lacks.slice(from, from + rowsAPage), set);
      }),
    ),
  );
}

/** 待补信息表 (K4): goes to each workshop on paper, with the columns somebody there lacks and nobody's values. */
export const paper: PaperDefinition = {
  key: 'gapSheet',
  title: '待补信息表',
  recordType: 'member',
  order: 60,
  sheet: 'landscape',
  // What the type's own checks may call a gap is needed, given as one, or moves with a state.
  fields: (definition) =>
    Object.entries(definition.fields).flatMap(([key, { need, group, stateOf }]) =>
      need !== undefined ||
      group !== undefined ||
      stateOf !== undefined ||
      key === definition.subtitleField ||
      key === definition.treeField
        ? [key]
        : [],
    ),
  cuts: ['place', 'unit'],
  numbers: 'masked',
  purpose: '补齐上报信息',
  refuses: {
    when: (data, definition) => missing(definition, data).size === 0,
    words: '上报要的信息都齐了',
  },
  pages: (order) => partsOf(order).flatMap((part) => pagesOf(order, part)),
};
