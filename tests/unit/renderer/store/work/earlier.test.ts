import { describe, expect, it } from 'vitest';
import type { HistoryOperation } from '../../../../../domain/protocol/history.ts';
import { keepEarlier, linesOf, reachesBack, wholeLog } from '../../../../../renderer/store/work/earlier.ts';
import { applyServerRecord } from '../../../../../renderer/store/work/pull.ts';
import type { Conflict, ServerRecord } from '../../../../../domain/protocol/record.ts';
import type { Envelope, LogLine } from '../../../../../renderer/store/work/envelope.ts';
import { person } from '../../../../contract/store/types.ts';

const at = '2026-11-23T08:00:00.000Z';

function operation(rev: number, more: Partial<HistoryOperation>): HistoryOperation {
  return {
    rev,
    op: `far.i.${rev}`,
    kind: 'edit',
    fields: {},
    user: 'u',
    userName: '乙远方',
    device: 'far',
    at,
    receivedAt: at,
    outcome: 'applied',
    waiting: [],
    ...more,
  };
}

const created = operation(1, { kind: 'create', fields: { name: { value: '甲' }, status: { value: 'new' } } });

function envelope(more: Partial<Envelope> = {}): Envelope {
  return {
    type: 'person',
    id: 'p1',
    organisation: 'o',
    schemaVersion: 1,
    version: 3,
    data: { name: '甲' },
    acked: { rev: 4, createdRev: 1, fieldRevs: {} },
    voided: false,
    dirty: {},
    steps: [],
    sealed: [],
    rejected: [],
    conflicts: [],
    log: [],
    ...more,
  };
}

const line = (what: string, op?: string, more: Partial<LogLine> = {}): LogLine => ({
  at,
  userName: '丙本机',
  what,
  changes: [['note', null, what]],
  state: op === undefined ? 'saved' : 'backedUp',
  ...(op === undefined ? {} : { op }),
  ...more,
});

describe('lines from operations', () => {
  it('go from what the operations before made of a field to what this one made of it', () => {
    const lines = linesOf(
      [
        created,
        operation(2, { fields: { name: { value: '乙' }, note: { value: '高' } } }),
        operation(3, { fields: { name: { value: '丙' }, note: { value: '高' } } }),
        operation(4, { kind: 'transition', step: 'join', fields: { since: { value: '2026-11-01' } } }),
        operation(5, { kind: 'transition', step: 'leave' }),
        operation(6, { kind: 'void', reason: '重复' }),
        operation(7, { kind: 'void', undo: true }),
      ],
      person,
    );
    expect(lines.map((each) => [each.what, each.changes, each.state])).toEqual([
      ['新建', [], 'backedUp'],
      [
        '修改',
        [
          ['name', '甲', '乙'],
          ['note', null, '高'],
        ],
        'backedUp',
      ],
      ['修改', [['name', '乙', '丙']], 'backedUp'],
      [
        '加入',
        [
          ['status', 'new', 'in'],
          ['since', null, '2026-11-01'],
        ],
        'backedUp',
      ],
      ['离开', [['status', 'in', 'out']], 'reported'],
      ['作废', [], 'backedUp'],
      ['恢复', [], 'backedUp'],
    ]);
  });

  it('do not count a value that waits for a choice as what the field held', () => {
    const lines = linesOf(
      [
        created,
        operation(2, { fields: { name: { value: '乙' } } }),
        operation(3, {
          fields: { name: { value: '丁', was: '甲' } },
          outcome: 'conflict',
          waiting: ['name'],
        }),
        operation(4, { kind: 'settle', fields: { name: { value: '丁' } } }),
      ],
      person,
    );
    expect(lines.map((each) => each.changes[0])).toEqual([
      undefined,
      ['name', '甲', '乙'],
      ['name', '甲', '丁'],
      ['name', '乙', '丁'],
    ]);
    expect(lines[2]?.what).toBe('修改（两边填的不一样，两个都留着）');
  });

  it('say when the province had what a PC with a clock ahead has made (R43)', () => {
    const ahead = operation(2, { at: '2026-11-23T09:00:00.000Z', fields: { name: { value: '乙' } } });
    const late = operation(3, { receivedAt: '2026-12-01T08:00:00.000Z', fields: { name: { value: '丙' } } });
    expect(linesOf([created, ahead, late], person).map((each) => each.received)).toEqual([
      undefined,
      at,
      undefined,
    ]);
  });
});

const birthLine = line('新建', 'near.i.1', { order: 1, changes: [] });
const question: Conflict = {
  conflictId: 'near.i.2.name',
  field: 'name',
  version: 1,
  baseValue: '甲',
  serverValue: '别人的名',
  serverBy: { user: '', userName: '', device: '', at: '', op: '' },
  candidates: [],
  state: 'open',
};

