import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellReader, encodeColumn } from '../../../../../renderer/store/units/column.ts';
import type { Column } from '../../../../../renderer/store/units/column.ts';

type Cell = string | number | boolean | null | readonly string[];

/** As it comes back from the disk. */
function there<T>(cells: readonly T[]): (T | undefined)[] {
  const read = cellReader(JSON.parse(JSON.stringify(encodeColumn(cells))) as Column<T>);
  return cells.map((_, at) => read(at));
}

describe('a column of a unit', () => {
  it('gives back every cell, however many different ones there are', () => {
    const pool = fc.oneof(
      fc.constantFrom<Cell>('1', 1, true, 'true', null, '', '\\', '"', '\u{20bb7}'),
      fc.integer({ min: 0, max: 120 }).map((n): Cell => `值${String(n)}`),
      fc.array(fc.string(), { maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.array(pool, { maxLength: 300, size: 'max' }), (cells) => {
        expect(there(cells)).toEqual(cells);
      }),
    );
  });

  it.each([1, 2, 57, 58, 90, 91, 92, 200])('of %i different values is read as it was', (different) => {
    const cells = Array.from({ length: 400 }, (_, at) => `值${String((at * 7) % different)}`);
    expect(there(cells)).toEqual(cells);
  });

  it('costs one letter a record where few values repeat, nothing where all say the same', () => {
    const size = (cells: readonly Cell[]): number => JSON.stringify(encodeColumn(cells)).length;
    const codes = Array.from({ length: 256 }, (_, at) => ['在职', '离职', null][at % 3] ?? null);
    expect(size(codes)).toBeLessThan(256 + 60);
    expect(size(codes.map(() => '云桥精密电子'))).toBeLessThan(30);
    const unlike = codes.map((_, at) => `w${String(at)}`);
    expect(size(unlike)).toBe(JSON.stringify(unlike).length);
  });
});
