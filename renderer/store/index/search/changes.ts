import { blockOf } from './blocks.ts';

/** More changed rows of one block than this are not asked one by one: the block is built again. */
const MOST_OF_A_BLOCK = 128;
/** More rows than this, changed since the last question, and what was found before is found anew. */
const MOST_FRESH = 256;

/** Rows written since the texts of their block were made: they are asked themselves, so no answer is ever stale. */
export class Changes {
  private readonly blocks = new Map<number, Set<number>>();
  private fresh: Set<number> | undefined = new Set();

  /**
   * Notes a written row, whose block is `built` or will be built from the row as it is now. Answers with the block when
   * it has too many and is to be built again.
   */
  note(row: number, built: boolean): number | undefined {
    this.fresh?.add(row);
    if (this.fresh !== undefined && this.fresh.size > MOST_FRESH) this.fresh = undefined;
    if (!built) return undefined;
    const block = blockOf(row);
    let rows = this.blocks.get(block);
    if (rows === undefined) {
      rows = new Set();
      this.blocks.set(block, rows);
    }
    rows.add(row);
    return rows.size > MOST_OF_A_BLOCK ? block : undefined;
  }

  /** The block will be built from the rows as they are now. */
  forget(block: number): void {
    this.blocks.delete(block);
  }

  clear(): void {
    this.blocks.clear();
    this.fresh = new Set();
  }

  someBlock(): number | undefined {
    const [block] = this.blocks.keys();
    return block;
  }

  each(visit: (row: number) => void): void {
    for (const rows of this.blocks.values()) for (const row of rows) visit(row);
  }

  /** Rows changed since this was last asked; undefined when they are too many to name. */
  takeFresh(): ReadonlySet<number> | undefined {
    const { fresh } = this;
    if (fresh === undefined || fresh.size > 0) this.fresh = new Set();
    return fresh;
  }
}
