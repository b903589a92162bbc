import type { PaperDefinition, PaperOrder } from '../paper.ts';
import { chunked, numbered, partsOf } from '../grouping.ts';
import type { Part } from '../grouping.ts';
import { HeadLine, PaperTitle, SignLine } from '../sheet/marks.tsx';
import { PaperTable } from '../sheet/PaperTable.tsx';
import type { PaperColumn } from '../sheet/PaperTable.tsx';
import { narrowRow } from '../sheet/fit.ts';
import { dayOnPaper, isMember, monthInTable, placeOnPaper, textOf, valueOn } from '../words.ts';

/** 252 mm between the margins of a landscape A4. */
const columns: readonly (PaperColumn & { readonly field?: string })[] = [
  { label: '序号', width: 11 },
  { label: '工号', width: 19, field: 'employeeNo' },
  { label: '姓名', width: 23, field: 'name' },
  { label: '性别', width: 10, field: 'sex' },
  { label: '出生年月', width: 18, field: 'birthDate' },
  { label: '民族', width: 14, field: 'ethnic' },
  { label: '学历', width: 25, field: 'education' },
  { label: '身份证号', width: 40, field: 'idNumber' },
  { label: '手机', width: 28, field: 'mobile' },
  { label: '岗位', width: 22, field: 'position' },
  { label: '入会日期', width: 22, field: 'joinDate' },
  { label: '备注', width: 20, field: 'note', align: 'left' },
];

export const rowsAPage = 25;

function page(order: PaperOrder, part: Part, from: number, rows: Part['rows']) {
  const cells = rows.map((row, at) =>
    columns.map(({ field }) => {
      if (field === undefined) return String(from + at + 1);
      if (field === 'birthDate') return monthInTable(textOf(row, field));
      // A day of joining would say of somebody who never joined, or left, that he is a member.
      const shown = field === 'joinDate' && !isMember(row) ? 'membershipStatus' : field;
      return valueOn(order.definition, row, shown);
    }),
  );
  const members = part.rows.filter(isMember).length;
  const everybody = members === part.rows.length;
  return (
    <>
      <PaperTitle>{everybody ? '会员花名册' : '职工和会员花名册'}</PaperTitle>
      <HeadLine
        parts={[
          `单位（盖章）：${part.unit.name}`,
          ...(part.place === undefined ? [] : [`部门/班组：${placeOnPaper(part.place)}`]),
          `共 ${part.rows.length} 人${everybody ? '' : `，其中会员 ${members} 人`}`,
          `日期：${dayOnPaper(order.today)}`,
        ]}
      />
      <PaperTable label="会员花名册" columns={columns} rows={cells} rowHeight={5.4} steps={narrowRow} />
      <SignLine names={['制表', '审核', '工会主席', '盖章日期']} />
    </>
  );
}

/** 会员名册 of clerks.md 4: landscape, 25 rows, a seal on each page. */
export const paper: PaperDefinition = {
  key: 'roster',
  title: '会员花名册',
  recordType: 'member',
  order: 10,
  sheet: 'landscape',
  fields: [
    ...columns.flatMap(({ field }) => (field === undefined ? [] : [field])),
    'department',
    'membershipStatus',
  ],
  cuts: ['unit', 'place'],
  numbers: 'masked',
  pages: (order) =>
    partsOf(order).flatMap((part) =>
      numbered(
        `${part.unit.id}/${part.place ?? ''}`,
        chunked(part.rows, rowsAPage).map((rows, at) => () => page(order, part, at * rowsAPage, rows)),
      ),
    ),
};
