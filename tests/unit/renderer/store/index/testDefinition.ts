import type { FieldValue, RecordDefinition } from '../../../../../domain/records/definition.ts';
import type { IndexRow } from '../../../../../renderer/store/index/port.ts';

/** A type with every kind of column, unlike any real one, so that nothing in the index can know the fields by name. */
export const definition: RecordDefinition = {
  type: 'trial',
  label: '试验',
  countWord: '个',
  compartment: 'general',
  schemaVersion: 1,
  sections: [{ key: 's', label: '节' }],
  fields: {
    who: { label: '姓名', kind: 'text', section: 's', search: 'name' },
    no: { label: '工号', kind: 'text', section: 's', search: 'exact' },
    paper: { label: '证件', kind: 'idNumber', section: 's', search: 'tail' },
    phone: { label: '手机', kind: 'phone', section: 's', search: 'tail' },
    place: { label: '部门', kind: 'path', section: 's', search: 'text' },
    team: { label: '小组', kind: 'path', section: 's' },
    remark: { label: '说明', kind: 'text', section: 's', search: 'text' },
    state: { label: '状态', kind: 'code', section: 's', stateOf: 'life' },
    tags: { label: '标签', kind: 'codes', section: 's' },
    yes: { label: '是否', kind: 'flag', section: 's' },
    born: { label: '出生', kind: 'date', section: 's' },
    month: { label: '月份', kind: 'month', section: 's' },
    cents: { label: '金额', kind: 'money', section: 's' },
    other: { label: '他人', kind: 'link', linkTo: 'trial', section: 's' },
    unseen: { label: '不列', kind: 'longText', section: 's' },
  },
  titleField: 'who',
  subtitleField: 'no',
  identity: [['paper'], ['no'], ['who', 'phone']],
  list: [
    { field: 'no', width: 1 },
    { field: 'who', width: 1 },
    { field: 'tags', width: 1, filter: true },
    { field: 'yes', width: 1, filter: true },
    { field: '@gap', width: 1, filter: true },
    { field: 'born', width: 1 },
    { field: 'month', width: 1 },
    { field: 'cents', width: 1 },
  ],
  defaultSort: { field: 'no' },
  treeField: 'place',
  states: { state: 'a' },
};

export function row(
  id: string,
  values: Readonly<Record<string, FieldValue>> = {},
  more: Partial<IndexRow> = {},
): IndexRow {
  return { id, organisation: 'org-1', values, gaps: [], sync: 'saved', voided: false, work: 0, ...more };
}
