import type { Issue, RecordData, RecordDefinition } from '../definition.ts';
import { monthFields, monthKey, monthNumbers, sectionOf } from '../dues/months.ts';
import { isEmpty } from '../validate.ts';
import { duesOf } from '../../rules/dues.ts';

const refuse = (field: string, code: string, message: string): Issue => ({
  field,
  code,
  severity: 'refuse',
  message,
});

const amount = (data: RecordData, key: string): number | undefined => {
  const value = data[key];
  return typeof value === 'number' ? value : undefined;
};

function monthIssues(data: RecordData, month: string): readonly Issue[] {
  const issues: Issue[] = [];
  const name = `${Number(month)} 月`;
  const [baseKey, dueKey, paidKey] = [
    monthKey('base', month),
    monthKey('due', month),
    monthKey('paid', month),
  ];
  for (const [key, word] of [
    [baseKey, '基数'],
    [dueKey, '应缴'],
    [paidKey, '已缴'],
  ] as const)
    if ((amount(data, key) ?? 0) < 0) issues.push(refuse(key, 'negative', `${name}${word}不能是负数。`));
  const [base, due] = [amount(data, baseKey), amount(data, dueKey)];
  if (base !== undefined && due !== undefined && due !== duesOf(base) && isEmpty(data['agreed']))
    issues.push(
      refuse(
        dueKey,
        'contradictsBase',
        `${name}应缴和基数算出来的不一样。另有约定的，请先填“约定金额”，再改应缴。`,
      ),
    );
  return issues;
}

function check(data: RecordData): readonly Issue[] {
  const issues: Issue[] = [];
  const year = data['year'];
  if (typeof year === 'number' && (year < 1990 || year > 2100))
    issues.push(refuse('year', 'noYear', '“年度”要填四位数的年份，如 2026。'));
  if ((amount(data, 'agreed') ?? 0) < 0) issues.push(refuse('agreed', 'negative', '“约定金额”不能是负数。'));
  for (const month of monthNumbers) issues.push(...monthIssues(data, month));
  if (!isEmpty(data['exemptMonths']) && isEmpty(data['exemptReason']))
    issues.push({
      field: 'exemptReason',
      code: 'neededToReport',
      severity: 'gap',
      message: '有免缴的月份，请写明为什么。可以先保存，以后补上。',
    });
  return issues;
}

/** What one member owes and pays in one year (facts 1.3; why a year and not a month: docs/decisions/0014). */
export const definition: RecordDefinition = {
  type: 'duesYear',
  label: '会费',
  listLabel: '会费明细',
  countWord: '份',
  compartment: 'general',
  menuOrder: 15,
  schemaVersion: 1,
  sections: [
    { key: 'person', label: '会员与年度' },
    ...monthNumbers.map((month) => ({ key: sectionOf(month), label: `${Number(month)} 月` })),
    { key: 'other', label: '免缴与备注' },
  ],
  fields: {
    memberId: { label: '会员档案', kind: 'link', linkTo: 'member', section: 'person', need: 'save' },
    year: { label: '年度', kind: 'integer', section: 'person', need: 'save' },
    name: { label: '姓名', kind: 'text', section: 'person', need: 'save', maxLength: 50, search: 'name' },
    employeeNo: { label: '工号', kind: 'text', section: 'person', maxLength: 30, search: 'exact' },
    agreed: {
      label: '约定金额',
      kind: 'money',
      section: 'person',
      help: '没有固定收入的会员，和工会商定每月缴多少；填了就按它，不按基数算',
    },
    ...monthFields(),
    exemptMonths: { label: '免缴月份', kind: 'codes', dictionary: 'calendar_month', section: 'other' },
    exemptReason: { label: '免缴原因', kind: 'text', section: 'other', maxLength: 100 },
    note: { label: '备注', kind: 'longText', section: 'other', maxLength: 1000 },
  },
  titleField: 'name',
  subtitleField: 'employeeNo',
  identity: [['memberId', 'year']],
  list: [
    { field: 'employeeNo', width: 84, frozen: true },
    { field: 'name', width: 100, frozen: true },
    { field: 'year', width: 84, filter: true },
    { field: 'agreed', width: 96 },
    { field: '@sync', width: 96, filter: true },
    ...monthNumbers.map((month) => ({ field: monthKey('paid', month), width: 92, wide: Number(month) > 6 })),
  ],
  defaultSort: { field: 'employeeNo' },
  check,
};
