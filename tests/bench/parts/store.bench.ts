import { definition as member } from '../../../domain/records/types/member.ts';
import { createMemoryDisk } from '../../../renderer/store/disk/memory.ts';
import { enrolled, home, restarted, value } from '../../contract/store/support.ts';
import { importedMembers } from './storeMembers.ts';

const size = Number(process.argv[2] ?? 100_000);
const rows = importedMembers(size);

function say(name: string, figure: number, unit: string, bound: number | null, target: string): void {
  const ratio = bound === null || bound === 0 ? null : figure / bound;
  console.log(JSON.stringify({ name, value: figure, unit, bound, ratio, target }));
}

const ms = (from: number): number => Math.round((performance.now() - from) * 10) / 10;
const quantile = (times: number[], q: number): number =>
  Math.round(
    (times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0) * 100,
  ) / 100;

/** What no store can avoid: every record as JSON, once. */
const jsonFrom = performance.now();
let bytes = 0;
for (const row of rows) bytes += JSON.stringify(row).length;
const jsonMs = ms(jsonFrom);

const disk = createMemoryDisk();
const bench = await enrolled([member], disk, { clock: { now: () => Date.now() } });
const { port } = bench.core;

const importFrom = performance.now();
const { importId } = value(
  await port.importBegin({ type: 'member', organisation: home, fileLabel: 'b', coverage: 'all', rows: size }),
);
for (let at = 0; at < rows.length; at += 2000) {
  value(
    await port.importStage(
      importId,
      rows.slice(at, at + 2000).map((data) => ({ kind: 'create', data })),
    ),
  );
}
value(await port.importCommit(importId));
say(`store: encrypt, store and index ${size} (memory disk)`, ms(importFrom), 'ms', jsonMs, '<= 4000');
const held = disk.dump().reduce((sum, entry) => sum + entry.bytes.length, 0);
say('store: bytes on disk a record', Math.round(held / size), 'B', Math.round(bytes / size), '');

const ids = await port.ids({ type: 'member' });
const reads: number[] = [];
for (let at = 0; at < 200; at += 1) {
  const from = performance.now();
  await port.get('member', ids[(at * 7919) % ids.length] ?? '');
  reads.push(performance.now() - from);
}
say('store: open one record, p95', quantile(reads, 0.95), 'ms', null, '');
const saves: number[] = [];
for (let at = 0; at < 200; at += 1) {
  const id = ids[(at * 104_729) % ids.length] ?? '';
  const from = performance.now();
  value(await port.save({ type: 'member', id, organisation: home, fields: { remark: `改 ${at}` } }));
  saves.push(performance.now() - from);
}
say('store: save one edited record, p95 (memory disk)', quantile(saves, 0.95), 'ms', null, '<= 30');

const sealFrom = performance.now();
const sync = bench.core.sync();
let sealed = 0;
let up = 0;
while (sync !== undefined && sealed < 20_000) {
  const batch = value(await sync.sealNext(home, 'general'));
  if (batch === undefined) break;
  sealed += batch.count;
  up += batch.body.length;
  const receipt = {
    batchId: batch.batchId,
    sha256: batch.sha256,
    epoch: 'e1',
    organisation: home,
    compartment: 'general' as const,
    device: 'dev1',
    incarnation: batch.incarnation,
    seq: batch.seq,
    verdict: 'accepted' as const,
    firstRev: sealed,
    count: batch.count,
    exceptions: [],
    durableThrough: 0,
  };
  value(await sync.applyReceipt(receipt, 'x'));
}
const sealMs = ms(sealFrom);
say(
  'store: seal and acknowledge, records a second',
  Math.round((sealed / sealMs) * 1000),
  '1/s',
  null,
  '>= 5000',
);
say('store: bytes a record up', Math.round(up / sealed), 'B', null, '<= 200');

const unlockFrom = performance.now();
const next = await restarted(bench, disk.reopen());
await next.core.port.query({ type: 'member', search: 'chen' }, 0, 50);
say(`store: unlock to first search, ${size}`, ms(unlockFrom), 'ms', null, '<= 1500 at 200,000');
