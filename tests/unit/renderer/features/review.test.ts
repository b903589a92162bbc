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

describe('the two columns of a conflict', () => {
  it('puts my own value first, wherever it lies', () => {
    expect(sidesOf(conflict(), 'me')).toMatchObject({
      firstIsMine: true,
      first: [{ value: 'mine' }],
      second: [{ value: 'theirs' }],
    });
    expect(sidesOf(conflict(), 'other')).toMatchObject({
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
    const sides = sidesOf(same, 'me');
    expect(sides.firstIsMine).toBe(false);
    expect([...sides.first, ...sides.second].map((option) => option.value).sort()).toEqual([
      'a',
      'b',
      'theirs',
    ]);
  });

  it('finds the newest of each', () => {
    expect(newestOf([conflict()], 'other').get('c1')?.value).toBe('mine');
  });
});