describe('what this PC has not', () => {
  const birth = line('新建', 'near.i.1', { order: 1, changes: [] });
  it.each([
    ['a record never sent', { log: [] }, undefined, true],
    ['a first load', { log: [] }, {}, false],
    ['a first load that was edited here', { log: [line('修改', 'near.i.1', { order: 1 })] }, {}, false],
    ['a first load that was voided here', { log: [{ ...birth, what: '作废' }] }, {}, false],
    ['a record made here', { log: [birth, line('修改', 'near.i.2')] }, {}, true],
    ['a record made here and changed elsewhere', { log: [birth, line('修改', 'far.i.3')] }, {}, false],
  ] as const)('%s', (_name, more, acked, reaches) => {
    const base = envelope(more);
    const { acked: _acked, ...unsent } = base;
    expect(reachesBack(acked === undefined ? unsent : base, 'near')).toBe(reaches);
  });

  it('is nothing after it was fetched, until somebody elsewhere changes the record again', () => {
    const fetched = keepEarlier(envelope(), { rev: 4, operations: [created] }, person);
    expect(reachesBack(fetched, 'near')).toBe(true);
    const later = { ...fetched, acked: { rev: 9, createdRev: 1, fieldRevs: {} } };
    expect(reachesBack({ ...later, log: [line('修改', 'near.i.7')] }, 'near')).toBe(true);
    expect(reachesBack({ ...later, log: [line('修改', 'far.i.9')] }, 'near')).toBe(false);
  });
});

describe('all lines of a record', () => {
  it('has each once: own acts as they were saved here, those of others as the province tells them', () => {
    const given = envelope({
      log: [
        line('第一次改', 'near.i.5'),
        line('第二次改', 'near.i.5'),
        line('别处改的，合成一条', 'far.i.7'),
        line('被退回的', 'near.i.8', { state: 'rejected' }),
        line('还没送的'),
      ],
    });
    const told = keepEarlier(
      given,
      {
        rev: 7,
        operations: [
          created,
          operation(2, { op: 'near.i.5', fields: { note: { value: '第二次改' } } }),
          operation(6, { fields: { note: { value: '别处一' } } }),
          operation(7, { fields: { note: { value: '别处二' } } }),
        ],
      },
      person,
    );
    expect(wholeLog(told, 'near').map((each) => each.changes[0]?.[2] ?? each.what)).toEqual([
      '新建',
      '第一次改',
      '第二次改',
      '别处一',
      '别处二',
      '被退回的',
      '还没送的',
    ]);
  });

  it('leaves data, work and log of the record alone', () => {
    const given = envelope({
      dirty: {
        note: { base: { rev: 4 }, baseValue: null, actor: { user: 'u', userName: '丙' }, at, order: 9 },
      },
      log: [line('还没送的')],
    });
    const { earlier, ...rest } = keepEarlier(given, { rev: 4, operations: [created] }, person);
    expect(rest).toEqual(given);
    expect(earlier?.lines).toHaveLength(1);
  });
});

describe('what others did before an act of this PC', () => {
  const own = line('我改的', 'near.i.2', { order: 2 });
  const given = envelope({ log: [birthLine, own] });
  const record = (more: Partial<ServerRecord>): ServerRecord => ({
    organisation: 'o',
    type: 'person',
    id: 'p1',
    rev: 9,
    createdRev: 1,
    fieldRevs: { name: 8 },
    schemaVersion: 1,
    data: { name: '别人的名' },
    voided: false,
    conflicts: [],
    changedBy: { user: 'u', userName: '丙本机', device: 'near', at, op: 'near.i.2' },
    ...more,
  });
  const pull = (envelopeBefore: Envelope, more: Partial<ServerRecord>): Envelope =>
    applyServerRecord(envelopeBefore, record(more), { definition: person, device: 'near' });

  it('has a line, by the name of who gave the value where there is a question about it', () => {
    const serverBy = { user: 'v', userName: '乙远方', device: 'far', at, op: 'far.i.8' };
    const asked = { ...question, serverBy };
    const after = pull(given, { conflicts: [asked] });
    expect(after.log.at(-1)).toMatchObject({
      userName: '乙远方',
      op: 'far.i.8',
      changes: [['name', '甲', '别人的名']],
    });
    expect(pull(given, {}).log.at(-1)).toMatchObject({ userName: '其他电脑', rev: 9 });
    for (const pulled of [after, pull(given, {})]) {
      expect(reachesBack(pulled, 'near')).toBe(false);
      const told = keepEarlier(pulled, { rev: 9, operations: [created, operation(8, {})] }, person);
      expect(reachesBack(told, 'near')).toBe(true);
      expect(wholeLog(told, 'near').filter((each) => each.changes[0]?.[2] === '别人的名')).toEqual([]);
    }
  });

  it('is asked for also when it changed no value, and is nothing where the act was only echoed', () => {
    const settled = { user: 'v', userName: '乙远方', device: 'far', at, op: 'far.i.9' };
    const silent = pull(given, { data: { name: '甲' }, changedBy: settled });
    expect([silent.log.length, reachesBack(silent, 'near')]).toEqual([2, false]);
    const echoed = pull(given, { data: { name: '甲' } });
    expect([echoed.log.length, reachesBack(echoed, 'near')]).toEqual([2, true]);
    const sent = {
      op: 'near.i.2',
      n: 2,
      batchId: 'b',
      kind: 'edit',
      actor: { user: 'u', userName: '丙' },
      at,
    } as const;
    const fields = { name: { base: { rev: 1 }, baseValue: '甲', value: '别人的名' } };
    const early = pull({ ...given, sealed: [{ ...sent, fields }] }, {});
    expect([early.log.length, reachesBack(early, 'near')]).toEqual([2, true]);
  });
});
