import type { FastifyBaseLogger } from 'fastify';
import type { Order, Word } from './messages.ts';

/** One worker as the supervisor sees it. */
export interface WorkerProcess {
  readonly id: number;
  readonly pid: number | undefined;
  send(order: Order): void;
  kill(): void;
  onWord(listener: (word: Word) => void): void;
  onEnd(listener: (how: { readonly code: number | null; readonly signal: string | null }) => void): void;
}

export interface SupervisorPorts {
  fork(): WorkerProcess;
  readonly clock: { now(): number };
  after(ms: number, work: () => void): void;
  readonly log: Pick<FastifyBaseLogger, 'error' | 'warn' | 'info'>;
  /** Everything a worker says but that it answers. */
  heard(worker: WorkerProcess, word: Word): void;
  gone(worker: WorkerProcess): void;
}

const firstPause = 250;
const longestPause = 30_000;
const livedLong = 60_000;

/** How long to wait before the next try; whatever fails at once is not tried in a circle. */
export function pauseAfter(failures: number): number {
  return Math.min(longestPause, firstPause * 2 ** Math.max(0, failures - 1));
}

/**
 * Keeps a number of workers alive: one that ends without being asked is replaced, after a pause that doubles while they
 * fall soon after their start. A batch that was in its hands was either committed or is rolled back by the database, and
 * its PC asks again with the same bytes: nothing is lost or counted twice.
 */
export class Supervisor {
  private readonly ports: SupervisorPorts;
  private readonly alive = new Set<WorkerProcess>();
  private stopping: (() => void) | undefined;
  restarts = 0;

  constructor(ports: SupervisorPorts) {
    this.ports = ports;
  }

  get workers(): readonly WorkerProcess[] {
    return [...this.alive];
  }

  /** Settles when all of them answer, with the address; fails when one ends before that. */
  async start(count: number): Promise<string> {
    const urls = await Promise.all(
      Array.from({ length: count }, () => new Promise<string>((done, fail) => this.first(done, fail))),
    );
    return urls[0] ?? '';
  }

  private first(done: (url: string) => void, fail: (error: Error) => void): void {
    let answers = false;
    this.run({
      answering: (url) => {
        answers = true;
        done(url);
      },
      ended: (lived) => {
        if (answers) this.replace(lived, 0);
        else fail(new Error('服务器的一个工作进程没有启动成功，原因写在上面；资料没有动。请改好后再启动。'));
      },
    });
  }

  private run(on: { answering(url: string): void; ended(lived: number): void }): void {
    const worker = this.ports.fork();
    const born = this.ports.clock.now();
    this.alive.add(worker);
    worker.onWord((word) => {
      if (word.kind === 'answering') {
        this.ports.log.info({ worker: worker.id, pid: worker.pid }, 'worker answers');
        on.answering(word.url);
      } else this.ports.heard(worker, word);
    });
    worker.onEnd(({ code, signal }) => {
      this.alive.delete(worker);
      this.ports.gone(worker);
      if (this.stopping) {
        if (this.alive.size === 0) this.stopping();
        return;
      }
      const lived = this.ports.clock.now() - born;
      this.ports.log.error({ worker: worker.id, code, signal, lived }, 'worker ended');
      on.ended(lived);
    });
  }

  private replace(lived: number, earlierFailures: number): void {
    const failures = lived >= livedLong ? 1 : earlierFailures + 1;
    const pause = pauseAfter(failures);
    this.ports.log.warn({ pause, failures }, 'another worker takes its place');
    this.ports.after(pause, () => {
      if (this.stopping) return;
      this.restarts += 1;
      this.run({ answering: () => undefined, ended: (next) => this.replace(next, failures) });
    });
  }

  /** No more replacements; every worker lets what it has at work finish. Settles when the last one is gone. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.stopping = resolve;
      if (this.alive.size === 0) resolve();
      for (const worker of this.alive) worker.send({ kind: 'drain' });
    });
  }

  kill(): void {
    this.stopping ??= () => undefined;
    for (const worker of this.alive) worker.kill();
  }
}
