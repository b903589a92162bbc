import { describe, expect, it } from 'vitest';
import { emsOf, fit, narrowRow, pt, tallRow } from '../../../../renderer/papers/sheet/fit.ts';

describe('fitting a text into its cell', () => {
  it('leaves numbers, dates and common names at their full size', () => {
    expect(fit('440000199001010019', 40 - 1.6, narrowRow).points).toBe(10.5);
    expect(fit('440000********0019', 40 - 1.6, narrowRow).points).toBe(10.5);
    expect(fit('2009-03-18', 22 - 1.6, narrowRow).points).toBe(10.5);
    expect(fit('138 0000 0037', 28 - 1.6, narrowRow).points).toBe(10.5);
    expect(fit('甲测试一', 23 - 1.6, narrowRow).points).toBe(10.5);
  });

  it('makes a long name smaller, then two lines, and loses none of it', () => {
    const long = '阿卜杜勒·样例麦麦提·测试江';
    const fitted = fit(long, 23 - 1.6, narrowRow);
    expect(fitted.text).toBe(long);
    expect(fitted.points).toBeLessThan(10.5);
    expect(fitted.points).toBeGreaterThanOrEqual(6);
  });

  it('cuts what finds no room at any size, and says so with “…”', () => {
    const { text, points } = fit('备'.repeat(200), 20, narrowRow);
    expect(text).toMatch(/^备+…$/);
    expect(points).toBe(6);
    // Two lines of 20 mm at 6 pt are eighteen characters at most.
    expect(emsOf(text)).toBeLessThanOrEqual(18);
  });

  it('is never wider than its lines together', () => {
    for (let length = 1; length < 80; length += 1) {
      const { text, points } = fit('字'.repeat(length), 30, narrowRow);
      const lines = narrowRow.find((step) => step.points === points)?.lines ?? 0;
      expect(emsOf(text) * points * pt).toBeLessThanOrEqual(30 * lines);
    }
  });

  it('never takes a smaller size where a larger one has room', () => {
    for (let length = 1; length < 60; length += 1) {
      const wide = fit('字'.repeat(length), 60, tallRow).points;
      const narrow = fit('字'.repeat(length), 30, tallRow).points;
      expect(narrow).toBeLessThanOrEqual(wide);
    }
  });
});
