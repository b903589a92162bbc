import { holdAlive } from './alive.ts';
import { serveReader } from './readers/serve.ts';
import type { Asked } from './readers/wire.ts';

/** Unpacking and cutting happen here, judging in the import worker that started this one (R26): each has a core. */
const answer = serveReader();
globalThis.addEventListener('message', ({ data }: MessageEvent<Asked | { readonly hold: string }>) => {
  if ('hold' in data) holdAlive(data.hold);
  else void answer(data);
});
