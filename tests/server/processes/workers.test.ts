/** Several server processes over one PostgreSQL, as an operator starts them. The embedded database has only one. */
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Receipt } from '../../../domain/protocol/wire.ts';
import { readEnvironment } from '../../../server/environment.ts';
import { defaultLimits, limitsFor, poolFor } from '../../../server/ports.ts';
import type { TestServer } from '../support.ts';
import { onPostgres, openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { member } from '../support/operations.ts';
import { enrolPc } from '../support/pc.ts';
import type { TestPc } from '../support/pc.ts';
import { startProcess } from '../support/process.ts';
import type { Started } from '../support/process.ts';
import { remoteServer } from '../support/remote.ts';

const office = 'demo-yunqiao';
const street = 'demo-shiqiao';

let folder: string;
let database: TestDatabase;
let server: Started;
let province: TestServer;

const workerPids = (): number[] =>
  [...server.errors().matchAll(/\{[^\n]*"worker answers"\}/g)].map(
    ([line]) => (JSON.parse(line) as { pid: number }).pid,
  );

/** On a connection of its own, which the next worker in turn gets. */
function figures(): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(`${server.ready.url}/metrics`, { agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      answer.on('end', () => resolve(text));
    });
    asked.on('error', reject);
    // Neither answered nor closed while its primary lives, when it was being handed to a worker that ended just then.
    asked.setTimeout(1000, () => asked.destroy(new Error('silent')));
    asked.end();
  });
}

