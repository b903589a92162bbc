/** Sealed batches into the province, four writers, beside what PostgreSQL itself can take in the same way (R9). */
import { randomBytes } from 'node:crypto';
import { member } from '../server/support/operations.ts';
import { startTestServer } from '../server/support.ts';
import { enrolPc } from '../server/support/pc.ts';
import type { TestPc } from '../server/support/pc.ts';
import { figure, note, over, runs, sized } from './lib/figure.ts';
import { benchMembers } from './lib/members.ts';
import { upsertsPerSecond } from './lib/upserts.ts';

const offices = ['demo-yunqiao', 'demo-baihe', 'demo-shiqiao', 'demo-songtang'];
const each = sized(10_000);
const perBatch = 500;
const people = offices.map((_, at) => benchMembers(each, at * each));
note(`${Math.round(Buffer.byteLength(JSON.stringify(people[0])) / each)} bytes of JSON a record`);

/** Batches are sealed beforehand: signing and zipping are the PCs' work, and there are many PCs. */
async function ingest(): Promise<number> {
  const server = await startTestServer();
  server.clock.set(Date.now());
  const work = await Promise.all(
    offices.map(async (office, at) => {
      const pc = await enrolPc(server, { office });
      await pc.token();
      const batches = [];
      for (let from = 0; from < each; from += perBatch) {
        const ops = (people[at] ?? [])
          .slice(from, from + perBatch)
          .map((data, index) => member(from + index + 1, `r${randomBytes(16).toString('base64url')}`, data));
        batches.push(pc.seal(office, 'general', ops));
      }
      return { office, pc, batches };
    }),
  );
  // A province's server has been running for weeks; its first batches after a start are not the figure.
  const warm = Math.ceil((each / perBatch) * 0.2);
  await send(work.map((one) => ({ ...one, batches: one.batches.slice(0, warm) })));
  const rest = work.map((one) => ({ ...one, batches: one.batches.slice(warm) }));
  const start = performance.now();
  await send(rest);
  const seconds = (performance.now() - start) / 1000;
  await server.close();
  return (rest.reduce((sum, { batches }) => sum + batches.length, 0) * perBatch) / seconds;
}

interface Work {
  readonly office: string;
  readonly pc: TestPc;
  readonly batches: readonly ReturnType<TestPc['seal']>[];
}

async function send(work: readonly Work[]): Promise<void> {
  await Promise.all(
    work.map(async ({ office, pc, batches }) => {
      for (const batch of batches) {
        const { receipt, text } = await pc.send(office, batch);
        if (receipt?.verdict !== 'accepted' || receipt.exceptions.length > 0)
          throw new Error(`the province did not take a batch whole: ${text.slice(0, 200)}`);
      }
    }),
  );
}

const measured = [];
for (let run = 0; run < runs; run += 1) {
  const bare = await upsertsPerSecond({ kind: 'bare', people });
  const narrow = await upsertsPerSecond({ kind: 'narrow', people });
  measured.push({ bare, narrow, ingest: await ingest() });
}
const taken = over(measured, (run) => run.ingest);
const bare = measured[0]?.bare === undefined ? undefined : over(measured, (run) => run.bare ?? Number.NaN);
const narrow =
  measured[0]?.narrow === undefined ? undefined : over(measured, (run) => run.narrow ?? Number.NaN);
if (bare === undefined)
  note('no PostgreSQL here: this is PGlite, whose figures are not durable ones, and no bound');
else figure({ name: 'PostgreSQL: durable upsert of the record alone, 4 writers', value: bare, unit: '1/s' });
if (narrow !== undefined)
  figure({
    name: 'PostgreSQL: the same with feed, operation and claim rows',
    value: narrow,
    unit: '1/s',
    bound: bare,
  });
figure({
  name: 'server: ingest of sealed batches, 4 writers, beside upsert with narrow rows',
  value: taken,
  unit: '1/s',
  bound: narrow,
  target: 'ratio >= 0.5',
});
figure({
  name: 'server: ingest of sealed batches, 4 writers, beside the bare upsert',
  value: taken,
  unit: '1/s',
  bound: bare,
  target: 'ratio >= 0.25',
});
