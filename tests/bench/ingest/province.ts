import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../../scripts/lib/server.mjs';
import { demoTree } from '../../../server/demo/tree.ts';
import { mintCode } from '../../../server/people/codes.ts';
import { openTestDatabase } from '../../server/support/database.ts';
import type { TestServer } from '../../server/support.ts';
import { remoteServer } from '../../server/support/remote.ts';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface RealProvince {
  readonly url: string;
  /** The same province for PCs of paper, asked over HTTP. */
  readonly server: TestServer;
  /** Processor seconds of all its Node processes that take requests, as it says itself. */
  cpuSeconds(): Promise<number>;
  records(): Promise<number>;
  close(): Promise<void>;
}

/** The built server as an operator starts it, in processes of its own, over a fresh database of PostgreSQL. */
export async function openRealProvince(): Promise<RealProvince | undefined> {
  const database = await openTestDatabase();
  if (database.url === undefined) {
    await database.close();
    return undefined;
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-province-'));
  const running = await startServer(root, { port: 0, dataDir: folder, databaseUrl: database.url });
  const { url } = running;
  const remote = await remoteServer(url, path.join(folder, 'secrets'));
  const clock = { now: () => Date.now() };
  const { secrets } = remote.ports;
  const codeFor = (id: string): Promise<string> => {
    const name = demoTree.find((office) => office.id === id)?.name ?? id;
    return mintCode({ sql: database.sql, clock, secrets }, { id, name, realData: false }, url, 'bench');
  };
  return {
    url,
    server: { ...remote, codeFor },
    async cpuSeconds() {
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]);
    },
    async records() {
      const [row] = await database.sql.query<{ count: number }>('select count(*) as count from record');
      return row?.count ?? 0;
    },
    async close() {
      await running.stop();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
