import { createRoot } from 'react-dom/client';
import { recordDefinitions } from '../../domain/records/registry.ts';
import { openHost } from '../host/open.ts';
import { openStore } from '../store/client.ts';
import { App } from './App.tsx';
import { takeEnrolmentCode } from './enrolmentCode.ts';
import './styles.ts';

async function start(root: HTMLElement): Promise<void> {
  const enrolmentCode = takeEnrolmentCode();
  const host = await openHost();
  const store = await openStore(host);
  createRoot(root).render(
    <App host={host} store={store} definitions={recordDefinitions} enrolmentCode={enrolmentCode} />,
  );
}

const root = document.getElementById('root');
if (root !== null) void start(root);
