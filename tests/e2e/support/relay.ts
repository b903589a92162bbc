import { createServer, request as ask } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** What stands between a PC and the province for a while. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number }
  /** A page of somebody else: a captive portal, a broken proxy. */
  | { readonly kind: 'garbage' }
  /** The province does its work; the line breaks before its answer comes back. */
  | { readonly kind: 'cutAnswer' }
  /** Every request lies somewhere on the way for so long; it arrives all the same, also when nobody waits any more. */
  | { readonly kind: 'slow'; readonly ms: number };

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: string;
  /** Unzipped when it was zipped, so that a search for words in it means something. */
  readonly body: string;
}

/** A request has come from the PC, or its answer has gone back to it. */
export type Moment = 'asked' | 'answered';

type Rule = (method: string, path: string) => Fault | undefined;

const readable = (body: Buffer): string =>
  (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body).toString('utf8');

/** The wire in front of the province: writes down every byte a PC sends, and breaks on demand. */
export class Relay {
  readonly seen: Seen[] = [];
  /** Batches that the province has answered, whether or not the answer arrived. */
  answeredBatches = 0;
  private rule: Rule = () => undefined;
  private waiting: ((moment: Moment, method: string, path: string) => void) | undefined;
  private readonly server: Server;
  private readonly target: number;

  private constructor(target: number) {
    this.target = target;
    this.server = createServer((request, response) => {
      this.pass(request, response);
    });
  }

  static async open(port: number, target: number): Promise<Relay> {
    const relay = new Relay(target);
    await new Promise<void>((resolve, reject) => {
      relay.server.once('error', reject);
      relay.server.listen(port, '127.0.0.1', resolve);
    });
    return relay;
  }

  /** Everything but the browser's own questions (OPTIONS) goes by this rule from now on. */
  breakBy(rule: Rule): void {
    this.rule = rule;
  }

  mend(): void {
    this.rule = () => undefined;
  }

  /** Resolves at the next such moment; one wait at a time. */
  next(moment: Moment, method: string, ending: RegExp): Promise<void> {
    return new Promise((resolve) => {
      this.waiting = (which, asked, path) => {
        if (which !== moment || asked !== method || !ending.test(path)) return;
        this.waiting = undefined;
        resolve();
      };
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const method = request.method ?? 'GET';
      const path = request.url ?? '/';
      this.seen.push({ method, path, headers: JSON.stringify(request.headers), body: readable(body) });
      this.waiting?.('asked', method, path);
      const fault = method === 'OPTIONS' ? undefined : this.rule(method, path);
      if (fault?.kind === 'status' || fault?.kind === 'garbage') {
        response.writeHead(fault.kind === 'status' ? fault.status : 200, {
          'content-type': 'text/html',
          'access-control-allow-origin': '*',
          'access-control-expose-headers': '*',
        });
        response.end('<html><body>请先登录网络 {"receipt":"</body></html>');
        return;
      }
      const onward = (): void => {
        this.forward(request, response, body, fault?.kind === 'cutAnswer');
      };
      if (fault?.kind === 'slow') setTimeout(onward, fault.ms);
      else onward();
    });
  }

  private forward(request: IncomingMessage, response: ServerResponse, body: Buffer, cut: boolean): void {
    const onward = ask(
      {
        host: '127.0.0.1',
        port: this.target,
        method: request.method,
        path: request.url,
        headers: request.headers,
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          if (request.method === 'POST' && request.url?.endsWith('/batches') === true)
            this.answeredBatches += 1;
          if (cut) {
            response.destroy();
            return;
          }
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          response.end(Buffer.concat(parts));
          this.waiting?.('answered', request.method ?? 'GET', request.url ?? '/');
        });
      },
    );
    // Nobody answers behind us: the PC sees a line that breaks.
    onward.on('error', () => response.destroy());
    onward.end(body);
  }
}
