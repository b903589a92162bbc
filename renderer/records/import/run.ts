import { readFailure } from './readers/port.ts';
import type { Result } from '../../../domain/result.ts';
import type { ImportBegin, ImportChange, ImportSummary, StorePort } from '../../store/port.ts';

/** The part of the store that an import needs. */
export type ImportStore = Pick<
  StorePort,
  'readAll' | 'importBegin' | 'importStage' | 'importCommit' | 'importCancel'
>;

export type Progress = (progress: {
  readonly step: 'read' | 'write';
  readonly done: number;
  readonly total?: number;
}) => void | Promise<void>;

/**
 * Tells how far the work is without waiting for the page: while it has not taken the last number, newer ones are left
 * out. A page that cannot listen any more does not stop an import; it ends the worker when it wants that.
 */
export function telling(onProgress: Progress | undefined): (progress: Parameters<Progress>[0]) => void {
  let waiting = false;
  const taken = (): void => {
    waiting = false;
  };
  return (progress) => {
    if (waiting || !onProgress) return;
    waiting = true;
    Promise.resolve(onProgress(progress)).then(taken, taken);
  };
}

/**
 * Stages chunk by chunk and makes all of it visible in one act (R18). Any failure and any 取消 before the last call
 * leaves the books as they were; a kill leaves staged rows that the store sweeps at its next start.
 */
export async function writeImport(
  store: ImportStore,
  begin: ImportBegin,
  chunks: Iterable<readonly ImportChange[]>,
  total: number,
  signal: AbortSignal,
  onProgress?: Progress,
): Promise<Result<ImportSummary>> {
  const begun = await store.importBegin(begin);
  if (!begun.ok) return begun;
  const { importId } = begun.value;
  const tell = telling(onProgress);
  let done = 0;
  for (const chunk of chunks) {
    const staged = signal.aborted
      ? ({ ok: false, error: readFailure('cancelled') } as const)
      : await store.importStage(importId, chunk);
    if (!staged.ok) {
      await store.importCancel(importId);
      return staged;
    }
    done += chunk.length;
    tell({ step: 'write', done, total });
  }
  if (signal.aborted) {
    await store.importCancel(importId);
    return { ok: false, error: readFailure('cancelled') };
  }
  return store.importCommit(importId);
}
