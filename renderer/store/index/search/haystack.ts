/** Rows of a block share one text: long enough that a scan is one pass, short enough that one edit is rebuilt unseen. */
export const BLOCK_ROWS = 1024;

interface Block {
  readonly text: string;
  /** Where each row of the block begins; one more than rows. */
  readonly starts: Uint32Array;
  /** 1 where a match may begin; undefined = anywhere. */
  readonly marks: Uint8Array | undefined;
}

/** Collects the text of one block. Pieces are kept apart, so that no word matches across two of them. */
export class BlockText {
  private readonly parts: string[] = [];
  private readonly marks: number[] = [];
  private length = 0;

  /** `anchors`: places inside the piece where a match may begin. */
  push(piece: string, anchors: readonly number[] = []): void {
    for (const anchor of anchors) this.marks.push(this.length + anchor);
    this.parts.push(piece, '\n');
    this.length += piece.length + 1;
  }

  get at(): number {
    return this.length;
  }

  finish(starts: Uint32Array, anchored: boolean): Block {
    let marks: Uint8Array | undefined;
    if (anchored) {
      marks = new Uint8Array(this.length);
      for (const mark of this.marks) marks[mark] = 1;
    }
    return { text: this.parts.join(''), starts, marks };
  }
}

/**
 * Texts of all rows to look for a word in. A block that changed is rebuilt before it is searched, so an answer is never
 * stale; `warm` builds ahead, a block a call, while nobody waits.
 */
export class Haystack {
  private readonly blocks: (Block | undefined)[] = [];
  private readonly write: (row: number, out: BlockText) => void;
  private readonly anchored: boolean;

  constructor(anchored: boolean, write: (row: number, out: BlockText) => void) {
    this.anchored = anchored;
    this.write = write;
  }

  touch(row: number): void {
    this.blocks[Math.trunc(row / BLOCK_ROWS)] = undefined;
  }

  clear(): void {
    this.blocks.length = 0;
  }

  /** Builds one missing block; false when none is missing. */
  warm(size: number): boolean {
    for (let at = 0; at * BLOCK_ROWS < size; at += 1) {
      if (this.blocks[at] === undefined) {
        this.block(at, size);
        return true;
      }
    }
    return false;
  }

  /** Sets 1 for every row that holds the word. */
  find(word: string, hits: Uint8Array, size: number): void {
    for (let at = 0; at * BLOCK_ROWS < size; at += 1) {
      const { text, starts, marks } = this.block(at, size);
      const base = at * BLOCK_ROWS;
      let row = 0;
      let place = text.indexOf(word);
      while (place >= 0) {
        if (marks !== undefined && marks[place] === 0) {
          place = text.indexOf(word, place + 1);
          continue;
        }
        while ((starts[row + 1] ?? text.length) <= place) row += 1;
        hits[base + row] = 1;
        place = text.indexOf(word, starts[row + 1] ?? text.length);
      }
    }
  }

  private block(at: number, size: number): Block {
    const base = at * BLOCK_ROWS;
    const rows = Math.min(BLOCK_ROWS, size - base);
    let block = this.blocks[at];
    // The last block grows with the table.
    if (block === undefined || block.starts.length !== rows + 1) {
      const out = new BlockText();
      const starts = new Uint32Array(rows + 1);
      for (let i = 0; i < rows; i += 1) {
        starts[i] = out.at;
        this.write(base + i, out);
      }
      starts[rows] = out.at;
      block = out.finish(starts, this.anchored);
      this.blocks[at] = block;
    }
    return block;
  }
}