/** Whether the port still takes connections. */
const isOpen = (): Promise<boolean> =>
  figures().then(
    () => true,
    (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'),
  );

const figure = (text: string, name: string): number =>
  Number(new RegExp(`^${name.replace(/[{}]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1]);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Delivery {
  readonly receipt: Receipt;
  readonly failures: number;
}

/** Sends as a PC does: whatever is no receipt is tried again, with the same bytes. */
async function deliver(
  pc: TestPc,
  organisation: string,
  sealed: ReturnType<TestPc['seal']>,
): Promise<Delivery> {
  for (let failures = 0; failures < 600; failures += 1) {
    // A connection that was being handed to a worker as it died is neither answered nor closed: a PC gives up and resends.
    const silence = pause(5000).then(() => undefined);
    const answer = await Promise.race([pc.send(organisation, sealed).catch(() => undefined), silence]);
    if (answer?.receipt) return { receipt: answer.receipt, failures };
    await pause(50);
  }
  throw new Error('no receipt');
}

describe('settings', () => {
  it('share out what protects the machine, and leave every PC its requests', () => {
    expect(limitsFor(1)).toEqual(defaultLimits);
    expect(limitsFor(2)).toMatchObject({
      batchesInFlightPerOffice: 2,
      batchesInFlight: 16,
      enrolmentsPerMinute: 30,
    });
    expect(limitsFor(64)).toMatchObject({
      batchesInFlightPerOffice: 2,
      batchesInFlight: 4,
      requestsPerMinute: 1200,
    });
    for (const workers of [1, 2, 8, 40]) expect(workers * poolFor(workers)).toBeLessThanOrEqual(80);
    expect(poolFor(64)).toBeGreaterThanOrEqual(2);
  });

  it('asks for as many workers as there are cores, on PostgreSQL alone', () => {
    const named = { DATABASE_URL: 'postgres://nowhere.test/none' };
    expect(readEnvironment(named).workers).toBe(availableParallelism());
    expect(readEnvironment({ ...named, WORKERS: '3' }).workers).toBe(3);
    expect(readEnvironment({ WORKERS: '3' }).workers).toBe(1);
    expect(() => readEnvironment({ ...named, WORKERS: '0' })).toThrow(/WORKERS/);
  });
});

function severalProcesses(): void {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'province-'));
    database = await openTestDatabase();
    server = await startProcess({
      DATABASE_URL: database.url ?? '',
      DATA_DIR: folder,
      WORKERS: '2',
    });
    province = await remoteServer(server.ready.url, path.join(folder, 'secrets'));
  });
  afterAll(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  let factoryPc: TestPc;
  let streetPc: TestPc;

  it('one code, one nonce and one token hold for all of them, whichever is asked', async () => {
    expect(new Set(workerPids()).size).toBe(2);
    const codeOf = (of: string): string => server.ready.codes.find((each) => each.office === of)?.code ?? '';
    factoryPc = await enrolPc(province, { office, code: codeOf(office) });
    streetPc = await enrolPc(province, { office: street, code: codeOf(street) });
    const nonce = await factoryPc.nonce();
    // All at once, so that both workers are asked; the nonce works once in the whole province (R43).
    const answers = await Promise.all(Array.from({ length: 6 }, () => factoryPc.askToken(nonce)));
    expect(answers.filter((each) => each.status === 200)).toHaveLength(1);
    await factoryPc.token();
    await streetPc.token();
  });

  it('are one to a monitor: every one of them tells the figures of all', async () => {
    const sealed = Array.from({ length: 6 }, (_, at) =>
      factoryPc.seal(office, 'general', [member(at + 1, `first${at}`)]),
    );
    await Promise.all(sealed.map((each) => deliver(factoryPc, office, each)));
    const told = [await figures(), await figures(), await figures(), await figures()];
    for (const text of told) {
      expect(figure(text, 'ledger_batches_total{verdict="accepted"}')).toBe(6);
      expect(figure(text, 'ledger_operations_total{status="applied"}')).toBe(6);
      expect(figure(text, 'ledger_workers')).toBe(2);
      expect(text.match(/^process_cpu_seconds_total /gm)).toHaveLength(1);
    }
  });

  it('killed in the middle of batches, lose nothing and double nothing, and are replaced', async () => {
    const [first = 0, second = 0] = workerPids();
    const send = async (pc: TestPc, organisation: string, lane: string): Promise<Delivery[]> => {
      const own = pc.with({});
      own.incarnation = `lane${lane}`;
      const done: Delivery[] = [];
      for (let batch = 0; batch < 12; batch += 1) {
        const ops = Array.from({ length: 40 }, (_, at) =>
          member(batch * 40 + at + 1, `${lane}-${batch}-${at}`),
        );
        done.push(await deliver(own, organisation, own.seal(organisation, 'general', ops)));
        if (lane === 'a' && batch === 3) process.kill(first, 'SIGKILL');
        if (lane === 'b' && batch === 7) process.kill(second, 'SIGKILL');
      }
      return done;
    };
    const lanes = await Promise.all([
      send(factoryPc, office, 'a'),
      send(factoryPc, office, 'b'),
      send(streetPc, street, 'c'),
      send(streetPc, street, 'd'),
    ]);
    const all = lanes.flat();
    // Else nobody was killed while it mattered.
    expect(all.some(({ failures }) => failures > 0)).toBe(true);
    expect(all.every(({ receipt }) => receipt.exceptions.length === 0)).toBe(true);
    for (const organisation of [office, street]) {
      const [held] = await database.sql.query<Record<string, number>>(
        `select (select count(*) from record where organisation_id = $1 and id like '_-%') as records,
           (select count(*) from operation where organisation_id = $1) as operations,
           (select count(*) from feed where organisation_id = $1) as fed,
           (select max(seq) from feed where organisation_id = $1) as last,
           (select seq from organisation_head where organisation_id = $1) as head,
           (select count(*) from batch where organisation_id = $1) as batches,
           (select batches from organisation_head where organisation_id = $1) as numbered`,
        [organisation],
      );
      const more = organisation === office ? 6 : 0;
      const every = 960 + more;
      expect(held).toMatchObject({ records: 960, operations: every, fed: every, last: every, head: every });
      expect(held).toMatchObject({ batches: 24 + more, numbered: 24 + more });
    }
    await expect.poll(() => new Set(workerPids()).size, { timeout: 30_000 }).toBe(4);
    const text = await figures();
    expect(figure(text, 'ledger_workers')).toBe(2);
    expect(figure(text, 'ledger_workers_lost_total')).toBe(2);
    // What the dead had counted when they were last asked is still there: a sum never falls.
    expect(figure(text, 'ledger_batches_total{verdict="accepted"}')).toBeGreaterThanOrEqual(6);
  });

  it('finish what is at work when asked to end, the whole group being told at once, and then end', async () => {
    const sealed = factoryPc.seal(office, 'general', [member(9000, 'last')]);
    let sent: ReturnType<TestPc['send']> | undefined;
    await database.sql.transaction(async (tx) => {
      await tx.query('select seq from organisation_head where organisation_id = $1 for update', [office]);
      sent = factoryPc.send(office, sealed);
      await expect
        .poll(
          async () => {
            const [row] = await database.sql.query<{ waiting: number }>(
              `select count(*) as waiting from pg_stat_activity where datname = current_database()
               and wait_event_type = 'Lock'`,
            );
            return row?.waiting;
          },
          { timeout: 30_000 },
        )
        .toBe(1);
      // As a terminal's Ctrl-C or a service manager does.
      for (const pid of [...workerPids().slice(-2), server.child.pid ?? 0]) process.kill(pid, 'SIGTERM');
      await expect.poll(isOpen, { timeout: 30_000 }).toBe(false);
    });
    expect((await sent)?.receipt?.exceptions).toEqual([]);
    expect(await server.ended).toBe(0);
  });
}

// The embedded database has one process: tests/server/process.test.ts.
if (onPostgres) describe('several server processes', severalProcesses);
