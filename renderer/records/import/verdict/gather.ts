import { telling } from '../run.ts';
import { SheetJudge } from './judge.ts';
import { TwinWatch } from './twins.ts';
import type { Progress } from '../run.ts';
import type { Books } from './books.ts';
import type { Judgement } from './judge.ts';
import type { Coverage, JudgeOptions, SheetRecord } from './types.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';

/** Rows judged for each that comes: what waited for the books is caught up with before the last row. */
const atOnce = 2;
/** Rows judged between two looks at 取消, when all are read and the books came late. */
const block = 4000;

/** The rows of a sheet as they come out of the reader, judged on the way as soon as the books are there. */
export class SheetGathering {
  readonly rows: SheetRecord[] = [];
  private readonly definition: RecordDefinition;
  private readonly options: JudgeOptions;
  private readonly watch: TwinWatch;
  private judge: SheetJudge | undefined;

  constructor(definition: RecordDefinition, options: JudgeOptions) {
    this.definition = definition;
    this.options = options;
    this.watch = new TwinWatch(definition, options.rows);
  }

  compareWith(books: Books): void {
    this.judge = new SheetJudge(this.definition, books, this.options);
  }

  add(row: SheetRecord): void {
    this.watch.add(this.rows.length, row.data);
    this.rows.push(row);
    this.judgeSome(atOnce);
  }

  /** Judges what is left, and lets 取消 in between; false when it came. */
  async catchUp(signal: AbortSignal, onProgress?: Progress): Promise<boolean> {
    const tell = telling(onProgress);
    while (!signal.aborted && this.judge && this.judge.count < this.rows.length) {
      this.judgeSome(block);
      tell({ step: 'judge', done: this.judge.count, total: this.rows.length });
      await new Promise((resolve) => {
        setTimeout(resolve);
      });
    }
    return !signal.aborted;
  }

  /** `coverage`: what the sheet covers, now that all of it is known. */
  finish(coverage: Coverage = this.options.coverage): Judgement {
    this.judgeSome(this.rows.length);
    return (
      this.judge?.finish(this.watch.twins(this.rows), coverage) ?? { results: [], missing: [], expected: 0 }
    );
  }

  private judgeSome(most: number): void {
    const { judge, rows } = this;
    if (!judge) return;
    for (let left = most; left > 0; left -= 1) {
      const row = rows[judge.count];
      if (!row) return;
      judge.add(row);
    }
  }
}

/** Compares a whole sheet with our books. Pure; 100,000 rows against 100,000 records take about a second. */
export function judgeSheet(
  definition: RecordDefinition,
  books: Books,
  rows: readonly SheetRecord[],
  options: JudgeOptions,
): Judgement {
  const gathering = new SheetGathering(definition, options);
  gathering.compareWith(books);
  for (const row of rows) gathering.add(row);
  return gathering.finish();
}
