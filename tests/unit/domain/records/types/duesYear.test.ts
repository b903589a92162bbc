import { describe, expect, it } from 'vitest';
import { accountOf } from '../../../../../domain/records/dues/months.ts';
import { derivedAmount } from '../../../../../domain/records/derived.ts';
import { definition } from '../../../../../domain/records/types/duesYear.ts';
import { validateRecord } from '../../../../../domain/records/validate.ts';
import type { RecordData } from '../../../../../domain/records/definition.ts';

const year: RecordData = { memberId: 'm1', year: 2026, name: '甲测试' };
const refusals = (more: RecordData): readonly string[] =>
  validateRecord(definition, { ...year, ...more })
    .filter((issue) => issue.severity === 'refuse')
    .map((issue) => `${issue.field}:${issue.code}`);

describe('a member’s dues of one year', () => {
  it('take a base with the due that follows from it, and no other', () => {
    expect(refusals({ base03: 308_600, due03: 1540 })).toEqual([]);
    expect(refusals({ base03: 308_600, due03: 1543 })).toEqual(['due03:contradictsBase']);
    expect(refusals({ base03: 308_600, due03: 2000, agreed: 2000 })).toEqual([]);
  });

  it('refuse amounts below nothing and years that are none', () => {
    expect(refusals({ paid12: -1 })).toEqual(['paid12:negative']);
    expect(refusals({ year: 26 })).toEqual(['year:noYear']);
  });

  it('derive each due from its own month, or from what was agreed', () => {
    const due = definition.fields['due03'];
    if (due === undefined) throw new Error('no such field');
    expect(derivedAmount(due, { base03: 308_600, base04: 999_900 })).toBe(1540);
    expect(derivedAmount(due, { base03: 308_600, agreed: 2000 })).toBe(2000);
    expect(derivedAmount(due, { base04: 308_600 })).toBeUndefined();
  });

  it('merge base and due as one, a payment with its papers as one, and no two months together', () => {
    const group = (key: string): string | undefined => definition.fields[key]?.group;
    expect(group('base03')).toBe(group('due03'));
    expect(new Set(['paid03', 'method03', 'receipt03', 'paidOn03'].map(group)).size).toBe(1);
    expect(new Set(['due03', 'paid03', 'due04', 'paid04'].map(group)).size).toBe(4);
  });

  it('are read month by month: an agreed amount counts where no due stands', () => {
    const data = { ...year, agreed: 2000, base01: 308_600, due01: 1540, paid01: 1540, exemptMonths: ['02'] };
    expect(accountOf(data, '01')).toEqual({ base: 308_600, due: 1540, paid: 1540, exempt: false });
    expect(accountOf(data, '02')).toEqual({ due: 2000, paid: undefined, exempt: true });
    expect(accountOf(year, '03')).toEqual({ due: undefined, paid: undefined, exempt: false });
  });
});
