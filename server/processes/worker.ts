import type { FastifyBaseLogger } from 'fastify';
import type { Registry } from 'prom-client';
import type { Environment } from '../environment.ts';
import { logError } from '../http/errors.ts';
import { serveOver } from '../start.ts';
import { isOurs } from './messages.ts';
import type { Word } from './messages.ts';

const say = (word: Word): void => {
  process.send?.(word);
};

/** Answers the primary's question with this worker's figures, and asks it for everybody's. */
function joinMetrics(own: Registry): () => Promise<string> {
  const waiting = new Map<number, (text: string) => void>();
  let asked = 0;
  process.on('message', (message: unknown) => {
    if (!isOurs(message)) return;
    if (message.kind === 'tellMetrics') {
      const { question } = message;
      void own.getMetricsAsJSON().then((metrics) => say({ kind: 'metrics', question, metrics }));
    }
    if (message.kind === 'allMetrics') {
      waiting.get(message.question)?.(message.text);
      waiting.delete(message.question);
    }
  });
  return () =>
    new Promise((resolve) => {
      const question = (asked += 1);
      waiting.set(question, resolve);
      say({ kind: 'wantsAllMetrics', question });
    });
}

/**
 * One of several processes over one database. It obeys the primary alone: a terminal's Ctrl-C and a service manager's
 * SIGTERM reach every process of the group, and only the primary knows when all have finished. Should the primary die,
 * Node ends its workers; the database rolls back what they had begun.
 */
export async function runWorker(env: Environment, log: FastifyBaseLogger): Promise<void> {
  process.on('SIGTERM', () => undefined);
  process.on('SIGINT', () => undefined);
  const drained = new Promise<void>((resolve) => {
    process.on('message', (message: unknown) => {
      if (isOurs(message) && message.kind === 'drain') resolve();
    });
  });
  const running = await serveOver(env, log, { joinMetrics });
  say({ kind: 'answering', url: running.url });
  void drained
    .then(() => running.close())
    .then(
      () => process.exit(0),
      (error: unknown) => {
        logError(log, error, 'worker did not close cleanly');
        process.exit(1);
      },
    );
}
