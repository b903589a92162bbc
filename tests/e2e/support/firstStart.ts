import { cp, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer } from '../../../scripts/lib/server.mjs';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const made = path.join(root, '.cache', 'e2e-province');

/**
 * The first start of a province makes its database, which takes longer than most tests: it is done once a run, and every
 * spec begins with a copy. Enrolment codes are given out anew at each start.
 */
export default async function firstStart(): Promise<void> {
  await rm(made, { recursive: true, force: true });
  const server = await startServer(root, { port: 0, dataDir: made });
  await server.stop();
}

/** A folder of its own for one province. */
export async function startedFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ledger-province-'));
  if (existsSync(made)) await cp(made, folder, { recursive: true });
  return folder;
}
