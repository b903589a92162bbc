/** `npx tsx tests/bench/index.bench.ts`: the index over 200,000 invented members, each figure beside a bound of the same run. */
import { definition } from '../../domain/records/types/member.ts';
import type { IndexRow, Query, WarmableIndex } from '../../renderer/store/index/port.ts';
import { createRecordIndex } from '../../renderer/store/index/recordIndex.ts';
import { packRows } from '../../renderer/store/index/rowPack.ts';
import { inventMembers, seeded } from './indexMembers.ts';

const ROWS = 200_000;
const PACK = 250;
const RUNS = 3;

const median = (times: readonly number[]): number => quantile(times, 0.5);
function quantile(times: readonly number[], part: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}
function timed(act: () => unknown): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}
function report(name: string, value: number, bound: number, target: number): void {
  const round = (number: number): number => Number(number.toPrecision(4));
  const line = {
    name,
    value: round(value),
    unit: 'ms',
    bound: round(bound),
    ratio: round(value / bound),
    target,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const rows = inventMembers(ROWS);
const units: IndexRow[][] = [];
for (let at = 0; at < ROWS; at += PACK) units.push(rows.slice(at, at + PACK));

const packing = timed(() => packRows(definition, rows.slice(0, 20_000))) * (ROWS / 20_000);
const packs = units.map((unit, at) => ({ unit: at, pack: packRows(definition, unit) }));
const bytes = packs.reduce((sum, { pack }) => sum + pack.length, 0);
process.stdout.write(
  `${JSON.stringify({ name: 'pack bytes per row', value: bytes / ROWS, unit: 'bytes' })}\n`,
);

const texts = units.map((unit) => JSON.stringify(unit));
const parse = median(
  Array.from({ length: RUNS }, () => timed(() => texts.map((text): unknown => JSON.parse(text)))),
);
report('index: pack 200,000 rows', packing, parse, Number.NaN);

let index: WarmableIndex = createRecordIndex(definition);
const loads: number[] = [];
const firsts: number[] = [];
for (let run = 0; run < RUNS; run += 1) {
  index = createRecordIndex(definition);
  const fresh = index;
  loads.push(timed(() => fresh.load(packs)));
  firsts.push(timed(() => fresh.query({ type: 'member' }, 0, 60)));
}
report('index: load 200,000 rows from 800 packs (bound: JSON.parse)', median(loads), parse, 600);
report('index: first sorted page after load', median(firsts), parse, 400);

const steps: number[] = [];
let more = true;
while (more) {
  steps.push(
    timed(() => {
      more = index.warm();
    }),
  );
}
report(
  'index: warm, whole',
  steps.reduce((a, b) => a + b, 0),
  parse,
  1_500,
);
report('index: warm, longest step', Math.max(...steps), parse, 50);

/** The least any answer costs: every row looked at once. */
const plain = new Uint32Array(ROWS).map((_, at) => at % 7);
const scan = median(
  Array.from({ length: 50 }, () =>
    timed(() => {
      let count = 0;
      for (const code of plain) if (code === 3) count += 1;
      return count;
    }),
  ),
);

const random = seeded(7);
const pick = (): IndexRow => rows[random(ROWS)] as IndexRow;
const text = (row: IndexRow, field: string): string => String(row.values[field]);

/** What a clerk types, key by key, as the box asks after each. */
function typing(): readonly string[] {
  const row = pick();
  const name = text(row, 'name');
  const pinyin = ['zhang', 'chenwei', 'lifang', 'huangzx', 'ouyang', 'zl', 'cw', 'lxy', 'shan', 'xie'];
  const whole = [
    name,
    text(row, 'employeeNo'),
    text(row, 'idNumber').slice(-4),
    text(row, 'mobile').slice(-4),
    text(row, 'mobile'),
    text(row, 'department').split('/')[1] ?? '',
    pinyin[random(pinyin.length)] ?? '',
    `${name.slice(0, 1)} ${text(row, 'mobile').slice(-4)}`,
  ][random(8)] as string;
  return [...whole].map((_, at) => [...whole].slice(0, at + 1).join(''));
}
function p95(name: string, target: number, rounds: number, ask: (round: number) => void): void {
  for (let round = 0; round < 10; round += 1) ask(round);
  const times = Array.from({ length: rounds }, (_, round) => timed(() => ask(round)));
  report(`${name}, p50`, median(times), scan, target);
  report(`${name}, p95`, quantile(times, 0.95), scan, target);
}

const keys = Array.from({ length: 120 }, typing).flat();
p95(`index: search keystroke (${keys.length} keys)`, 10, keys.length, (round) => {
  index.query({ type: 'member', search: keys[round] ?? '' }, 0, 60);
});
if (process.argv.includes('--words')) {
  const slow = keys.map((key) => ({
    key,
    ms: timed(() => index.query({ type: 'member', search: key }, 0, 60)),
  }));
  for (const { key, ms } of slow.sort((a, b) => b.ms - a.ms).slice(0, 25))
    process.stdout.write(`${key} ${ms.toFixed(1)}\n`);
}

const queries: readonly Query[] = [
  { type: 'member', filters: { sex: ['2'] } },
  { type: 'member', filters: { employmentState: ['1'], membershipStatus: ['00'] } },
  { type: 'member', node: '二分厂/3车间' },
  { type: 'member', filters: { '@gap': ['education'], '@sync': ['saved'] } },
  {
    type: 'member',
    organisations: ['org-1', 'org-4'],
    ranges: { joinDate: { from: '2015-01-01', to: '2020-12-31' } },
  },
  { type: 'member', filters: { department: ['一分厂/1车间/甲1班'], migrantWorker: [null] } },
];
const asked = (round: number): Query => queries[round % queries.length] as Query;
p95('index: filter change, page and total', 10, 300, (round) => index.query(asked(round), 0, 60));
const funnels = ['membershipStatus', 'employmentState', 'department', '@sync', '@gap', 'position'];
p95('index: counts of one column', 10, 300, (round) =>
  index.counts(asked(round), funnels[Math.trunc(round / 6) % 6] ?? ''),
);
p95('index: tree with counts', 10, 300, (round) => index.tree(asked(round)));

const sorts = ['name', 'employeeNo', 'joinDate', 'department', 'mobile', 'idNumber'];
for (const field of sorts) {
  report(
    `index: first sort by ${field}`,
    timed(() => index.query({ type: 'member', sort: { field } }, 0, 60)),
    scan,
    500,
  );
}
p95('index: sorted page deep in the list', 10, 300, (round) => {
  const sort = { field: sorts[round % sorts.length] ?? 'name', descending: round % 2 === 0 };
  index.query({ type: 'member', sort }, random(ROWS), 60);
});
report(
  'index: first match by identity number',
  timed(() => index.match(undefined, { idNumber: text(pick(), 'idNumber') })),
  scan,
  200,
);
p95('index: match by identity number', 1, 2_000, () =>
  index.match(undefined, { idNumber: text(pick(), 'idNumber') }),
);
p95('index: open work, 500 oldest of one organisation', 10, 200, () => index.openWork('org-3', 500));
p95('index: save one record, then page and search', 20, 200, (round) => {
  const row = pick();
  index.upsert(100_000 + round, [{ ...row, values: { ...row.values, name: '甲测试' } }]);
  index.query({ type: 'member', sort: { field: 'name' }, search: 'ceshi' }, 0, 60);
});
process.stdout.write(
  `${JSON.stringify({ name: 'heap', value: Math.round(process.memoryUsage().heapUsed / 1e6), unit: 'MB' })}\n`,
);
