import { describe, expect, it } from 'vitest';
import { conditionKindsOf, holds, meetsAll } from '../../../../domain/records/conditions.ts';
import type { Condition } from '../../../../domain/records/conditions.ts';
import { definition as member } from '../../../../domain/records/types/member.ts';

const place = '湖南省样例县一村';
const condition = (
  kind: Condition['kind'],
  values: Condition['values'] = [],
  field = 'place',
): Condition => ({
  field,
  kind,
  values,
});

describe('conditions of 按条件批量判断', () => {
  it.each([
    [condition('is', [place]), true],
    [condition('is', ['样例县']), false],
    [condition('isNot', ['广东省']), true],
    [condition('begins', ['广东省', '湖南省']), true],
    [condition('begins', ['样例']), false],
    [condition('beginsNot', ['广东省']), true],
    [condition('beginsNot', ['湖南']), false],
    [condition('empty'), false],
    [condition('filled'), true],
  ] as const)('%o', (one, answer) => {
    expect(holds(one, { place })).toBe(answer);
  });

  it.each(['is', 'isNot', 'begins', 'beginsNot', 'filled'] as const)(
    'an empty value meets no “%s”: what nobody filled in is not known to lie elsewhere',
    (kind) => {
      expect(holds(condition(kind, ['广东省']), { place: '' })).toBe(false);
      expect(holds(condition(kind, ['广东省']), {})).toBe(false);
    },
  );

  it('looks at each of several codes, and at yes and no', () => {
    expect(holds(condition('is', ['b'], 'tags'), { tags: ['a', 'b'] })).toBe(true);
    expect(holds(condition('isNot', ['b'], 'tags'), { tags: ['a', 'b'] })).toBe(false);
    expect(holds(condition('is', [false], 'yes'), { yes: false })).toBe(true);
  });

  it('joins by and; none at all is met by nobody', () => {
    const both = [condition('begins', ['湖南']), condition('is', ['1'], 'kind')];
    expect(meetsAll(both, { place, kind: '1' })).toBe(true);
    expect(meetsAll(both, { place, kind: '2' })).toBe(false);
    expect(meetsAll([], { place })).toBe(false);
    expect(holds(condition('is', []), { place })).toBe(false);
  });

  it('offers no beginnings for codes', () => {
    const kinds = (key: string) =>
      conditionKindsOf(member.fields[key] ?? { label: '', kind: 'text', section: '' });
    expect(kinds('householdType')).not.toContain('begins');
    expect(kinds('householdPlace')).toContain('beginsNot');
  });
});
