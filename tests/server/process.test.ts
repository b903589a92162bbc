import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../server/environment.ts';
import { loadSecrets } from '../../server/secrets/file.ts';
import { onPostgres, openTestDatabase } from './support/database.ts';
import { member } from './support/operations.ts';
import { askEnrol, enrolPc } from './support/pc.ts';
import { startProcess } from './support/process.ts';
import type { Started } from './support/process.ts';
import { remoteServer } from './support/remote.ts';
import type { TestDatabase } from './support/database.ts';

let folder: string;
let database: TestDatabase | undefined;

const start = (env: Readonly<Record<string, string>> = {}): Promise<Started> =>
  startProcess({ DATABASE_URL: database?.url ?? '', DATA_DIR: folder, ...env });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'province-'));
  database = onPostgres ? await openTestDatabase() : undefined;
});
afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the server as a process', () => {
  it('says where it is and hands out codes, ends on SIGTERM, and after kill -9 starts again with the same keys and data', async () => {
    const first = await start({ WORKERS: '2' });
    expect(first.ready).toMatchObject({ ready: true, database: onPostgres ? 'postgresql' : 'embedded' });
    expect(first.ready.codes.map((code) => code.office)).toEqual([
      'demo-yunqiao',
      'demo-yunqiao',
      'demo-shiqiao',
    ]);
    expect(first.ready.codes[0]?.code).toMatch(/^GH1\./);
    if (!onPostgres) {
      expect(first.errors()).toContain('只供试用和培训');
      // Two processes over one embedded database would destroy it, whatever WORKERS says.
      expect(await (await fetch(`${first.ready.url}/metrics`)).text()).not.toContain('ledger_workers');
      expect(first.errors()).not.toContain('worker answers');
    }
    const province = await remoteServer(first.ready.url, path.join(folder, 'secrets'));
    const code = first.ready.codes[0]?.code ?? '';
    const pc = await enrolPc(province, { code });
    const sealed = pc.seal('demo-yunqiao', 'general', [member(1, 'kept')]);
    const taken = await pc.send('demo-yunqiao', sealed);
    expect(taken.receipt?.exceptions).toEqual([]);
    if (!onPostgres) {
      const second = await start().then(
        () => 'started',
        (error: unknown) => String(error),
      );
      expect(second).toContain('正由另一个服务器程序使用');
    }
    first.child.kill('SIGKILL');
    await first.ended;
    const again = await start();
    const there = pc.with({ server: await remoteServer(again.ready.url, path.join(folder, 'secrets')) });
    // The same bytes get the same receipt, under the same key, and the record is there once.
    expect((await there.send('demo-yunqiao', sealed)).jws).toBe(taken.jws);
    expect((await there.changes('demo-yunqiao', 'general', 0)).records.map((each) => each.id)).toEqual([
      'kept',
    ]);
    expect((await askEnrol(there.server, { code })).problem?.code).toBe('codeUsed');
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
  });

  it('says in one sentence that its port is taken, and leaves nothing running', async () => {
    const first = await start();
    const port = new URL(first.ready.url).port;
    const other = await mkdtemp(path.join(tmpdir(), 'province-'));
    const second = await start({ PORT: port, DATA_DIR: other }).then(
      () => 'started',
      (error: unknown) => String(error),
    );
    expect(second).toContain('端口已被别的程序占用');
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    await rm(other, { recursive: true, force: true });
  });

  it('does not start over a database it cannot reach, and keeps the address to itself', async () => {
    const said = await start({ DATABASE_URL: 'postgres://someone:s3cret@127.0.0.1:1/none' }).then(
      () => 'started',
      (error: unknown) => String(error),
    );
    expect(said).toContain('没有启动成功');
    expect(said).not.toContain('s3cret');
  });
});

describe('secrets and settings', () => {
  it('are made once, for the server alone to read, whole or not at all', async () => {
    const directory = path.join(folder, 'fresh');
    const all = await Promise.all([loadSecrets(directory), loadSecrets(directory), loadSecrets(directory)]);
    expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(1);
    const file = path.join(directory, 'server-secrets.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(all[0]);
  });

  it('names a setting that cannot be used, never its value', () => {
    expect(() => readEnvironment({ PORT: '-5', DEMO: '1' })).toThrow(/PORT/);
    expect(() => readEnvironment({ PUBLIC_URL: 'geheim' })).not.toThrow(/geheim/);
    expect(readEnvironment({ DATABASE_URL: '', PUBLIC_URL: 'https://a.test/' })).toMatchObject({
      host: '127.0.0.1',
      port: 0,
      publicUrl: 'https://a.test',
      demo: false,
    });
  });
});
