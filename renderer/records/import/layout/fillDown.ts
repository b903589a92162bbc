import { emptyCell } from '../readers/port.ts';
import type { FieldDefinition, RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Cell, MergedCells } from '../readers/port.ts';
import type { Mapping } from './mapping.ts';

/**
 * One column whose merged cells speak for every row they cover (K51). A blank that is not merged is never filled: it may
 * be a person without a department. Rows are asked for in their order.
 */
export class FilledDown {
  private readonly ranges: readonly MergedCells[];
  private at = 0;
  private held: Cell = emptyCell;

  /** `ranges`: of this column, from top to bottom. */
  constructor(ranges: readonly MergedCells[]) {
    this.ranges = ranges;
  }

  cellOf(number: number, own: Cell): Cell {
    while ((this.ranges[this.at]?.bottom ?? number) < number) {
      this.at += 1;
      this.held = emptyCell;
    }
    if (number < (this.ranges[this.at]?.top ?? Number.POSITIVE_INFINITY)) return own;
    if (own.kind !== 'empty') this.held = own;
    return this.held;
  }
}

/** Columns that are filled down, by their index. Numbers of one person and names never are: two rows are not one person. */
export function filledColumns(
  definition: RecordDefinition,
  mapping: Mapping,
  merged: readonly MergedCells[],
  headerNumber: number,
): ReadonlyMap<number, FilledDown> {
  const columns = new Map<number, FilledDown>();
  for (const [index, key] of mapping) {
    if (!mayRepeat(definition, key)) continue;
    const ranges = merged
      .filter(({ left, top, bottom }) => left === index && bottom > top && top > headerNumber)
      .sort((a, b) => a.top - b.top);
    if (ranges.length > 0) columns.set(index, new FilledDown(ranges));
  }
  return columns;
}

const repeating: ReadonlySet<FieldDefinition['kind']> = new Set([
  'code',
  'codes',
  'flag',
  'path',
  'date',
  'month',
  'text',
]);

function mayRepeat(definition: RecordDefinition, key: string): boolean {
  const field = definition.fields[key];
  if (!field || key === definition.titleField || definition.identity.some(([only]) => only === key))
    return false;
  return repeating.has(field.kind) && field.search !== 'exact' && field.search !== 'name';
}
