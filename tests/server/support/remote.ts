import type { TestServer } from '../support.ts';
import { loadSecrets } from '../../../server/secrets/file.ts';
import { openSecrets } from '../../../server/secrets/secrets.ts';

interface Injected {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer | object;
}

/** A server in another process, asked over HTTP by the same PCs of paper. */
export async function remoteServer(url: string, secretsDir: string): Promise<TestServer> {
  const secrets = await openSecrets(await loadSecrets(secretsDir));
  const inject = async ({ method, url: address, headers, payload }: Injected) => {
    const plain = payload === undefined || typeof payload === 'string' || Buffer.isBuffer(payload);
    const body = plain ? payload : JSON.stringify(payload);
    const answer = await fetch(`${url}${address}`, {
      method,
      headers: plain ? headers : { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    });
    const sent = Object.fromEntries(answer.headers.entries());
    // fetch has already unzipped the body.
    delete sent['content-encoding'];
    return { statusCode: answer.status, headers: sent, rawPayload: Buffer.from(await answer.arrayBuffer()) };
  };
  return { app: { inject }, ports: { secrets } } as unknown as TestServer;
}
