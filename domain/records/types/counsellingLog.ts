import type { RecordDefinition } from '../definition.ts';

/**
 * One service of a counsellor. Content and the client's identity are `sealed`: they stay on the PC until end-to-end
 * sealing exists (R21). What goes up are facts of the service, with no trait of a client (R39).
 */
export const definition: RecordDefinition = {
  type: 'counsellingLog',
  label: '咨询记录',
  countWord: '次',
  compartment: 'counselling',
  menuOrder: 40,
  schemaVersion: 1,
  sections: [
    { key: 'service', label: '服务情况' },
    { key: 'content', label: '记录内容（仅咨询师可看）' },
  ],
  fields: {
    clientCode: {
      label: '来访者编号',
      kind: 'text',
      section: 'content',
      need: 'save',
      maxLength: 40,
      sensitivity: 'sealed',
      search: 'exact',
      help: '用编号或化名，不写真名',
    },
    date: { label: '日期', kind: 'date', section: 'service', need: 'save' },
    startTime: { label: '开始时间', kind: 'text', section: 'content', maxLength: 5, sensitivity: 'sealed' },
    minutes: { label: '时长（分钟）', kind: 'integer', section: 'service', need: 'report' },
    kind: {
      label: '服务类别',
      kind: 'code',
      dictionary: 'psych_service_type',
      section: 'service',
      need: 'save',
    },
    mode: { label: '方式', kind: 'code', dictionary: 'counselling_mode', section: 'service', need: 'report' },
    people: { label: '服务人次', kind: 'integer', section: 'service', need: 'report' },
    programme: { label: '所属项目', kind: 'code', dictionary: 'programme_tag', section: 'service' },
    consent: {
      label: '知情同意',
      kind: 'code',
      dictionary: 'consent_form',
      section: 'content',
      sensitivity: 'sealed',
    },
    member: { label: '会员档案', kind: 'link', linkTo: 'member', section: 'content', sensitivity: 'sealed' },
    issues: {
      label: '主诉标签',
      kind: 'codes',
      dictionary: 'counselling_issue',
      section: 'content',
      sensitivity: 'sealed',
    },
    risk: {
      label: '风险等级',
      kind: 'code',
      dictionary: 'psych_risk_level',
      section: 'content',
      sensitivity: 'sealed',
      alarm: {
        values: ['3', '4'],
        words: '请今天就和本人谈一次，不要让本人一个人待着。现在打：12356 心理援助 / 120 / 110。',
      },
    },
    summary: { label: '记录', kind: 'longText', section: 'content', maxLength: 4000, sensitivity: 'sealed' },
    nextDate: { label: '下次预约', kind: 'date', section: 'content', sensitivity: 'sealed' },
  },
  titleField: 'clientCode',
  subtitleField: 'date',
  identity: [],
  list: [
    { field: 'date', width: 120, frozen: true },
    { field: 'clientCode', width: 130, frozen: true },
    { field: 'kind', width: 120, filter: true },
    { field: 'mode', width: 90, filter: true },
    { field: 'minutes', width: 110 },
    { field: 'risk', width: 220, filter: true },
    { field: 'nextDate', width: 120 },
    { field: '@sync', width: 96, filter: true },
  ],
  defaultSort: { field: 'date', descending: true },
};
