import type { RecordData } from '../../../domain/records/definition.ts';
import type { PaperDefinition, PaperOrder, PaperUnit } from '../paper.ts';
import { numbered } from '../grouping.ts';
import { FormTable } from '../sheet/FormTable.tsx';
import { HeadLine, PaperTitle, SealBox } from '../sheet/marks.tsx';
import { PaperTable } from '../sheet/PaperTable.tsx';
import { tallRow } from '../sheet/fit.ts';
import { dayOnPaper, gap, placeOnPaper, textOf, valueOn } from '../words.ts';

const fields = [
  'name',
  'sex',
  'birthDate',
  'ethnic',
  'education',
  'nativePlace',
  'political',
  'idNumber',
  'mobile',
  'employer',
  'department',
  'position',
  'title',
  'workStart',
  'employeeNo',
  'cardNo',
  'joinDate',
  'joinMeeting',
  'joinDocument',
] as const;

const blankRows = (rows: number, columns: number): readonly (readonly string[])[] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => ''));

function front(order: PaperOrder, row: RecordData, unit: PaperUnit) {
  const on = (key: (typeof fields)[number]): string => valueOn(order.definition, row, key);
  return (
    <>
      <PaperTitle>工会会员登记表</PaperTitle>
      <HeadLine parts={[`工会：${unit.name}`, `会员证号码：${on('cardNo') || gap(8)}`]} />
      <FormTable
        label="本人情况"
        widths={[22, 33, 22, 33, 22, 33]}
        lines={[
          {
            height: 9,
            boxes: [
              { label: '姓名', value: on('name') },
              { label: '性别', value: on('sex') },
              { label: '出生日期', value: on('birthDate') },
            ],
          },
          {
            height: 9,
            boxes: [
              { label: '民族', value: on('ethnic') },
              { label: '学历', value: on('education') },
              { label: '籍贯', value: on('nativePlace') },
            ],
          },
          {
            height: 9,
            boxes: [
              { label: '证件号码', value: on('idNumber'), span: 3 },
              { label: '政治面貌', value: on('political') },
            ],
          },
          {
            height: 9,
            boxes: [
              { label: '工作单位', value: on('employer'), span: 3 },
              { label: '手机', value: on('mobile') },
            ],
          },
          {
            height: 9,
            boxes: [
              { label: '部门/班组', value: placeOnPaper(textOf(row, 'department')), span: 3 },
              { label: '工号', value: on('employeeNo') },
            ],
          },
          {
            height: 9,
            boxes: [
              { label: '职务', value: on('position') },
              { label: '职称', value: on('title') },
              // Wages are never kept from a roster (K45): this box is for the pen.
              { label: '工资' },
            ],
          },
          { height: 9, boxes: [{ label: '参加工作时间', value: on('workStart'), span: 5 }] },
        ]}
      />
      <p className="form-part">个人简历</p>
      <PaperTable
        label="个人简历"
        columns={[
          { label: '起止年月', width: 40 },
          { label: '在何单位', width: 80 },
          { label: '职务', width: 45 },
        ]}
        rows={blankRows(5, 3)}
        rowHeight={8}
        steps={tallRow}
      />
      <p className="form-part">家庭主要成员</p>
      <PaperTable
        label="家庭主要成员"
        columns={[
          { label: '姓名', width: 30 },
          { label: '与本人关系', width: 28 },
          { label: '工作单位和职务', width: 75 },
          { label: '联系电话', width: 32 },
        ]}
        rows={blankRows(4, 4)}
        rowHeight={8}
        steps={tallRow}
      />
      <div className="opinion sealed registration-end">
        <div className="opinion-words">
          <b>基层工会委员会意见</b>
          <span>批准会议：{on('joinMeeting') || gap(10)}</span>
          <span>文号：{on('joinDocument') || gap(10)}</span>
          <span>批准入会日期：{dayOnPaper(textOf(row, 'joinDate'))}</span>
          <span>主席（签名）：{gap(8)}</span>
        </div>
        <SealBox words="（工会盖章）" />
      </div>
    </>
  );
}

/** Beside a seal there is room for this much. */
const narrowDay = '\u3000\u3000年\u3000\u2002月\u3000\u2002日';

/** The form moves with the member: the old union fills and seals the left box, the new one the right (facts 1.2). */
function back() {
  return (
    <>
      <PaperTitle>会籍转移记录</PaperTitle>
      <div className="transfers">
        {[1, 2, 3].map((turn) => (
          <div key={turn} className="transfer">
            {['转出', '接收'].map((side) => (
              <div key={side} className="transfer-side">
                <b>
                  第 {turn} 次{side}
                </b>
                <span>{side === '转出' ? '转往单位：' : '由何单位转来：'}</span>
                <span>{side === '转出' ? '会费交至：' : '会费从何月起交：'}</span>
                <span>经办人：</span>
                <div className="transfer-end">
                  <span>{narrowDay}</span>
                  <SealBox words="（盖章）" />
                </div>
              </div>
            ))}
          </div>
        ))}
      </div>
    </>
  );
}

/** 工会会员登记表 with the boxes of the 2016 form; two sides of one sheet. */
export const paper: PaperDefinition = {
  key: 'registration',
  title: '会员登记表',
  recordType: 'member',
  order: 30,
  sheet: 'portrait',
  fields,
  cuts: ['unit'],
  numbers: 'masked',
  purpose: '会员登记存档',
  blank: true,
  pages: (order) =>
    order.units.flatMap((unit) =>
      unit.rows.flatMap((row, at) => numbered(`${unit.id}/${at}`, [() => front(order, row, unit), back])),
    ),
};
