import { memberFields } from '../../../../../domain/records/member/fields.ts';
import { memberHeaders } from '../../../../../domain/records/member/headers.ts';
import { definition as member } from '../../../../../domain/records/types/member.ts';
import type { FieldDefinition, RecordDefinition } from '../../../../../domain/records/definition.ts';

/** What is read of a payroll: who it is, and at most two amounts. */
export const payrollUses = ['idNumber', 'employeeNo', 'name', 'mobile', 'base', 'paid'] as const;
export type PayrollUse = (typeof payrollUses)[number];

const whose = (key: PayrollUse): FieldDefinition => {
  const field = memberFields[key];
  if (field === undefined) throw new Error(`a member file has no ${key}`);
  // A remark cut from a name goes nowhere here: a payroll changes nobody's file.
  const { restTo: _cut, ...kept } = field;
  return kept;
};

const wageWords =
  '岗位工资 薪级工资 等级工资 基本工资 基础工资 级别工资 职务工资 绩效工资 工龄工资 计件工资 加班工资 加班费 津贴 补贴 奖金 全勤奖 应发 应发工资 应发合计 应付工资 应扣 应扣合计 扣款合计 社保 养老保险 医疗保险 失业保险 公积金 住房公积金 个税 个人所得税 代扣个税 实发 实发工资 实发合计 应税工资 出勤天数 银行账号 银行卡号 部门 岗位 备注 签名';

/**
 * A payroll as the importer's readers see it: only these fields can be mapped, and whatever is not mapped is never read
 * beyond the preview (K45). No header proposes the base: which wages count is the union's decision and not a spelling's.
 */
export const payrollSheet: RecordDefinition = {
  type: 'payroll',
  label: '工资表',
  countWord: '行',
  compartment: 'general',
  schemaVersion: 1,
  sections: [{ key: 'payroll', label: '工资表' }],
  fields: {
    idNumber: whose('idNumber'),
    employeeNo: whose('employeeNo'),
    name: { ...whose('name'), headers: [...(memberHeaders['name'] ?? []), '领款人', '收款人'] },
    mobile: whose('mobile'),
    base: { label: '会费基数', kind: 'money', section: 'payroll' },
    paid: {
      label: '会费',
      kind: 'money',
      section: 'payroll',
      headers: ['工会会费', '代扣会费', '会费扣款', '扣会费', '代扣工会会费', '工会费', '扣工会费'],
    },
  },
  titleField: 'name',
  subtitleField: 'employeeNo',
  identity: member.identity,
  list: [],
  defaultSort: { field: 'employeeNo' },
  // Only to recognise the row of headers: none of them is read unless the clerk chooses it.
  neverImported: wageWords.split(' '),
};
