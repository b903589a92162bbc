import cluster from 'node:cluster';
import { readEnvironment } from './environment.ts';
import { logError } from './http/errors.ts';
import { makeLog } from './http/logging.ts';
import { startPrimary } from './processes/primary.ts';
import { runWorker } from './processes/worker.ts';
import { startServer } from './start.ts';
import type { Running } from './start.ts';

/** Stops taking requests, lets those at work finish, closes the database; a second signal does not wait. */
function closeOnSignals(running: Running): void {
  let closing = false;
  const stop = (): void => {
    if (closing) {
      running.kill();
      process.exit(1);
    }
    closing = true;
    running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function main(): Promise<void> {
  const env = readEnvironment(process.env);
  const log = makeLog(env.logLevel, cluster.worker?.id);
  process.on('unhandledRejection', (reason) => logError(log, reason, 'unhandled rejection'));
  if (cluster.isWorker) return runWorker(env, log);
  const running = env.workers > 1 ? await startPrimary(env, log) : await startServer(env, log);
  closeOnSignals(running);
  const { url, database, codes } = running;
  process.stdout.write(`${JSON.stringify({ ready: true, url, database, codes })}\n`);
}

main().catch((error: unknown) => {
  const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const said = error instanceof Error ? error.message : '';
  // Sentences of ours are Chinese; a database's message could repeat an address with a password in it.
  const own = /[\u4e00-\u9fff]/.test(said)
    ? said
    : '省级服务器没有启动成功，资料没有动。请检查数据库地址和资料文件夹后再启动。';
  process.stderr.write(
    `${busy ? '这个端口已被别的程序占用，服务器没有启动，资料没有动。请换一个 PORT 再启动。' : own}\n`,
  );
  if (!busy && own !== said) logError(makeLog('error'), error, 'start failed');
  process.exit(1);
});
