import { radixOrder } from './columns/radix.ts';
import type { RowTable } from './rows/rowTable.ts';

/** Above this many changed rows sorting anew is quicker than placing each. */
const MOST_REPAIRS = 2_000;

export interface SortOrder {
  /** All live rows ascending, blanks at the end in either direction, as WPS does. */
  readonly rows: Uint32Array;
  /** How many of them are not blank. */
  readonly filled: number;
}

/** Orders by one column, made when first asked and repaired after edits, so that a save does not cost a sort. */
export class SortOrders {
  private readonly table: RowTable;
  private readonly known = new Map<string, { order: SortOrder; readonly changed: Set<number> }>();

  constructor(table: RowTable) {
    this.table = table;
  }

  touch(row: number): void {
    for (const [field, { changed }] of this.known) {
      changed.add(row);
      if (changed.size > MOST_REPAIRS) this.known.delete(field);
    }
  }

  forget(field: string): void {
    this.known.delete(field);
  }

  clear(): void {
    this.known.clear();
  }

  /** Rows that sort alike stand in the order of their arrival. */
  by(field: string): SortOrder {
    const known = this.known.get(field);
    if (known === undefined) {
      const order = this.sort(field);
      this.known.set(field, { order, changed: new Set() });
      return order;
    }
    if (known.changed.size > 0) {
      known.order = this.repair(field, known.order, known.changed);
      known.changed.clear();
    }
    return known.order;
  }

  private sort(field: string): SortOrder {
    const column = this.table.column(field);
    const filled = new Uint32Array(this.table.live);
    const blank: number[] = [];
    let count = 0;
    for (let row = 0; row < this.table.size; row += 1) {
      if (this.table.alive[row] === 0) continue;
      if (column === undefined || column.isBlank(row)) blank.push(row);
      else {
        filled[count] = row;
        count += 1;
      }
    }
    const list = filled.subarray(0, count);
    const rows = new Uint32Array(this.table.live);
    if (column !== undefined) {
      radixOrder(count, column.sortKeys(list)).forEach((position, at) => {
        rows[at] = list[position] ?? 0;
      });
    }
    rows.set(blank, count);
    return { rows, filled: count };
  }

  private repair(field: string, old: SortOrder, changed: ReadonlySet<number>): SortOrder {
    const column = this.table.column(field);
    const before = (a: number, b: number): number => (column?.compare(a, b) ?? 0) || a - b;
    const moved = [...changed].filter((row) => this.table.alive[row] === 1);
    const isBlank = (row: number): boolean => column === undefined || column.isBlank(row);
    const stays = new Uint32Array(old.rows.length);
    const leaves = new Uint8Array(this.table.size);
    for (const row of changed) leaves[row] = 1;
    let kept = 0;
    let stayFilled = 0;
    for (let at = 0; at < old.rows.length; at += 1) {
      const row = old.rows[at] ?? 0;
      if (leaves[row] === 1) continue;
      stays[kept] = row;
      kept += 1;
      if (at < old.filled) stayFilled = kept;
    }
    const filled = merge(
      stays.subarray(0, stayFilled),
      moved.filter((row) => !isBlank(row)).sort(before),
      before,
    );
    const byRow = (a: number, b: number): number => a - b;
    const blanks = merge(stays.subarray(stayFilled, kept), moved.filter(isBlank).sort(byRow), byRow);
    const rows = new Uint32Array(filled.length + blanks.length);
    rows.set(filled);
    rows.set(blanks, filled.length);
    return { rows, filled: filled.length };
  }
}

/** Places few sorted rows into many by halving, copying the stretches between. */
function merge(
  many: Uint32Array,
  few: readonly number[],
  order: (a: number, b: number) => number,
): Uint32Array {
  const out = new Uint32Array(many.length + few.length);
  let from = 0;
  few.forEach((row, placed) => {
    let low = from;
    let high = many.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (order(many[middle] ?? 0, row) < 0) low = middle + 1;
      else high = middle;
    }
    out.set(many.subarray(from, low), from + placed);
    out[low + placed] = row;
    from = low;
  });
  out.set(many.subarray(from), from + few.length);
  return out;
}
