import { describe, expect, test } from 'vitest';
import { RowPacker, RowUnpacker } from '../../../../../../renderer/records/import/readers/pack.ts';
import { emptyCell } from '../../../../../../renderer/records/import/readers/port.ts';
import type { PackedRows } from '../../../../../../renderer/records/import/readers/pack.ts';
import type { Cell, SheetRow } from '../../../../../../renderer/records/import/readers/port.ts';

const department: Cell = { kind: 'text', text: '总装车间' };
const day: Cell = { kind: 'date', text: '2019-09-01', raw: '43709' };
const flag: Cell = { kind: 'flag', text: '否', raw: '' };

const row = (number: number, ...cells: readonly Cell[]): SheetRow => ({ number, cells });
const text = (words: string): Cell => ({ kind: 'text', text: words });

function packed(packer: RowPacker, rows: readonly SheetRow[]): PackedRows {
  for (const each of rows) packer.add(each);
  return structuredClone(packer.take());
}

describe('rows between two workers', () => {
  test('come out as they went in: every kind of cell, gaps, hidden rows, rows of any width', () => {
    const rows: readonly SheetRow[] = [
      row(2, text('A1'), emptyCell, department, day),
      { number: 3, hidden: true, cells: [emptyCell, flag, { kind: 'error', text: '#N/A' }] },
      row(9, { kind: 'uncached', text: '' }, { kind: 'number', text: '440000199001010000' }),
      row(10),
      row(11, text('A2'), emptyCell, department, day),
    ];
    const packer = new RowPacker();
    const unpacker = new RowUnpacker();
    expect(unpacker.rows(packed(packer, rows))).toEqual(rows);
    // What lasts from the first block is named by its place in the second, beside cells that are new there.
    const more = [row(12, text('A3'), day, department), row(13, department, text('A4'), flag)];
    expect(unpacker.rows(packed(packer, more))).toEqual(more);
    expect(packer.isEmpty).toBe(true);
  });

  test('a cell that repeats goes over once, and is one object afterwards', () => {
    const packer = new RowPacker();
    const unpacker = new RowUnpacker();
    const rows = [row(1, text('A1'), department), row(2, text('A2'), department)];
    const first = packed(packer, rows);
    expect(first.texts).toEqual(['A1', '总装车间', 'A2']);
    const before = unpacker.rows(first);
    const second = packed(packer, [row(3, text('A3'), department)]);
    expect(second.texts).toEqual(['A3']);
    expect(unpacker.rows(second)[0]?.cells[1]).toBe(before[0]?.cells[1]);
    expect(unpacker.rows(packed(packer, []))).toEqual([]);
  });

  test('an empty cell stays the empty cell, which the judge knows by its identity', () => {
    const packer = new RowPacker();
    const [out] = new RowUnpacker().rows(packed(packer, [row(1, emptyCell, department)]));
    expect(out?.cells[0]).toBe(emptyCell);
  });

  test('a block is full by rows, or by cells where rows are wide', () => {
    const long = new RowPacker();
    for (let number = 1; !long.isFull; number += 1) long.add(row(number, department));
    expect(long.take().numbers).toHaveLength(2048);
    const wide = new RowPacker();
    for (let number = 1; !wide.isFull; number += 1)
      wide.add(row(number, ...Array.from({ length: 1000 }, () => department)));
    expect(wide.take().numbers).toHaveLength(66);
  });
});
