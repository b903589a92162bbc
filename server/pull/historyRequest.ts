import type { Compartment } from '../../domain/access.ts';
import type { RecordDefinition } from '../../domain/records/definition.ts';

/** What is asked about one record, by somebody who may read its compartment. */
export interface HistoryRequest {
  readonly organisation: string;
  readonly type: string;
  readonly id: string;
  readonly compartment: Compartment;
  readonly definition: RecordDefinition;
  readonly before: number | undefined;
}
