import type { RecordDefinition } from '../../../domain/records/definition.ts';

/** A small record type with one of everything the store treats specially. */
export const person: RecordDefinition = {
  type: 'person',
  label: '人员',
  countWord: '人',
  compartment: 'general',
  schemaVersion: 1,
  sections: [{ key: 'main', label: '基本' }],
  fields: {
    name: { label: '姓名', kind: 'text', section: 'main', need: 'save', search: 'name' },
    phone: {
      label: '手机',
      kind: 'phone',
      section: 'main',
      search: 'tail',
      sensitivity: 'masked',
      mask: 'phone',
    },
    number: { label: '工号', kind: 'text', section: 'main', search: 'exact' },
    place: { label: '部门', kind: 'path', section: 'main' },
    note: { label: '备注', kind: 'longText', section: 'main' },
    status: { label: '状态', kind: 'text', section: 'main', stateOf: 'status' },
    since: { label: '日期', kind: 'date', section: 'main', need: 'report' },
  },
  titleField: 'name',
  subtitleField: 'number',
  identity: [['number'], ['name', 'phone']],
  list: [
    { field: 'name', width: 100, frozen: true },
    { field: 'status', width: 80, filter: true },
    { field: 'since', width: 100 },
  ],
  defaultSort: { field: 'name' },
  treeField: 'place',
  states: { status: 'new' },
  transitions: {
    join: {
      label: '加入',
      field: 'status',
      from: ['new'],
      to: 'in',
      asks: ['since'],
      requires: ['since'],
      roles: ['clerk'],
    },
    leave: {
      label: '离开',
      field: 'status',
      from: ['in'],
      to: 'out',
      asks: [],
      requires: [],
      roles: ['clerk'],
      reports: true,
    },
  },
};

/** A type of a restricted compartment with a field that may not leave this PC yet. */
export const secret: RecordDefinition = {
  type: 'secret',
  label: '记录',
  countWord: '次',
  compartment: 'counselling',
  schemaVersion: 1,
  sections: [{ key: 'main', label: '基本' }],
  fields: {
    code: { label: '编号', kind: 'text', section: 'main', need: 'save', search: 'exact' },
    content: { label: '内容', kind: 'longText', section: 'main', sensitivity: 'sealed' },
    minutes: { label: '分钟', kind: 'integer', section: 'main' },
  },
  titleField: 'code',
  identity: [['code']],
  list: [{ field: 'code', width: 100 }],
  defaultSort: { field: 'code' },
};
