import type { ImportSummary, StorePort } from '../../../store/port.ts';

/** What a clerk is told when the import worker is gone and nothing of its import was written. */
export const lostSentence =
  '导入的程序中途停了。没有写入任何内容，花名册还是原来的样子。请再选一次这份表；如果又停下，请关掉别的程序，或把表拆成几份再导入。';

/**
 * The import that was written although its worker could not say so any more: it may have died between the last word to
 * the store and the answer. `before` are the imports there were when writing began.
 */
export async function writtenAnyway(
  store: Pick<StorePort, 'importCancel' | 'imports'>,
  type: string,
  before: ReadonlySet<string>,
): Promise<ImportSummary | undefined> {
  // Cancels nothing, as there is no such import; but it is answered after everything that is being written.
  await store.importCancel('');
  return (await store.imports(type)).find(({ importId }) => !before.has(importId));
}
