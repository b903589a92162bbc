import type { RecordDefinition } from '../../../domain/records/definition.ts';

const dated = { asks: ['day'], requires: ['day'], roles: ['clerk', 'officeAdmin'] } as const;

/**
 * A record type made for the simulation: two free fields, a group of two, a state with a step, a sealed note, and a
 * second state whose steps are dated, journalled and can be taken back.
 */
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
    seat: { label: '席位', kind: 'text', section: 'all', stateOf: 'seat' },
    day: { label: '日期', kind: 'date', section: 'all' },
    note: { label: '密', kind: 'text', section: 'all', sensitivity: 'sealed' },
  },
  titleField: 'title',
  identity: [],
  list: [{ field: 'title', width: 100 }],
  defaultSort: { field: 'title' },
  states: { state: 'open', seat: 'out' },
  journals: [{ field: 'seatLog', of: 'seat', date: 'day', since: [], tells: [] }],
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
    enter: { label: '入席', field: 'seat', from: ['out'], to: 'in', ...dated },
    leave: { label: '离席', field: 'seat', from: ['in'], to: 'out', ...dated },
    takeBack: {
      label: '撤销',
      field: 'seat',
      from: ['in', 'out'],
      to: '',
      takesBack: true,
      ...dated,
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
