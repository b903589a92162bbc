import { describe, expect, it } from 'vitest';
import { emsOf } from '../../../../../renderer/records/list/textWidth.ts';

describe('the width of a text, guessed', () => {
  it('is a little more than the fonts of the offices need', () => {
    // Advance widths of Microsoft YaHei in ems: Chinese 1, digits 0.54, the asterisk 0.41, M 0.90, m 0.86, a 0.52.
    expect(emsOf('装配一车间')).toBe(5);
    expect(emsOf('138****0024')).toBeGreaterThan(7 * 0.54 + 4 * 0.41);
    expect(emsOf('E00317')).toBeGreaterThan(0.51 + 5 * 0.54);
    expect(emsOf('Maimaiti')).toBeGreaterThan(0.9 + 2 * 0.52 + 3 * 0.24 + 0.86 + 0.34);
    expect(emsOf('')).toBe(0);
  });
});
