import type { AddressInfo } from 'node:net';
import { demoTree } from '../../../server/demo/tree.ts';
import { mintCode } from '../../../server/people/codes.ts';
import { startTestServer } from '../../server/support.ts';

/** One request as it came over the line. */
export interface Heard {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Head and body. */
  readonly bytes: number;
}

export interface BenchProvince {
  readonly url: string;
  /** Everything asked since the last `forget`, the browser's own OPTIONS questions included. */
  readonly heard: Heard[];
  forget(): void;
  codeFor(office: string): Promise<string>;
  /** Nobody answers any more; what was heard stays. */
  close(): Promise<void>;
}

/** A province on a free loopback port, over DATABASE_URL's PostgreSQL or PGlite, that notes what it is asked. */
export async function openProvince(): Promise<BenchProvince> {
  const server = await startTestServer();
  server.clock.set(Date.now());
  const heard: Heard[] = [];
  server.app.server.prependListener('request', (request) => {
    const head = request.rawHeaders.reduce((sum, text) => sum + text.length + 3, 0);
    const bytes = head + Number(request.headers['content-length'] ?? 0);
    const [path = ''] = (request.url ?? '').split('?');
    heard.push({ at: Date.now(), method: request.method ?? '', path, bytes });
  });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
  return {
    url,
    heard,
    forget() {
      heard.length = 0;
    },
    async codeFor(id) {
      const name = demoTree.find((office) => office.id === id)?.name ?? id;
      return mintCode(server.ports, { id, name, realData: false }, url, 'bench');
    },
    async close() {
      server.app.server.closeAllConnections();
      await server.close();
    },
  };
}
