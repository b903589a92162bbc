/** Rows of a block are searched together: enough that a scan is one pass, few enough that one is rebuilt unseen. */
export const BLOCK_ROWS = 1024;

export const blockOf = (row: number): number => Math.trunc(row / BLOCK_ROWS);

/** Writes the searchable pieces of a row; `anchors` are the places inside a piece where a match may begin. */
export type PieceWriter = (row: number, push: (piece: string, anchors?: readonly number[]) => void) => void;

/** Texts of all rows to look for a word in. What changed since its block was built has to be asked row by row. */
export interface Haystack {
  built(block: number): boolean;
  /** Forgets one block; it is built again when it is searched or warmed. */
  drop(block: number): void;
  clear(): void;
  /** Builds one missing block; false when none is missing. */
  warm(size: number): boolean;
  /** Sets 1 for every row whose block holds the word. */
  find(word: string, hits: Uint8Array, size: number): void;
  /** The same of one row, read from its cells and not from its block. */
  holds(row: number, word: string): boolean;
}

/** Search texts in blocks, built when they are needed; `warm` builds ahead, a block a call, while nobody waits. */
export class Blocks<T> {
  private readonly blocks: (T | undefined)[] = [];
  private readonly build: (from: number, to: number) => T;

  constructor(build: (from: number, to: number) => T) {
    this.build = build;
  }

  built(block: number): boolean {
    return this.blocks[block] !== undefined;
  }

  drop(block: number): void {
    this.blocks[block] = undefined;
  }

  clear(): void {
    this.blocks.length = 0;
  }

  warm(size: number): boolean {
    for (let at = 0; at * BLOCK_ROWS < size; at += 1) {
      if (this.blocks[at] === undefined) {
        this.get(at, size);
        return true;
      }
    }
    return false;
  }

  each(size: number, visit: (content: T, base: number) => void): void {
    for (let at = 0; at * BLOCK_ROWS < size; at += 1) visit(this.get(at, size), at * BLOCK_ROWS);
  }

  /** A last block that the table has outgrown stands: its new rows count as changed. */
  private get(at: number, size: number): T {
    const from = at * BLOCK_ROWS;
    let block = this.blocks[at];
    if (block === undefined) {
      block = this.build(from, Math.min(from + BLOCK_ROWS, size));
      this.blocks[at] = block;
    }
    return block;
  }
}
