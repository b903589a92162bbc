import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import { Counter, Gauge, Registry } from 'prom-client';
import { mintDemoCodes } from '../demo/seed.ts';
import type { Environment } from '../environment.ts';
import { logError } from '../http/errors.ts';
import { openSecrets } from '../secrets/secrets.ts';
import { loadSecrets } from '../secrets/file.ts';
import { openDatabase, prepareProvince } from '../start.ts';
import type { Running } from '../start.ts';
import { AllMetrics } from './allMetrics.ts';
import { isOurs } from './messages.ts';
import type { Order, Word } from './messages.ts';
import { Supervisor } from './supervisor.ts';
import type { WorkerProcess } from './supervisor.ts';

/** The port all workers share. Asked for beforehand, so that one that is taken is said once, and 0 means one port. */
function freePort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ host, port }, () => {
      const { port: given } = probe.address() as AddressInfo;
      probe.close(() => resolve(given));
    });
  });
}

function worded(worker: Worker, log: FastifyBaseLogger): WorkerProcess {
  return {
    id: worker.id,
    pid: worker.process.pid,
    send: (order: Order) => {
      if (!worker.isConnected()) return;
      // It may fall between the question and the answer; its end is heard elsewhere.
      worker.send(order, (error: Error | null) => {
        if (error) log.warn({ worker: worker.id }, 'a worker could not be reached');
      });
    },
    kill: () => worker.process.kill('SIGKILL'),
    onWord: (listener: (word: Word) => void) => {
      worker.on('message', (message: unknown) => {
        if (isOurs(message)) listener(message as Word);
      });
    },
    onEnd: (listener) => {
      worker.on('exit', (code: number | null, signal: string | null) => listener({ code, signal }));
    },
  };
}

/**
 * Prepares the province once (schema, demo, codes), then keeps `env.workers` processes answering on one port. It takes
 * no request itself and keeps nothing that a batch depends on.
 */
export async function startPrimary(env: Environment, log: FastifyBaseLogger): Promise<Running> {
  const port = await freePort(env.host, env.port);
  const secrets = await openSecrets(await loadSecrets(env.secretsDir));
  const database = await openDatabase(env, log);
  const registry = new Registry();
  const registers = [registry];
  const alive = new Gauge({ name: 'ledger_workers', help: 'Server processes alive', registers });
  const ended = new Counter({ name: 'ledger_workers_lost_total', help: 'Workers that ended', registers });
  const all = new AllMetrics(async () => {
    alive.set(supervisor.workers.length);
    return registry.getMetricsAsJSON();
  });
  const answerMetrics = async (to: WorkerProcess, question: number): Promise<void> => {
    const { workers } = supervisor;
    const ask = (id: number, number: number): void =>
      workers.find((each) => each.id === id)?.send({ kind: 'tellMetrics', question: number });
    const text = await all.text(
      workers.map(({ id }) => id),
      ask,
    );
    to.send({ kind: 'allMetrics', question, text });
  };
  const supervisor = new Supervisor({
    fork: () => worded(cluster.fork({ PORT: String(port) }), log),
    clock: { now: () => Date.now() },
    after: (ms, work) => void setTimeout(work, ms),
    log,
    heard: (worker, word) => {
      if (word.kind === 'metrics') all.told(worker.id, word.question, word.metrics);
      if (word.kind === 'wantsAllMetrics')
        answerMetrics(worker, word.question).catch((error: unknown) =>
          logError(log, error, 'metrics failed'),
        );
    },
    gone: (worker) => {
      ended.inc();
      all.left(worker.id);
    },
  });
  try {
    await prepareProvince(env, database.sql);
    const url = await supervisor.start(env.workers);
    const ports = { sql: database.sql, secrets, clock: { now: () => Date.now() } };
    const codes = env.demo ? await mintDemoCodes(ports, url) : [];
    return {
      url,
      database: database.kind,
      codes,
      close: () => supervisor.stop(),
      kill: () => supervisor.kill(),
    };
  } catch (error) {
    supervisor.kill();
    throw error;
  } finally {
    // From here on only the workers need it.
    await database.close();
  }
}
