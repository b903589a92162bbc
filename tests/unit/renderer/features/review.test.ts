import { describe, expect, it } from 'vitest';
import type { Conflict } from '../../../../domain/protocol/record.ts';
import { newestOf, sidesOf } from '../../../../renderer/features/reporting/options.ts';

const by = (user: string, at: string) => ({ user, userName: user, device: 'd', at, op: `${user}-${at}` });
const conflict = (more: Partial<Conflict> = {}): Conflict => ({
  conflictId: 'c1',
  field: 'mobile',
  version: 1,
  baseValue: null,
  serverValue: 'theirs',
  serverBy: by('other', '2026-11-22T08:00:00Z'),
  candidates: [{ value: 'mine', by: by('me', '2026-11-23T08:00:00Z') }],
  state: 'open',
  ...more,
});

const now = Date.parse('2026-11-24T08:00:00Z');

describe('the two columns of a conflict', () => {
  it('puts my own value first, wherever it lies', () => {
    expect(sidesOf(conflict(), 'me', now)).toMatchObject({
      firstIsMine: true,
      first: [{ value: 'mine' }],
      second: [{ value: 'theirs' }],
    });
    expect(sidesOf(conflict(), 'other', now)).toMatchObject({
      firstIsMine: true,
      first: [{ value: 'theirs' }],
      second: [{ value: 'mine' }],
    });
  });

  it('claims no side for one person at two PCs, and drops no value', () => {
    const same = conflict({
      serverBy: by('me', '2026-11-22T08:00:00Z'),
      candidates: [
        { value: 'a', by: by('me', '2026-11-23T08:00:00Z') },
        { value: 'b', by: by('me', '2026-11-21T08:00:00Z') },
      ],
    });
    const sides = sidesOf(same, 'me', now);
    expect(sides.firstIsMine).toBe(false);
    expect([...sides.first, ...sides.second].map((option) => option.value).sort()).toEqual([
      'a',
      'b',
      'theirs',
    ]);
  });

  it('finds the newest of each', () => {
    expect(newestOf([conflict()], 'other', now).get('c1')?.value).toBe('mine');
  });

  it('calls nothing newer by a clock that is wrong, the other one or this one (R43)', () => {
    const ahead = conflict({ candidates: [{ value: 'mine', by: by('me', '2036-11-23T08:00:00Z') }] });
    expect(newestOf([ahead], 'other', now).size).toBe(0);
    expect(newestOf([conflict()], 'other', undefined).size).toBe(0);
    const { first, second } = sidesOf(ahead, 'me', now);
    expect([...first, ...second].some((option) => option.newer)).toBe(false);
  });
});
