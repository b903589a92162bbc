import { isEmpty } from '../validate.ts';
import { memberFields } from '../member/fields.ts';
import { neverImported } from '../member/headers.ts';
import { movementReport } from '../member/movementReport.ts';
import { membershipJournal, memberTransitions } from '../member/transitions.ts';
import type { Issue, RecordData, RecordDefinition } from '../definition.ts';
import { entriesOf } from '../../dictionaries/lookup.ts';
import { judgeDocumentNumber } from '../../rules/identityNumber.ts';

const textOf = (data: RecordData, key: string): string => {
  const value = data[key];
  return typeof value === 'string' ? value : '';
};

function identityIssues(data: RecordData): readonly Issue[] {
  const number = textOf(data, 'idNumber');
  if (number === '') return [];
  const verdict = judgeDocumentNumber(textOf(data, 'idType') || '111', number);
  if (!verdict.ok)
    return [{ field: 'idNumber', code: verdict.fault, severity: 'refuse', message: verdict.message }];
  const issues: Issue[] = [];
  const birth = textOf(data, 'birthDate');
  if (verdict.facts.birthDate !== undefined && birth !== '' && birth !== verdict.facts.birthDate) {
    issues.push({
      field: 'birthDate',
      code: 'contradictsIdentity',
      severity: 'notice',
      message: `和证件号码里的出生日期 ${verdict.facts.birthDate} 不一样，请核对是哪一个。`,
    });
  }
  const sex = textOf(data, 'sex');
  if (verdict.facts.sex !== undefined && sex !== '' && sex !== verdict.facts.sex) {
    issues.push({
      field: 'sex',
      code: 'contradictsIdentity',
      severity: 'notice',
      message: '和证件号码第 17 位说的性别不一样，请核对是哪一个。',
    });
  }
  return issues;
}

function orderIssues(data: RecordData): readonly Issue[] {
  const hired = textOf(data, 'hireDate');
  const left = textOf(data, 'leaveDate');
  const issues: Issue[] = [];
  if (hired !== '' && left !== '' && left < hired) {
    issues.push({
      field: 'leaveDate',
      code: 'beforeHire',
      severity: 'notice',
      message: '离职日期早于入职日期，请核对。',
    });
  }
  if (textOf(data, 'employmentState') === '9' && isEmpty(data['leaveDate'])) {
    issues.push({
      field: 'leaveDate',
      code: 'neededToReport',
      severity: 'gap',
      message: '状态是“离职”，还没有离职日期。可以先保存，上报前补上。',
    });
  }
  if (textOf(data, 'membershipStatus') === '02' && isEmpty(data['joinDate'])) {
    issues.push({
      field: 'joinDate',
      code: 'neededToReport',
      severity: 'gap',
      message: '“入会日期”可以先不填，上报前补上。',
    });
  }
  const joined = textOf(data, 'joinDate');
  if (joined !== '' && joined === hired) {
    issues.push({
      field: 'joinDate',
      code: 'sameAsHire',
      severity: 'notice',
      message: '入会日期和入职日期一样。入会从工会批准那天算起，请核对。',
    });
  }
  return issues;
}

/** States in which a 工号 is one person's: all but 离职, after which it may be given away again (K2). */
const inPost: readonly string[] = entriesOf('employment_state').flatMap(({ code }) =>
  code === '9' ? [] : [code],
);

/** A person of the roster: 职工 and 会员 are separate facts (K1). Columns: 总工办发〔2017〕14号 as recovered, facts 1.1. */
export const definition: RecordDefinition = {
  type: 'member',
  label: '会员档案',
  listLabel: '会员花名册',
  countWord: '人',
  compartment: 'general',
  menuOrder: 10,
  schemaVersion: 1,
  sections: [
    { key: 'basic', label: '基本信息' },
    { key: 'work', label: '工作' },
    { key: 'membership', label: '会籍' },
    { key: 'contact', label: '联系与其他' },
  ],
  fields: memberFields,
  titleField: 'name',
  subtitleField: 'employeeNo',
  saveNeedsOneOf: [['idNumber', 'employeeNo']],
  identity: [['idNumber'], ['employeeNo'], ['name', 'mobile']],
  identityAsk: [['name', 'department']],
  twins: [
    { key: 'idNumber', label: '证件号码相同', fields: ['idNumber'], across: true },
    {
      key: 'employeeNo',
      label: '在职、工号相同',
      fields: ['employeeNo'],
      where: { employmentState: inPost },
    },
    { key: 'nameMobile', label: '姓名和手机都相同', fields: ['name', 'mobile'], across: true },
    // Platforms bind one phone to one person (K54): who shares one is asked for another before being registered there.
    { key: 'mobile', label: '手机号与他人相同', fields: ['mobile'], across: true },
  ],
  list: [
    { field: 'employeeNo', width: 76, frozen: true },
    { field: 'name', width: 100, frozen: true },
    { field: 'sex', width: 72, filter: true },
    { field: 'department', width: 132, filter: true },
    { field: 'employmentState', label: '职工', width: 76, filter: true },
    { field: 'membershipStatus', label: '会员', width: 78, filter: true },
    { field: 'mobile', width: 118 },
    { field: '@gap', width: 78, filter: true },
    { field: '@sync', width: 96, filter: true },
    { field: 'joinDate', width: 104 },
    { field: 'idNumber', width: 190, wide: true },
    { field: 'position', width: 120, wide: true, filter: true },
    { field: 'unionGroup', width: 120, wide: true, filter: true },
    { field: 'hireDate', width: 120, wide: true },
    { field: 'contractEnd', width: 120, wide: true },
    { field: 'leaveDate', width: 120, wide: true },
    { field: 'education', width: 120, wide: true, filter: true },
    { field: 'migrantWorker', width: 96, wide: true, filter: true },
    { field: 'migrantWorkerUnconfirmed', width: 112, wide: true, filter: true },
  ],
  indexed: [
    'employmentForm',
    'leaveReason',
    'membershipDate',
    'membershipReason',
    'transferTo',
    'transferLetterNo',
    'transferLetterDate',
    'transferReceiptDate',
    'duesPaidUntil',
    'persuadedDate',
  ],
  defaultSort: { field: 'employeeNo' },
  treeField: 'department',
  states: { employmentState: '1', membershipStatus: '00' },
  transitions: memberTransitions,
  journals: [membershipJournal],
  reports: { movement: movementReport },
  check: (data) => [...identityIssues(data), ...orderIssues(data)],
  neverImported,
  presence: { leave: 'leaveJob', back: 'returnToJob' },
  register: {
    label: '粤工惠',
    field: 'membershipStatus',
    members: ['02', '03', '04'],
    // 转出待接收 and 会籍保留 are what becomes of a leaver's membership: nothing waits there.
    open: ['02'],
    enrol: 'join',
    release: ['leaveJob', 'transferOut'],
  },
  startsOtherwise: [
    {
      label: '学生工、实习生',
      field: 'employmentForm',
      values: ['S1'],
      states: { membershipStatus: '00' },
    },
  ],
  claimField: 'idNumber',
};
