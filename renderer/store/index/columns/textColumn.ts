import type { Cells } from '../pack/cells.ts';
import { hashText, isBlank, rangeTest } from '../values.ts';
import type { Cell, Range, ValueTest } from '../values.ts';
import { RANKED, compareTokens, tokensOf } from '../text/tokens.ts';
import type { TextOrder, Token } from '../text/tokens.ts';
import { asText, grown, ranksOf, wrongCells } from './column.ts';
import type { Column } from './column.ts';
import type { SortKeys } from './radix.ts';

const OWN = 0xffff_ffff;

/**
 * A column of mostly different texts. Loaded rows point into the text of their pack and become strings only when asked
 * for; rows written since hold their own value. `hash` and `equals` compare without making a string.
 */
export class TextColumn implements Column {
  private readonly chunks: string[] = [];
  private chunk: Uint32Array;
  private start: Uint32Array;
  private length: Uint32Array;
  private readonly own: Cell[] = [];
  private readonly order: TextOrder;

  constructor(order: TextOrder, capacity: number) {
    this.order = order;
    this.chunk = new Uint32Array(capacity).fill(OWN);
    this.start = new Uint32Array(capacity);
    this.length = new Uint32Array(capacity);
  }

  grow(capacity: number): void {
    this.chunk = grown(new Uint32Array(capacity).fill(OWN), this.chunk);
    this.start = grown(new Uint32Array(capacity), this.start);
    this.length = grown(new Uint32Array(capacity), this.length);
  }

  get(row: number): Cell {
    const chunk = this.chunk[row] ?? OWN;
    if (chunk === OWN) return this.own[row];
    const start = this.start[row] ?? 0;
    return this.chunks[chunk]?.slice(start, start + (this.length[row] ?? 0));
  }

  set(row: number, value: Cell): void {
    this.chunk[row] = OWN;
    while (this.own.length < row) this.own.push(undefined);
    this.own[row] = value;
  }

  isBlank(row: number): boolean {
    return (this.chunk[row] ?? OWN) === OWN ? isBlank(this.own[row]) : this.length[row] === 0;
  }

  hash(row: number, seed: number): number {
    const chunk = this.chunk[row] ?? OWN;
    if (chunk === OWN) return hashText(asText(this.own[row]), 0, undefined, seed);
    const start = this.start[row] ?? 0;
    return hashText(this.chunks[chunk] ?? '', start, start + (this.length[row] ?? 0), seed);
  }

  load(rows: Uint32Array, cells: Cells): void {
    if (cells.kind !== 'text') wrongCells();
    const { text, lengths, odd } = cells;
    const chunk = this.addChunk(text);
    let at = 0;
    for (let slot = 0; slot < rows.length; slot += 1) {
      const row = rows[slot] ?? 0;
      const length = lengths[slot] ?? 0;
      if (length < 2) this.set(row, length === 1 ? null : odd.get(slot));
      else {
        this.point(row, chunk, at, length - 2);
        at += length - 2;
      }
    }
  }

  addChunk(text: string): number {
    this.chunks.push(text);
    return this.chunks.length - 1;
  }

  /** Makes a row's value a part of a chunk. */
  point(row: number, chunk: number, start: number, length: number): void {
    this.chunk[row] = chunk;
    this.start[row] = start;
    this.length[row] = length;
    if (row < this.own.length) this.own[row] = undefined;
  }

  keep(mask: Uint8Array, size: number, test: ValueTest): void {
    for (let row = 0; row < size; row += 1) if (mask[row] === 1 && !test(this.get(row))) mask[row] = 0;
  }

  keepRange(mask: Uint8Array, size: number, range: Range): void {
    this.keep(mask, size, rangeTest(range));
  }

  tally(mask: Uint8Array, size: number): readonly (readonly [Cell, number])[] {
    const counts = new Map<Cell, number>();
    for (let row = 0; row < size; row += 1) {
      if (mask[row] === 0) continue;
      const value = this.get(row);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const values = [...counts.keys()];
    const ranks = ranksOf(values);
    return [...values.keys()]
      .sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0))
      .map((at) => [values[at], counts.get(values[at]) ?? 0]);
  }

  sortKeys(rows: Uint32Array): SortKeys {
    const starts = new Uint32Array(rows.length + 1);
    let tokens = new Uint16Array(rows.length * 12);
    const ranking = new Map<string, number>();
    let at = 0;
    let longest = 0;
    rows.forEach((row, i) => {
      const list = tokensOf(asText(this.get(row)), this.order);
      if (at + list.length > tokens.length) tokens = grown(new Uint16Array((at + list.length) * 2), tokens);
      for (const token of list) {
        tokens[at] = typeof token === 'number' ? token : provisional(ranking, token);
        at += 1;
      }
      starts[i + 1] = at;
      if (list.length > longest) longest = list.length;
    });
    const ranks = new Uint16Array(RANKED + ranking.size);
    [...ranking.keys()]
      .sort((a, b) => (a < b ? -1 : 1))
      .forEach((token, rank) => {
        ranks[ranking.get(token) ?? 0] = RANKED + rank;
      });
    for (let i = 0; i < at; i += 1) {
      const token = tokens[i] ?? 0;
      if (token >= RANKED) tokens[i] = ranks[token] ?? 0;
    }
    return {
      passes: longest,
      fill: (pass, out) => {
        const place = longest - 1 - pass;
        for (let i = 0; i < rows.length; i += 1) {
          const index = (starts[i] ?? 0) + place;
          out[i] = index < (starts[i + 1] ?? 0) ? (tokens[index] ?? 0) : 0;
        }
      },
    };
  }

  compare(a: number, b: number): number {
    return compareTokens(this.tokens(a), this.tokens(b));
  }

  private tokens(row: number): readonly Token[] {
    return tokensOf(asText(this.get(row)), this.order);
  }
}

/** A column has far fewer different characters than 64,000; beyond, the last share a rank and only their order suffers. */
function provisional(ranking: Map<string, number>, token: string): number {
  let rank = ranking.get(token);
  if (rank === undefined) {
    rank = Math.min(RANKED + ranking.size, 0xffff);
    ranking.set(token, rank);
  }
  return rank;
}
