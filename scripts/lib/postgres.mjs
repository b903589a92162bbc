import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { start, run, stop, hasEnded } from './children.mjs';
import { tryPort } from './ports.mjs';

/** The folder of the newest initdb on this machine, or undefined. */
export function findPostgres() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    ...versions.map((version) => path.join(debian, version, 'bin')),
  ];
  return folders.find(
    (folder) => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres')),
  );
}

/** PostgreSQL refuses to run as root; then it runs as `postgres`, or as `nobody`. */
function unprivileged() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // No such user on this machine: the next one is tried.
      continue;
    }
  }
  return {};
}

/**
 * Starts a throw-away cluster with fsync as a province would run it, on a free loopback port, with a password nobody
 * else on the machine knows. Resolves with its address and a way to remove every trace of it.
 */
export async function startPostgres(bin = findPostgres()) {
  if (bin === undefined) return undefined;
  const user = unprivileged();
  const home = mkdtempSync(path.join(tmpdir(), 'ledger-pg-'));
  const cluster = path.join(home, 'data');
  const log = path.join(home, 'log');
  const password = randomBytes(18).toString('hex');
  const secret = path.join(home, 'password');
  mkdirSync(cluster);
  writeFileSync(secret, password, { mode: 0o600 });
  writeFileSync(log, '');
  if (user.uid !== undefined)
    for (const place of [home, cluster, secret, log]) chownSync(place, user.uid, user.gid);
  const remove = () => rmSync(home, { recursive: true, force: true });
  const quiet = { ...user, cwd: home, stdio: ['ignore', 'ignore', 'inherit'] };
  const made = await run(
    path.join(bin, 'initdb'),
    [
      '-D',
      cluster,
      '-U',
      'ledger',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--auth=scram-sha-256',
      `--pwfile=${secret}`,
    ],
    quiet,
  );
  if (made !== 0) {
    remove();
    throw new Error('initdb failed');
  }
  const port = await tryPort(0);
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${home}`,
    'max_connections=200',
    'logging_collector=off',
  ];
  const child = start(
    path.join(bin, 'postgres'),
    ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])],
    {
      ...user,
      cwd: home,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const ready = await saysReady(child);
  const end = async () => {
    await stop(child, 20_000);
    remove();
  };
  if (!ready) {
    await end();
    throw new Error('the throw-away PostgreSQL did not start');
  }
  return {
    url: `postgres://ledger:${password}@127.0.0.1:${port}/postgres`,
    version: versionOf(cluster),
    stop: end,
  };
}

const versionOf = (cluster) => readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();

function saysReady(child) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), 60_000);
    const done = (answer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    child.stderr.setEncoding('utf8');
    let heard = '';
    child.stderr.on('data', (text) => {
      heard = (heard + text).slice(-4000);
      if (heard.includes('ready to accept connections')) done(true);
    });
    child.once('exit', () => done(false));
    if (hasEnded(child)) done(false);
  });
}
