import type { RecordDefinition } from '../../../domain/records/definition.ts';

/** A record type made for the simulation: two free fields, a group of two, a state with a step, a sealed note. */
export const testDefinition: RecordDefinition = {
  type: 'trial',
  label: '试验',
  countWord: '份',
  compartment: 'general',
  schemaVersion: 1,
  sections: [{ key: 'all', label: '全部' }],
  fields: {
    title: { label: '名称', kind: 'text', section: 'all', need: 'save' },
    // Longer than this is impossible: the way the simulation gets operations rejected.
    a: { label: '甲', kind: 'text', section: 'all', maxLength: 12 },
    b: { label: '乙', kind: 'text', section: 'all' },
    from: { label: '起', kind: 'text', section: 'all', group: 'span' },
    to: { label: '止', kind: 'text', section: 'all', group: 'span' },
    state: { label: '状态', kind: 'text', section: 'all', stateOf: 'work' },
    reason: { label: '原因', kind: 'text', section: 'all' },
    note: { label: '密', kind: 'text', section: 'all', sensitivity: 'sealed' },
  },
  titleField: 'title',
  identity: [],
  list: [{ field: 'title', width: 100 }],
  defaultSort: { field: 'title' },
  states: { state: 'open' },
  transitions: {
    finish: {
      label: '办结',
      field: 'state',
      from: ['open'],
      to: 'done',
      asks: ['reason'],
      requires: ['reason'],
      roles: ['clerk', 'officeAdmin'],
      reports: true,
    },
    resume: {
      label: '重办',
      field: 'state',
      from: ['done'],
      to: 'open',
      asks: [],
      requires: [],
      roles: ['clerk', 'officeAdmin'],
    },
  },
  check: (data) =>
    data['state'] === 'done' && !data['title']
      ? [{ field: 'title', code: 'empty', severity: 'refuse', message: '办结的要有名称。' }]
      : [],
};

export const definitionOf = (type: string): RecordDefinition | undefined =>
  type === testDefinition.type ? testDefinition : undefined;
