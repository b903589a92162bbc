import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Result } from '../../../../domain/result.ts';
import type { CompareDriver } from '../../../records/compare/client.ts';
import type { CompareReport } from '../../../records/compare/report.ts';
import type { ActDone } from '../../../records/compare/session.ts';
import type { Listing } from '../../../records/compare/views.ts';
import type { Progress } from '../../../records/import/run.ts';

export type Pane = Listing['kind'];

/** Runs something that may take long, with its count and 取消 above the page. */
export type Run = <T>(words: string, work: (progress: Progress) => Promise<Result<T>>) => Promise<Result<T>>;

/** What every list of the result works with. */
export interface PaneProps {
  readonly definition: RecordDefinition;
  readonly session: CompareDriver;
  readonly report: CompareReport;
  /** Rises with every report: rows are asked for again. */
  readonly version: string;
  readonly busy: boolean;
  readonly run: Run;
  /** After something was done: what, and then the lists anew. */
  readonly onDone: (words: string, done: ActDone) => void;
  readonly onReport: (report: CompareReport) => void;
  readonly onTrouble: (words: string | undefined) => void;
  readonly onExport: () => void;
}
