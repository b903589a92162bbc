import { grown } from '../columns/column.ts';

const NONE = -1;

/** Rows by a 32-bit hash, chained. The caller compares values: equal hashes are a hint, not an answer. */
export class RowHash {
  private heads = new Int32Array(1024).fill(NONE);
  private next: Int32Array;
  private hashes: Uint32Array;
  private count = 0;

  constructor(capacity: number) {
    this.next = new Int32Array(capacity).fill(NONE);
    this.hashes = new Uint32Array(capacity);
  }

  /** Room for so many rows without growing. */
  reserve(rows: number): void {
    if (rows > this.next.length) this.grow(rows);
    let size = this.heads.length;
    while (size < rows) size *= 4;
    if (size > this.heads.length) this.rehash(size);
  }

  add(row: number, hash: number): void {
    if (row >= this.next.length) this.grow(Math.max(row + 1, this.next.length * 2));
    if (this.count >= this.heads.length) this.rehash(this.heads.length * 4);
    this.hashes[row] = hash;
    this.link(row);
    this.count += 1;
  }

  remove(row: number): void {
    if (row >= this.next.length) return;
    const bucket = this.bucket(row);
    let at = this.heads[bucket] ?? NONE;
    if (at === row) this.heads[bucket] = this.next[row] ?? NONE;
    else {
      while (at !== NONE && this.next[at] !== row) at = this.next[at] ?? NONE;
      if (at === NONE) return;
      this.next[at] = this.next[row] ?? NONE;
    }
    this.count -= 1;
  }

  /** Rows of equal hash, until `visit` returns true. */
  each(hash: number, visit: (row: number) => boolean): void {
    let row = this.heads[hash & (this.heads.length - 1)] ?? NONE;
    while (row !== NONE) {
      const after = this.next[row] ?? NONE;
      if (this.hashes[row] === hash && visit(row)) return;
      row = after;
    }
  }

  private grow(capacity: number): void {
    this.next = grown(new Int32Array(capacity).fill(NONE), this.next);
    this.hashes = grown(new Uint32Array(capacity), this.hashes);
  }

  private bucket(row: number): number {
    return (this.hashes[row] ?? 0) & (this.heads.length - 1);
  }

  private link(row: number): void {
    const bucket = this.bucket(row);
    this.next[row] = this.heads[bucket] ?? NONE;
    this.heads[bucket] = row;
  }

  private rehash(size: number): void {
    const old = this.heads;
    this.heads = new Int32Array(size).fill(NONE);
    for (const head of old) {
      let row = head;
      while (row !== NONE) {
        const after = this.next[row] ?? NONE;
        this.link(row);
        row = after;
      }
    }
  }
}
