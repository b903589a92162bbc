import { describe, expect, test } from 'vitest';
import { applyOperation } from '../../../../domain/protocol/merge.ts';
import type { Operation } from '../../../../domain/protocol/operation.ts';
import type { MergeContext } from '../../../../domain/protocol/outcome.ts';
import type { ServerRecord } from '../../../../domain/protocol/record.ts';
import type { RecordData } from '../../../../domain/records/definition.ts';
import { definition } from '../../../../domain/records/types/member.ts';

function context(rev: number): MergeContext {
  return {
    definition,
    organisation: 'org',
    rev,
    by: { user: 'u', userName: '甲测试', device: `d${rev}`, at: '', op: `d${rev}.i.${rev}` },
    roles: ['clerk'],
    compartment: 'general',
    today: '2026-11-29',
    resolveAfter: () => ({ kind: 'unknown' }),
  };
}

const head = { n: 1, type: 'member', id: 'm1', at: '' };
const create = (data: RecordData): Operation => ({ kind: 'create', ...head, schemaVersion: 1, data });
const step = (name: string, rev: number, fields: RecordData, undoes?: string): Operation => ({
  kind: 'transition',
  ...head,
  name,
  base: { rev },
  fields,
  bases: Object.fromEntries(Object.keys(fields).map((field) => [field, { rev: 1 }])),
  ...(undoes === undefined ? {} : { undoes }),
});

function stored(outcome: ReturnType<typeof applyOperation>): ServerRecord {
  if (outcome.kind === 'rejected')
    throw new Error(`${outcome.code} ${outcome.field ?? ''} ${outcome.message}`);
  return outcome.record;
}
const rejection = (outcome: ReturnType<typeof applyOperation>) =>
  outcome.kind === 'rejected' ? [outcome.code, outcome.field] : outcome.kind;

const person = { name: '甲测试', employeeNo: '001', membershipStatus: '00' };
const outside = stored(applyOperation(undefined, create(person), context(1)));
const join = (joinDate: string, rev = 1) => step('join', rev, { joinDate });
const member = stored(applyOperation(outside, join('2026-11-02'), context(2)));
const joined = '2026-11-02|join|00|02';

describe('the journal of a state', () => {
  test('gets one line from the province itself, with the revision of the state', () => {
    expect(member.data['membershipLog']).toEqual([joined]);
    expect(member.fieldRevs).toMatchObject({ membershipStatus: 2, membershipLog: 2 });
  });

  test('gets no second line from an office that took the same step at once', () => {
    const again = stored(applyOperation(member, join('2026-11-02'), context(3)));
    expect(again.data['membershipLog']).toEqual([joined]);
    expect(again.fieldRevs['membershipLog']).toBe(3);
  });

  test('gets none from a rejected step', () => {
    const late = step('keep', 1, { membershipDate: '2026-11-20', membershipReason: '2' });
    expect(rejection(applyOperation(member, late, context(3)))).toEqual(['wrongState', 'membershipStatus']);
  });

  test('is nobody’s to send', () => {
    const forged = { membershipLog: ['2020-01-01|join|00|02'] };
    const edit: Operation = {
      kind: 'edit',
      ...head,
      fields: { membershipLog: { base: { rev: 1 }, value: forged.membershipLog } },
    };
    const refused = ['invalidOperation', 'membershipLog'];
    expect(rejection(applyOperation(undefined, create({ ...person, ...forged }), context(1)))).toEqual(
      refused,
    );
    expect(rejection(applyOperation(outside, edit, context(2)))).toEqual(refused);
    expect(
      rejection(applyOperation(outside, step('join', 1, { joinDate: '2026-11-02', ...forged }), context(2))),
    ).toEqual(refused);
  });
});

