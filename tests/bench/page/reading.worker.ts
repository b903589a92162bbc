import { openSheets } from '../../../renderer/records/import/readers/open.ts';

/** The least an import can cost: every cell of the first sheet read, and nothing done with it. */
globalThis.addEventListener('message', (event: MessageEvent<Blob>) => {
  void (async () => {
    const from = performance.now();
    const opened = await openSheets(event.data);
    if (!opened.ok) throw new Error(opened.error.code);
    let rows = 0;
    for await (const batch of opened.value.rows(0)) rows += batch.length;
    globalThis.postMessage({ rows, ms: performance.now() - from });
  })();
});
