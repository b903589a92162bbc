import type { FieldDefinition } from '../definition.ts';
import { contractRangeHeaders, memberHeaders } from './headers.ts';
import { memberSpellings } from './spellings.ts';

type Draft = Omit<FieldDefinition, 'headers' | 'valueSpellings'>;

const drafts: Readonly<Record<string, Draft>> = {
  // basic
  name: {
    label: '姓名',
    kind: 'text',
    section: 'basic',
    need: 'save',
    maxLength: 50,
    search: 'name',
    restTo: { field: 'note', prefix: '姓名后注：' },
  },
  employeeNo: {
    label: '工号',
    kind: 'text',
    section: 'basic',
    maxLength: 30,
    search: 'exact',
    help: '前面的 0 会原样保留',
  },
  idType: {
    label: '证件类别',
    kind: 'code',
    dictionary: 'id_document_type',
    section: 'basic',
    need: 'report',
  },
  idNumber: {
    label: '证件号码',
    kind: 'idNumber',
    section: 'basic',
    need: 'report',
    maxLength: 40,
    sensitivity: 'masked',
    mask: 'idNumber',
    search: 'tail',
  },
  birthDate: {
    label: '出生日期',
    kind: 'date',
    section: 'basic',
    need: 'report',
    derived: { from: 'idNumber', rule: 'birthDateOfIdNumber' },
  },
  sex: {
    label: '性别',
    kind: 'code',
    dictionary: 'gbt2261_1_sex',
    section: 'basic',
    need: 'report',
    derived: { from: 'idNumber', rule: 'sexOfIdNumber' },
  },
  ethnic: { label: '民族', kind: 'code', dictionary: 'gbt3304_ethnic', section: 'basic', need: 'report' },
  education: {
    label: '学历',
    kind: 'code',
    dictionary: 'gbt4658_education',
    section: 'basic',
    need: 'report',
  },
  political: { label: '政治面貌', kind: 'code', dictionary: 'gbt4762_political', section: 'basic' },
  marital: { label: '婚姻状况', kind: 'code', dictionary: 'gbt2261_2_marital', section: 'basic' },
  nativePlace: { label: '籍贯', kind: 'text', section: 'basic', maxLength: 100 },
  // work
  department: {
    label: '部门/班组',
    kind: 'path',
    section: 'work',
    maxLength: 200,
    search: 'text',
    help: '分厂/车间/班组，用“/”分开',
  },
  unionGroup: {
    label: '工会小组',
    kind: 'path',
    section: 'work',
    maxLength: 120,
    search: 'text',
    help: '分会/小组，用“/”分开',
  },
  position: { label: '岗位', kind: 'text', section: 'work', maxLength: 60 },
  employmentForm: { label: '用工形式', kind: 'code', dictionary: 'employment_form', section: 'work' },
  workStatus: {
    label: '就业状况',
    kind: 'code',
    dictionary: 'member_work_status',
    section: 'work',
    need: 'report',
    proposed: { value: '1', where: { employmentState: ['1', '2'] } },
  },
  employer: {
    label: '工作单位',
    kind: 'text',
    section: 'work',
    need: 'report',
    maxLength: 120,
    defaultFrom: 'organisationUnit',
  },
  dispatchCompany: { label: '派遣公司', kind: 'text', section: 'work', maxLength: 120 },
  skillLevel: { label: '技术等级', kind: 'code', dictionary: 'skill_level_gbt14946', section: 'work' },
  title: { label: '职称', kind: 'text', section: 'work', maxLength: 60 },
  workStart: { label: '参加工作时间', kind: 'date', section: 'work' },
  hireDate: { label: '入职日期', kind: 'date', section: 'work', group: 'employment' },
  contractStart: {
    label: '合同开始',
    kind: 'date',
    section: 'work',
    group: 'contract',
    range: { to: 'contractEnd', headers: contractRangeHeaders },
  },
  contractEnd: { label: '合同到期', kind: 'date', section: 'work', group: 'contract' },
  employmentState: {
    label: '在职状态',
    kind: 'code',
    dictionary: 'employment_state',
    section: 'work',
    stateOf: 'employment',
    group: 'employment',
    merge: 'ask',
  },
  leaveDate: { label: '离职日期', kind: 'date', section: 'work', group: 'employment' },
  leaveReason: {
    label: '离职原因',
    kind: 'code',
    dictionary: 'leave_reason',
    section: 'work',
    group: 'employment',
  },
  // membership
  membershipStatus: {
    label: '会员状态',
    kind: 'code',
    dictionary: 'membership_status',
    section: 'membership',
    stateOf: 'membership',
    group: 'membership',
  },
  joinDate: { label: '入会日期', kind: 'date', section: 'membership', group: 'membership' },
  cardNo: { label: '会员证号', kind: 'text', section: 'membership', maxLength: 40, search: 'exact' },
  joinMeeting: { label: '批准会议', kind: 'text', section: 'membership', maxLength: 100 },
  joinDocument: { label: '文号', kind: 'text', section: 'membership', maxLength: 100 },
  membershipDate: { label: '会籍变化日期', kind: 'date', section: 'membership', group: 'membership' },
  membershipReason: {
    label: '会籍变化原因',
    kind: 'code',
    dictionary: 'membership_leave_reason',
    section: 'membership',
    group: 'membership',
  },
  transferTo: { label: '转往单位', kind: 'text', section: 'membership', maxLength: 120 },
  // contact and other
  mobile: {
    label: '手机',
    kind: 'phone',
    section: 'contact',
    need: 'report',
    sensitivity: 'masked',
    mask: 'phone',
    search: 'tail',
    restTo: { field: 'otherPhone' },
  },
  otherPhone: { label: '备用电话', kind: 'text', section: 'contact', maxLength: 60 },
  householdType: {
    label: '户籍类型',
    kind: 'code',
    dictionary: 'household_type_gat2000',
    section: 'contact',
    need: 'report',
  },
  householdPlace: { label: '户籍所在地', kind: 'text', section: 'contact', maxLength: 200 },
  address: { label: '现住址', kind: 'text', section: 'contact', maxLength: 200 },
  migrantWorker: {
    label: '是否农民工',
    kind: 'flag',
    section: 'contact',
    need: 'report',
    group: 'migrantWorker',
    unconfirmedMark: 'migrantWorkerUnconfirmed',
    help: '居民户口不能推出来，请问本人',
  },
  migrantWorkerUnconfirmed: {
    label: '农民工待确认',
    kind: 'flag',
    section: 'contact',
    group: 'migrantWorker',
    importable: false,
  },
  newEmployment: { label: '新就业形态', kind: 'code', dictionary: 'new_employment_type', section: 'contact' },
  platform: { label: '平台/站点', kind: 'text', section: 'contact', maxLength: 100, joinedBy: ' ' },
  honour: { label: '劳模/荣誉', kind: 'text', section: 'contact', maxLength: 100 },
  note: { label: '备注', kind: 'longText', section: 'contact', maxLength: 1000 },
};

/** Fields of a member file with what importers know about their headers and values. */
export const memberFields: Readonly<Record<string, FieldDefinition>> = Object.fromEntries(
  Object.entries(drafts).map(([key, draft]) => {
    const headers = memberHeaders[key];
    const spellings = memberSpellings[key];
    return [
      key,
      { ...draft, ...(headers ? { headers } : {}), ...(spellings ? { valueSpellings: spellings } : {}) },
    ];
  }),
);
