import { expose } from 'comlink';
import { createRoot } from 'react-dom/client';
import { recordDefinitions } from '../../../domain/records/registry.ts';
import { ok } from '../../../domain/result.ts';
import { App } from '../../../renderer/app/App.tsx';
import '../../../renderer/app/styles.ts';
import { createFakeHost } from '../support/fakeHost.ts';
import { furnished } from '../support/office.ts';

/** The screens over an invented office, for looking at them without a store: `?phase=new|locked|open&people=n&units=n`. */
const wish = new URLSearchParams(window.location.search);
const phase = wish.get('phase');
const store = furnished({
  people: Number(wish.get('people') ?? 412),
  units: Number(wish.get('units') ?? 0),
  phase: phase === 'new' || phase === 'locked' ? phase : 'open',
  offline: wish.has('offline'),
  counsellor: wish.has('counsellor'),
  gaps: wish.has('gaps'),
});
/** The workers of imports and comparisons ask the invented store as they ask the real one. */
const importPort = (): MessagePort => {
  const { port1, port2 } = new MessageChannel();
  expose(store, port1);
  return port2;
};
const host = createFakeHost(wish.has('training') ? 'browser' : 'electron');
/** The browser's own dialog, to see the paper itself. */
const print = async () => {
  window.print();
  return ok('unknown' as const);
};
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <App
      host={{ ...host, print, savePdf: print }}
      store={{ ...store, importPort }}
      definitions={recordDefinitions}
      enrolmentCode={wish.get('code') ?? ''}
    />,
  );
}
