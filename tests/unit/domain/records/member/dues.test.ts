import { expect, test } from 'vitest';
import { duesOf } from '../../../../../domain/records/member/dues.ts';

test('half a percent, the tail under ten yuan dropped first, in whole cents', () => {
  expect(duesOf(308_600)).toBe(1540);
  expect(duesOf(308_999)).toBe(1540);
  expect(duesOf(309_000)).toBe(1545);
  expect(duesOf(999)).toBe(0);
  expect(duesOf(0)).toBe(0);
});

test('no dues of what is no wage', () => {
  expect([duesOf(-1), duesOf(0.5), duesOf(Number.NaN), duesOf(2 ** 60)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
