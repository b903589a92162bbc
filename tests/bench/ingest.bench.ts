/**
 * Sealed batches into the province, four writers, beside what PostgreSQL itself can take in the same way (R9). The
 * province is the built server in processes of its own, the PCs are one cheap process: what is measured is the server.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { laneOf } from './ingest/work.ts';
import type { Work } from './ingest/work.ts';
import { openRealProvince, root } from './ingest/province.ts';
import { figure, note, over, runs, sized } from './lib/figure.ts';
import { benchMembers } from './lib/members.ts';
import { upsertsPerSecond } from './lib/upserts.ts';

const offices = ['demo-yunqiao', 'demo-baihe', 'demo-shiqiao', 'demo-songtang'];
const each = sized(20_000);
const perBatch = 500;
const people = offices.map((_, at) => benchMembers(each, at * each));
note(`${Math.round(Buffer.byteLength(JSON.stringify(people[0])) / each)} bytes of JSON a record`);

interface Sent {
  readonly ms: number;
  readonly cpuMs: number;
}

async function send(work: Work): Promise<Sent> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-work-'));
  try {
    const file = path.join(folder, 'work.json');
    await writeFile(file, JSON.stringify(work));
    const parts = ['scripts/lib/run-ts.mjs', 'tests/bench/ingest/send.ts', file];
    const child = spawn(process.execPath, parts, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    if (code !== 0) throw new Error(`the sender ended with code ${String(code)}`);
    return JSON.parse(said) as Sent;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ingest(): Promise<number | undefined> {
  const province = await openRealProvince();
  if (province === undefined) return undefined;
  const lanes = [];
  for (const [at, office] of offices.entries())
    lanes.push(await laneOf({ province: province.server, office, people: people[at] ?? [], perBatch }));
  // A province's server has been running for weeks; its first batches after a start are not the figure.
  const warm = Math.ceil((each / perBatch) * 0.2);
  const before = await province.cpuSeconds();
  const { publicJwk } = province.server.ports.secrets;
  const { ms, cpuMs } = await send({ url: province.url, provinceKey: publicJwk, lanes, warm });
  const busy = (await province.cpuSeconds()) - before;
  const count = offices.length * each;
  const timed = offices.length * Math.max(0, each - warm * perBatch);
  if ((await province.records()) !== count)
    throw new Error('the province does not hold what it acknowledged');
  await province.close();
  const micro = (seconds: number, records: number): string => ((seconds * 1e6) / records).toFixed(1);
  note(`µs of processor a record: server ${micro(busy, count)}, senders ${micro(cpuMs / 1000, timed)}`);
  return timed / (ms / 1000);
}

const measured = [];
for (let run = 0; run < runs; run += 1) {
  const bare = await upsertsPerSecond({ kind: 'bare', people });
  const narrow = await upsertsPerSecond({ kind: 'narrow', people });
  const taken = await ingest();
  if (bare === undefined || narrow === undefined || taken === undefined) {
    note('no PostgreSQL here: nothing is measured, because figures of PGlite are not durable ones');
    break;
  }
  note(`run ${run + 1}: bare ${bare.toFixed(0)}, narrow ${narrow.toFixed(0)}, ingest ${taken.toFixed(0)}`);
  measured.push({ bare, narrow, ingest: taken, ofNarrow: taken / narrow, ofBare: taken / bare });
}
if (measured.length > 0) {
  const bare = over(measured, (run) => run.bare);
  const narrow = over(measured, (run) => run.narrow);
  const taken = over(measured, (run) => run.ingest);
  figure({ name: 'PostgreSQL: durable upsert of the record alone, 4 writers', value: bare, unit: '1/s' });
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
}
