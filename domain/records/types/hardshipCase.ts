import type { Role } from '../../access.ts';
import type { Issue, RecordData, RecordDefinition } from '../definition.ts';
import { judgeDocumentNumber } from '../../rules/identityNumber.ts';

const editors: readonly Role[] = ['officeAdmin', 'clerk', 'reviewer'];

function check(data: RecordData): readonly Issue[] {
  const issues: Issue[] = [];
  const number = data['idNumber'];
  if (typeof number === 'string' && number !== '') {
    const verdict = judgeDocumentNumber('111', number);
    if (!verdict.ok)
      issues.push({ field: 'idNumber', code: verdict.fault, severity: 'refuse', message: verdict.message });
  }
  const main = data['mainCause'];
  const others = data['otherCauses'];
  if (Array.isArray(others)) {
    if (others.length > 3)
      issues.push({
        field: 'otherCauses',
        code: 'tooMany',
        severity: 'refuse',
        message: '次要致困原因最多选三项。请去掉几项。',
      });
    if (typeof main === 'string' && others.includes(main)) {
      issues.push({
        field: 'otherCauses',
        code: 'repeatsMain',
        severity: 'refuse',
        message: '次要致困原因里已经有主要原因了。请去掉重复的一项。',
      });
    }
    if ((others.includes('10') || main === '10') && !data['causeNote']) {
      issues.push({
        field: 'causeNote',
        code: 'neededToReport',
        severity: 'gap',
        message: '致困原因选了“其他”，上报前请写明是什么。',
      });
    }
  }
  return issues;
}

/** A hardship archive, its main fields; the whole form, the chain of steps and the calculator come later (facts 3.6). */
export const definition: RecordDefinition = {
  type: 'hardshipCase',
  label: '困难职工档案',
  listLabel: '困难职工',
  countWord: '户',
  compartment: 'hardship',
  menuOrder: 30,
  schemaVersion: 1,
  sections: [
    { key: 'worker', label: '职工本人' },
    { key: 'family', label: '家庭与收入' },
    { key: 'cause', label: '困难情况' },
    { key: 'bank', label: '救助账户' },
  ],
  fields: {
    caseState: {
      label: '办理状态',
      kind: 'code',
      dictionary: 'hardship_case_state',
      section: 'worker',
      stateOf: 'case',
      merge: 'authority',
    },
    name: { label: '姓名', kind: 'text', section: 'worker', need: 'save', maxLength: 50, search: 'name' },
    idNumber: {
      label: '身份证号',
      kind: 'idNumber',
      section: 'worker',
      need: 'report',
      sensitivity: 'masked',
      mask: 'idNumber',
      search: 'tail',
      maxLength: 40,
    },
    member: { label: '会员档案', kind: 'link', linkTo: 'member', section: 'worker' },
    sex: {
      label: '性别',
      kind: 'code',
      dictionary: 'gbt2261_1_sex',
      section: 'worker',
      need: 'report',
      derived: { from: 'idNumber', rule: 'sexOfIdNumber' },
    },
    birthDate: {
      label: '出生日期',
      kind: 'date',
      section: 'worker',
      need: 'report',
      derived: { from: 'idNumber', rule: 'birthDateOfIdNumber' },
    },
    mobile: {
      label: '手机',
      kind: 'phone',
      section: 'worker',
      need: 'report',
      sensitivity: 'masked',
      mask: 'phone',
      search: 'tail',
    },
    health: {
      label: '健康状况',
      kind: 'code',
      dictionary: 'health_status_hardship',
      section: 'worker',
      need: 'report',
    },
    workStatus: {
      label: '工作状态',
      kind: 'code',
      dictionary: 'work_status',
      section: 'worker',
      need: 'report',
    },
    employer: { label: '工作单位', kind: 'text', section: 'worker', maxLength: 120 },
    address: {
      label: '家庭住址',
      kind: 'text',
      onCard: 'address',
      section: 'worker',
      need: 'report',
      maxLength: 200,
    },
    housing: {
      label: '住房类型',
      kind: 'code',
      dictionary: 'housing_type',
      section: 'family',
      need: 'report',
    },
    household: {
      label: '户口类型',
      kind: 'code',
      dictionary: 'household_registration',
      section: 'family',
      need: 'report',
    },
    medicalInsurance: {
      label: '医保状况',
      kind: 'code',
      dictionary: 'medical_insurance',
      section: 'family',
      need: 'report',
    },
    familySize: { label: '家庭人口', kind: 'integer', section: 'family', need: 'report' },
    ownMonthlyIncome: { label: '本人月均收入', kind: 'money', section: 'family', need: 'report' },
    yearlyIncome: { label: '家庭年度总收入', kind: 'money', section: 'family', need: 'report' },
    category: {
      label: '困难类别',
      kind: 'code',
      dictionary: 'hardship_category_current',
      section: 'cause',
      need: 'report',
    },
    archiveLevel: { label: '档案级别', kind: 'code', dictionary: 'archive_level', section: 'cause' },
    mainCause: {
      label: '主要致困原因',
      kind: 'code',
      dictionary: 'hardship_cause',
      section: 'cause',
      need: 'report',
    },
    otherCauses: { label: '次要致困原因', kind: 'codes', dictionary: 'hardship_cause', section: 'cause' },
    causeNote: { label: '情况说明', kind: 'longText', section: 'cause', maxLength: 2000 },
    bankName: { label: '开户银行', kind: 'text', section: 'bank', maxLength: 60 },
    bankBranch: { label: '支行名称', kind: 'text', section: 'bank', maxLength: 100 },
    bankAccount: {
      label: '银行卡号',
      kind: 'text',
      section: 'bank',
      maxLength: 30,
      sensitivity: 'masked',
      mask: 'bankCard',
    },
    appliedOn: { label: '申请日期', kind: 'date', section: 'worker', need: 'report', group: 'case' },
    returnReason: {
      label: '退回原因',
      kind: 'longText',
      section: 'worker',
      maxLength: 500,
      importable: false,
    },
  },
  titleField: 'name',
  subtitleField: 'caseState',
  identity: [['idNumber']],
  list: [
    { field: 'name', width: 100, frozen: true },
    { field: 'caseState', width: 120, filter: true },
    { field: 'category', width: 130, filter: true },
    { field: 'mainCause', width: 150, filter: true },
    { field: 'idNumber', width: 190 },
    { field: 'mobile', width: 128 },
    { field: '@gap', width: 84, filter: true },
    { field: '@sync', width: 96, filter: true },
    { field: 'appliedOn', width: 120 },
    { field: 'employer', width: 200, wide: true },
  ],
  defaultSort: { field: 'appliedOn', descending: true },
  states: { caseState: '10' },
  draftStates: { field: 'caseState', values: ['10'] },
  transitions: {
    submit: {
      label: '上报',
      field: 'caseState',
      from: ['10', 'R1'],
      to: '20',
      asks: ['appliedOn'],
      requires: ['appliedOn'],
      roles: editors,
      reports: true,
    },
    takeBack: {
      label: '收回',
      field: 'caseState',
      from: ['20'],
      to: '10',
      asks: ['returnReason'],
      requires: ['returnReason'],
      roles: editors,
    },
  },
  check,
};
