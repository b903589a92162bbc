import type { Result } from '../../../../domain/result.ts';
import type { StagedUnit } from '../../units/plan.ts';
import type { Envelope } from '../../work/envelope.ts';
import type { ImportChange } from '../../port.ts';
import type { ImportAct } from '../stored.ts';

/** An import while it is being staged. It lives in memory only: after a crash the staged units are swept (R18). */
export interface ImportRun {
  act: ImportAct & { readonly key: string };
  readonly units: StagedUnit[];
  /** Existing records it changes: their new state, what it was made upon, and the changes, should they have to be made again. */
  readonly touched: Map<string, Touched>;
  /** What this import may number without asking again; an undo has none. */
  readonly numbers?: GivenNumbers;
  /** Why a chunk was not written. The import is then never made visible: it would be a part of a sheet. */
  failed?: Result<never>;
}

/**
 * Operation numbers and generations given to an import when it began, in the transaction that wrote its manifest. Its
 * chunks are numbered and encrypted before it is their turn to be written, and whatever is saved in between takes later
 * numbers. What an import does not use is never given again.
 */
export interface GivenNumbers {
  n: number;
  gen: number;
  readonly lastN: number;
  readonly lastGen: number;
}

export interface Touched {
  readonly envelope: Envelope;
  /** `standOf` the record the changes were made upon; another one at the end means that it changed meanwhile. */
  readonly upon: string;
  readonly changes: readonly Exclude<ImportChange, { kind: 'create' }>[];
}

/** What the history of a record says of it. */
export function wordsOf(act: Pick<ImportAct, 'act' | 'fileLabel'>): string {
  return act.act ?? `导入 ${act.fileLabel}`;
}

export type ImportRuns = Map<string, ImportRun>;

/**
 * What a staged change was worked out from. Sealing changes no value and no version, and yet a change made upon the
 * record before it would put back as unsent what is on its way already.
 */
export function standOf({ version, steps, dirty, sealed, rejected }: Envelope): string {
  const work = [
    steps.length,
    Object.keys(dirty).length,
    rejected.length,
    ...sealed.map((one) => one.batchId),
  ];
  return `${String(version)}|${work.join('|')}`;
}
