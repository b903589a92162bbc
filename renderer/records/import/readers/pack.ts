import { emptyCell } from './port.ts';
import type { Cell, CellKind, SheetRow } from './port.ts';

/**
 * Rows on their way from the reader to the judge. Objects would be copied cell by cell, and a roster repeats itself: the
 * table holds each different cell of a block once, the rows hold places in it. What stands in a block more than once is
 * known from then on, so that a department is one text in all 100,000 rows on the other side too.
 */
export interface PackedRows {
  readonly numbers: Int32Array;
  /** What a row is marked with, one bit each: hidden, struck, coloured. */
  readonly marks: Uint8Array;
  /** Where each row ends in `places`. */
  readonly ends: Int32Array;
  /** 0 is the empty cell, n the lasting cell n - 1, -n the table's entry n - 1. */
  readonly places: Int32Array;
  readonly kinds: Uint8Array;
  readonly texts: readonly string[];
  /** Entries that have a raw text, and the texts. */
  readonly rawAt: Int32Array;
  readonly raws: readonly string[];
  /** Entries that last: later blocks name them by their place among all that do. */
  readonly lasting: Int32Array;
}

const kinds: readonly CellKind[] = ['empty', 'text', 'number', 'date', 'flag', 'error', 'uncached'];

const [hiddenBit, struckBit, colouredBit] = [1, 2, 4];

/** Enough rows to repeat themselves, few enough to come many times a second. */
const mostRows = 2048;
const mostCells = 65_536;
const mostLasting = 32_768;

export class RowPacker {
  private readonly lasting = new Map<Cell, number>();
  private readonly known = new Map<Cell, number>();
  private uses: number[] = [];
  private numbers: number[] = [];
  private marks: number[] = [];
  private ends: number[] = [];
  private places: number[] = [];

  get isEmpty(): boolean {
    return this.numbers.length === 0;
  }

  get isFull(): boolean {
    return this.numbers.length >= mostRows || this.places.length >= mostCells;
  }

  add(row: SheetRow): void {
    this.numbers.push(row.number);
    this.marks.push(
      (row.hidden === true ? hiddenBit : 0) |
        (row.struck === true ? struckBit : 0) |
        (row.coloured === true ? colouredBit : 0),
    );
    for (const cell of row.cells) this.places.push(cell === emptyCell ? 0 : this.placeOf(cell));
    this.ends.push(this.places.length);
  }

  private placeOf(cell: Cell): number {
    const lasting = this.lasting.get(cell);
    if (lasting !== undefined) return lasting;
    const known = this.known.get(cell) ?? this.uses.push(0);
    if (this.uses[known - 1] === 0) this.known.set(cell, known);
    this.uses[known - 1] = (this.uses[known - 1] ?? 0) + 1;
    return -known;
  }

  /** What was added since the last time. */
  take(): PackedRows {
    const cells = [...this.known.keys()];
    const rawAt: number[] = [];
    const raws: string[] = [];
    const lasting: number[] = [];
    for (const [at, cell] of cells.entries()) {
      if (cell.raw !== undefined) {
        rawAt.push(at);
        raws.push(cell.raw);
      }
      if ((this.uses[at] ?? 0) < 2 || this.lasting.size >= mostLasting) continue;
      this.lasting.set(cell, this.lasting.size + 1);
      lasting.push(at);
    }
    const packed: PackedRows = {
      numbers: Int32Array.from(this.numbers),
      marks: Uint8Array.from(this.marks),
      ends: Int32Array.from(this.ends),
      places: Int32Array.from(this.places),
      kinds: Uint8Array.from(cells, ({ kind }) => kinds.indexOf(kind)),
      texts: cells.map(({ text }) => text),
      rawAt: Int32Array.from(rawAt),
      raws,
      lasting: Int32Array.from(lasting),
    };
    this.known.clear();
    this.uses = [];
    this.numbers = [];
    this.marks = [];
    this.ends = [];
    this.places = [];
    return packed;
  }
}

/** Takes the blocks of one reading in their order. */
export class RowUnpacker {
  private readonly lasting: Cell[] = [emptyCell];

  /** The rows as they were packed; equal cells are one object, as they are in the reader. */
  rows(packed: PackedRows): readonly SheetRow[] {
    const table = tableOf(packed);
    const rows: SheetRow[] = [];
    let at = 0;
    for (const [row, end] of packed.ends.entries()) {
      const cells = new Array<Cell>(end - at);
      for (let from = at; from < end; from += 1) {
        const place = packed.places[from] ?? 0;
        cells[from - at] = (place < 0 ? table[-place - 1] : this.lasting[place]) ?? emptyCell;
      }
      const number = packed.numbers[row] ?? 0;
      const marks = packed.marks[row] ?? 0;
      rows.push(marks === 0 ? { number, cells } : { number, cells, ...marksOf(marks) });
      at = end;
    }
    for (const entry of packed.lasting) this.lasting.push(table[entry] ?? emptyCell);
    return rows;
  }
}

function marksOf(marks: number): Omit<SheetRow, 'number' | 'cells'> {
  return {
    ...((marks & hiddenBit) === 0 ? {} : { hidden: true }),
    ...((marks & struckBit) === 0 ? {} : { struck: true }),
    ...((marks & colouredBit) === 0 ? {} : { coloured: true }),
  };
}

function tableOf({ kinds: kindsOf, texts, rawAt, raws }: PackedRows): readonly Cell[] {
  let next = 0;
  return texts.map((text, at): Cell => {
    const kind = kinds[kindsOf[at] ?? 0] ?? 'empty';
    if (rawAt[next] !== at) return { kind, text };
    const raw = raws[next] ?? '';
    next += 1;
    return { kind, text, raw };
  });
}
