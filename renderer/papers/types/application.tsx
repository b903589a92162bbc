import type { RecordData } from '../../../domain/records/definition.ts';
import type { PaperDefinition, PaperOrder, PaperUnit } from '../paper.ts';
import { letters } from '../grouping.ts';
import { FormTable } from '../sheet/FormTable.tsx';
import { PaperTitle, SealBox } from '../sheet/marks.tsx';
import { dayOnPaper, gap, placeOnPaper, textOf, valueOn } from '../words.ts';

const fields = [
  'name',
  'sex',
  'birthDate',
  'ethnic',
  'education',
  'political',
  'idNumber',
  'mobile',
  'employer',
  'department',
  'position',
  'hireDate',
  'householdType',
  'address',
  'employeeNo',
] as const;

function page(order: PaperOrder, row: RecordData, unit: PaperUnit) {
  const on = (key: (typeof fields)[number]): string => valueOn(order.definition, row, key);
  return (
    <>
      <PaperTitle>中华全国总工会入会申请书</PaperTitle>
      <div className="application-words">
        <p className="paper-text first">{unit.name}：</p>
        <p className="paper-text">
          我自愿申请加入工会，承认并遵守《中国工会章程》，执行工会决议，参加工会活动，履行会员义务，按时交纳会费。
        </p>
      </div>
      <FormTable
        label="申请人情况"
        widths={[22, 33, 22, 33, 22, 33]}
        lines={[
          {
            height: 12,
            boxes: [
              { label: '姓名', value: on('name') },
              { label: '性别', value: on('sex') },
              { label: '民族', value: on('ethnic') },
            ],
          },
          {
            height: 12,
            boxes: [
              { label: '出生日期', value: on('birthDate') },
              { label: '学历', value: on('education') },
              { label: '政治面貌', value: on('political') },
            ],
          },
          {
            height: 12,
            boxes: [
              { label: '证件号码', value: on('idNumber'), span: 3 },
              { label: '手机', value: on('mobile') },
            ],
          },
          {
            height: 12,
            boxes: [
              { label: '工作单位', value: on('employer'), span: 3 },
              { label: '工号', value: on('employeeNo') },
            ],
          },
          {
            height: 12,
            boxes: [
              { label: '部门/班组', value: placeOnPaper(textOf(row, 'department')), span: 3 },
              { label: '岗位', value: on('position') },
            ],
          },
          {
            height: 12,
            boxes: [
              { label: '现住址', value: on('address'), span: 3 },
              { label: '入职日期', value: on('hireDate') },
            ],
          },
          {
            height: 12,
            boxes: [{ label: '户籍类型', value: on('householdType'), span: 5 }],
          },
        ]}
      />
      <div className="application-sign">
        <span>申请人（签名）：{gap(8)}</span>
        <span>{dayOnPaper('')}</span>
      </div>
      <div className="opinion">
        <b>工会小组意见</b>
        <div className="opinion-end">
          <span>组长（签名）：{gap(7)}</span>
          <span>{dayOnPaper('')}</span>
        </div>
      </div>
      <div className="opinion sealed">
        <div className="opinion-words">
          <b>基层工会委员会审批意见</b>
          <span>批准会议：{gap(12)}</span>
          <span>批准入会日期：{dayOnPaper('')}</span>
          <span>主席（签名）：{gap(8)}</span>
        </div>
        <SealBox words="（工会盖章）" />
      </div>
    </>
  );
}

/** One sheet for each person, to be signed in one room by sixty at once (clerks.md 1.1); membership begins with approval. */
export const paper: PaperDefinition = {
  key: 'application',
  title: '入会申请书',
  recordType: 'member',
  order: 20,
  sheet: 'portrait',
  fields,
  cuts: ['unit'],
  numbers: 'masked',
  purpose: '办理入会',
  blank: true,
  pages: (order) => letters(order, (row, unit) => page(order, row, unit)),
};
