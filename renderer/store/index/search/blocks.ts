/** Rows of a block are searched together: enough that a scan is one pass, few enough that one edit is rebuilt unseen. */
export const BLOCK_ROWS = 1024;

/** Writes the searchable pieces of a row; `anchors` are the places inside a piece where a match may begin. */
export type PieceWriter = (row: number, push: (piece: string, anchors?: readonly number[]) => void) => void;

/** Texts of all rows to look for a word in. */
export interface Haystack {
  touch(row: number): void;
  clear(): void;
  /** Builds one missing block; false when none is missing. */
  warm(size: number): boolean;
  /** Sets 1 for every row that holds the word. */
  find(word: string, hits: Uint8Array, size: number): void;
}

/**
 * Search texts in blocks. A block that changed is rebuilt before it is searched, so an answer is never stale; `warm`
 * builds ahead, a block a call, while nobody waits.
 */
export class Blocks<T> {
  private readonly blocks: ({ readonly rows: number; readonly content: T } | undefined)[] = [];
  private readonly build: (from: number, to: number) => T;

  constructor(build: (from: number, to: number) => T) {
    this.build = build;
  }

  touch(row: number): void {
    this.blocks[Math.trunc(row / BLOCK_ROWS)] = undefined;
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

  private get(at: number, size: number): T {
    const from = at * BLOCK_ROWS;
    const rows = Math.min(BLOCK_ROWS, size - from);
    let block = this.blocks[at];
    // The last block grows with the table.
    if (block === undefined || block.rows !== rows) {
      block = { rows, content: this.build(from, from + rows) };
      this.blocks[at] = block;
    }
    return block.content;
  }
}

/** The text of a stretch of rows, pieces kept apart so that no word matches across two of them. */
export function joinPieces(
  from: number,
  to: number,
  write: PieceWriter,
): { text: string; starts: Uint32Array } {
  const parts: string[] = [];
  const starts = new Uint32Array(to - from + 1);
  let length = 0;
  for (let row = from; row < to; row += 1) {
    starts[row - from] = length;
    write(row, (piece) => {
      parts.push(piece, '\n');
      length += piece.length + 1;
    });
  }
  starts[to - from] = length;
  return { text: parts.join(''), starts };
}
