import { ok } from '../../../domain/result.ts';
import { refuseRead } from './readers/port.ts';
import type { Result } from '../../../domain/result.ts';
import type { ImportBegin, ImportChange, ImportSummary, StorePort } from '../../store/port.ts';

const cancelled = refuseRead('cancelled');

/** The part of the store that an import needs. */
export type ImportStore = Pick<
  StorePort,
  'readAll' | 'importBegin' | 'importStage' | 'importCommit' | 'importCancel'
>;

export type Progress = (progress: {
  readonly step: 'read' | 'judge' | 'write';
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
 * leaves the books as they were; when this worker is killed the store takes away what it staged, and at the latest at its
 * next start when all was killed.
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
  const staged = await stageAll(store, importId, chunks, total, signal, onProgress);
  if (staged.ok) return store.importCommit(importId);
  await store.importCancel(importId);
  return staged;
}

/**
 * One chunk goes ahead: while the store encrypts and writes one, the next is made and lies with it already. Should the
 * earlier one fail, the later one is staged for nothing, and the cancel that follows takes both away.
 */
async function stageAll(
  store: ImportStore,
  importId: string,
  chunks: Iterable<readonly ImportChange[]>,
  total: number,
  signal: AbortSignal,
  onProgress: Progress | undefined,
): Promise<Result<void>> {
  const tell = telling(onProgress);
  let done = 0;
  let ahead: { readonly count: number; readonly staged: Promise<Result<void>> } | undefined;
  const settle = async (): Promise<Result<void>> => {
    const staged = (await ahead?.staged) ?? ok(undefined);
    if (!staged.ok || ahead === undefined) return staged;
    done += ahead.count;
    tell({ step: 'write', done, total });
    return staged;
  };
  for (const chunk of chunks) {
    const next = signal.aborted
      ? undefined
      : { count: chunk.length, staged: store.importStage(importId, chunk) };
    const earlier = await settle();
    ahead = next;
    if (!earlier.ok || next === undefined) {
      await next?.staged;
      return earlier.ok ? cancelled : earlier;
    }
  }
  const last = await settle();
  return last.ok && signal.aborted ? cancelled : last;
}