describe('taking back the last event', () => {
  const back = (rev: number, undoes: string, membershipDate = '2026-11-20') =>
    step('takeBack', rev, { membershipDate, takeBackReason: '录错人' }, undoes);

  test('leads to the state before it and is an event itself', () => {
    const record = stored(applyOperation(member, back(2, joined), context(3)));
    expect(record.data['membershipStatus']).toBe('00');
    expect(record.data['membershipLog']).toEqual([joined, '2026-11-20|takeBack|02|00']);
  });

  test('is refused when another event is the last by now', () => {
    const kept = step('keep', 2, { membershipDate: '2026-11-10', membershipReason: '2' });
    const record = stored(applyOperation(member, kept, context(3)));
    expect(rejection(applyOperation(record, back(3, joined), context(4)))).toEqual([
      'wrongState',
      'membershipStatus',
    ]);
    const once = stored(applyOperation(record, back(3, '2026-11-10|keep|02|04'), context(4)));
    const twice = stored(applyOperation(once, back(4, joined), context(5)));
    expect([once.data['membershipStatus'], twice.data['membershipStatus']]).toEqual(['02', '00']);
  });

  test('changes nothing when somebody has just taken the same event back', () => {
    const first = stored(applyOperation(member, back(2, joined), context(3)));
    const second = stored(applyOperation(first, back(2, joined), context(4)));
    expect(second.data['membershipLog']).toEqual(first.data['membershipLog']);
  });

  test('needs a journal, a reason and a day that is not before the event', () => {
    const imported = stored(
      applyOperation(undefined, create({ ...person, membershipStatus: '02' }), context(1)),
    );
    expect(rejection(applyOperation(imported, back(1, joined), context(2)))).toEqual([
      'wrongState',
      'membershipStatus',
    ]);
    const silent = step('takeBack', 2, { membershipDate: '2026-11-20' }, joined);
    expect(rejection(applyOperation(member, silent, context(3)))).toEqual(['invalidValue', 'takeBackReason']);
    expect(rejection(applyOperation(member, back(2, joined, '2026-11-01'), context(3)))).toEqual([
      'invalidValue',
      'membershipDate',
    ]);
  });
});

describe('what a step is refused for, at the province too', () => {
  const judged = (name: string, fields: RecordData) =>
    rejection(applyOperation(member, step(name, 2, fields), context(3)));

  test('a day that has not come, or that lies before the last event', () => {
    const reason = { membershipReason: '2' };
    expect(judged('keep', { membershipDate: '2026-11-30', ...reason })).toEqual([
      'invalidValue',
      'membershipDate',
    ]);
    expect(judged('keep', { membershipDate: '2026-11-01', ...reason })).toEqual([
      'invalidValue',
      'membershipDate',
    ]);
    expect(judged('keep', { membershipDate: '2026-11-29', ...reason })).toBe('applied');
  });

  test('保留 for another reason than retirement, unemployment or the army', () => {
    expect(judged('keep', { membershipDate: '2026-11-20', membershipReason: '1' })).toEqual([
      'invalidValue',
      'membershipReason',
    ]);
  });

  test('转出 without where to, 开除 with the number of an older paper', () => {
    expect(judged('transferOut', { membershipDate: '2026-11-20' })).toEqual(['invalidValue', 'transferTo']);
    const withPaper = { ...member, data: { ...member.data, joinDocument: '演示工会〔2026〕1号' } };
    const expel = step('expel', 2, { membershipDate: '2026-11-20' });
    expect(rejection(applyOperation(withPaper, expel, context(3)))).toEqual(['invalidValue', 'joinDocument']);
  });

  test('自动退会 before six unpaid months or before anybody talked to the member', () => {
    const lapse = (duesPaidUntil: string, persuadedDate: string) =>
      judged('lapse', { membershipDate: '2026-11-20', duesPaidUntil, persuadedDate, membershipReason: '6' });
    expect(lapse('2026-04', '2026-11-10')).toBe('applied');
    expect(lapse('2026-05', '2026-11-10')).toEqual(['invalidValue', 'duesPaidUntil']);
    expect(lapse('2026-04', '2026-04-30')).toEqual(['invalidValue', 'persuadedDate']);
    expect(lapse('2026-04', '2026-11-21')).toEqual(['invalidValue', 'persuadedDate']);
  });
});
