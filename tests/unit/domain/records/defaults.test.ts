import { describe, expect, test } from 'vitest';
import { defaultsOf, unitOf } from '../../../../domain/records/defaults.ts';
import { definition as member } from '../../../../domain/records/types/member.ts';
import { definition as log } from '../../../../domain/records/types/counsellingLog.ts';

describe('the unit whose union an organisation is', () => {
  test.each([
    ['演示精密电子（南岭）有限公司工会委员会', '演示精密电子（南岭）有限公司'],
    ['演示机械厂基层工会委员会', '演示机械厂'],
    ['演示机械厂工会', '演示机械厂'],
    ['演示机械厂', '演示机械厂'],
    ['石桥街道总工会', undefined],
    ['石桥工业园联合工会委员会', undefined],
    ['工会委员会', undefined],
  ])('%s: %s', (name, unit) => {
    expect(unitOf(name)).toBe(unit);
  });

  test('only fields that ask for it take it', () => {
    expect(defaultsOf(member, '演示机械厂工会')).toEqual({ employer: '演示机械厂' });
    expect(defaultsOf(member, undefined)).toEqual({});
    expect(defaultsOf(log, '演示机械厂工会')).toEqual({});
  });
});
