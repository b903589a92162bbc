import { describe, expect, it } from 'vitest';
import type { Conflict } from '../../../../domain/protocol/record.ts';
import { newestColumns } from '../../../../renderer/features/reporting/newest.ts';
import type { ConflictItem } from '../../../../renderer/store/port.ts';
import { person } from '../../../contract/store/types.ts';

const by = (user: string, at: string) => ({ user, userName: user, device: 'd', at, op: `${user}-${at}` });

function item(id: string, fields: readonly string[], more: Partial<Conflict> = {}): ConflictItem {
  const conflicts = fields.map((field): Conflict => ({
    conflictId: `${id}.${field}`,
    field,
    version: 2,
    baseValue: null,
    serverValue: '早',
    serverBy: by('other', '2026-11-22T08:00:00Z'),
    candidates: [{ value: '晚', by: by('me', '2026-11-23T08:00:00Z') }],
    state: 'open',
    ...more,
  }));
  return { type: 'person', id, title: id, conflicts, merged: [] };
}

const now = Date.parse('2026-11-24T08:00:00Z');
const columnsOf = (items: readonly ConflictItem[]) => newestColumns(items, [person], 'me', now);

describe('columns that many records are asked about', () => {
  it('come with the newest value of each and the version it was seen at, the most frequent first', () => {
    const columns = columnsOf([
      item('a', ['note', 'phone']),
      item('b', ['phone']),
      item('c', ['phone', 'note']),
    ]);
    expect(columns.map(({ field, choices }) => [field, choices.length])).toEqual([
      ['phone', 3],
      ['note', 2],
    ]);
    expect(columns[0]?.choices[0]).toMatchObject({
      id: 'a',
      conflictId: 'a.phone',
      version: 2,
      newest: { value: '晚' },
      others: [{ value: '早' }],
    });
  });

  it('are not offered for one record, for a question that is settled, or for a type one may not write', () => {
    expect(columnsOf([item('a', ['note'])])).toEqual([]);
    expect(columnsOf([item('a', ['note']), item('b', ['note'], { state: 'settled' })])).toEqual([]);
    expect(newestColumns([item('a', ['note']), item('b', ['note'])], [], 'me', now)).toEqual([]);
  });

  it('leave out those of which nobody can say which is newer', () => {
    const equal = { serverBy: by('other', '2026-11-23T08:00:00Z') };
    const [column] = columnsOf([item('a', ['note']), item('b', ['note']), item('c', ['note'], equal)]);
    expect([column?.choices.map(({ id }) => id), column?.undecided]).toEqual([['a', 'b'], 1]);
  });

  it('leave out what a clock ten years ahead wrote, and everything while the own clock is wrong (R43)', () => {
    const ahead = { candidates: [{ value: '晚', by: by('me', '2036-11-23T08:00:00Z') }] };
    const items = [item('a', ['note']), item('b', ['note']), item('c', ['note'], ahead)];
    expect(columnsOf(items)[0]?.choices.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(newestColumns(items, [person], 'me', undefined)).toEqual([]);
  });
});
