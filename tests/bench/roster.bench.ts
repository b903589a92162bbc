/** The store in real Chromium: filling, unlocking, searching, counting and saving, beside raw IndexedDB. */
import type { Query } from '../../renderer/store/index/port.ts';
import { seeded } from './indexMembers.ts';
import { openBench, openBrowser, openPages } from './lib/chromium.ts';
import type { Browser } from './lib/chromium.ts';
import { figure, median, note, over, quantile, runs, sized } from './lib/figure.ts';
import { benchMembers } from './lib/members.ts';
import { passphrase } from './lib/passphrase.ts';
import { openProvince } from './lib/province.ts';
import { typeInList } from './lib/screen.ts';
import type { Bench } from './page/page.ts';

declare const bench: Bench;

const half = sized(100_000);
const whole = half * 2;
const pages = await openPages();
const province = await openProvince();

/** A fresh profile of the office, enrolled; the province falls silent afterwards, so that nothing is sent meanwhile. */
async function freshPc(): Promise<Browser> {
  const browser = await openBrowser();
  await openBench(browser, pages);
  await browser.page.evaluate(() => bench.open());
  await browser.page.evaluate((code) => bench.enrol(code), await province.codeFor('demo-yunqiao'));
  return browser;
}

const pcs: Browser[] = [];
for (let run = 0; run < runs; run += 1) pcs.push(await freshPc());
await province.close();

const fills = [];
for (const pc of pcs) {
  const before = pc.cpu();
  const ms = await pc.page.evaluate(([count]) => bench.fill(count, 0), [half] as const);
  const cpu = pc.cpu() - before;
  const raw = await pc.page.evaluate(([count]) => bench.rawRows(count), [half] as const);
  fills.push({ ms, cpu, raw: raw.ms, save: quantile(raw.saves, 0.95) });
}
note(
  `filling: ${Math.round(over(fills, (run) => run.cpu))} ms of processor time, the making of the people included`,
);
const rawMs = over(fills, (run) => run.raw);
figure({
  name: `store: encrypt + store + index ${half} members (bound: raw IndexedDB rows, six indexes)`,
  value: over(fills, (run) => run.ms),
  unit: 'ms',
  bound: rawMs,
  target: '<= 4000 and ratio <= 0.2',
});
for (const pc of pcs.slice(1)) await pc.close();
const [pc] = pcs;
if (pc === undefined) throw new Error('no browser');
const { page } = pc;
await page.evaluate(([count]) => bench.fill(count, count), [half] as const);

const unlocks = [];
for (let run = 0; run < runs; run += 1) {
  await openBench(pc, pages);
  await page.evaluate(() => bench.open());
  const before = pc.cpu();
  const unlock = await page.evaluate(() => bench.unlock());
  const cpu = pc.cpu() - before;
  if (unlock.total !== whole) throw new Error(`${unlock.total} members after unlocking`);
  const segments = await page.evaluate(() => bench.readSegments());
  unlocks.push({
    ...unlock,
    cpu,
    settled: await page.evaluate(() => bench.settled()),
    segments: segments.ms,
    bytes: segments.bytes,
  });
}
note(
  `unlock with the password: ${Math.round(over(unlocks, (run) => run.whole))} ms; ${Math.round(over(unlocks, (run) => run.bytes) / 1e6)} MB of index segments; ${Math.round(over(unlocks, (run) => run.cpu))} ms of processor time; search texts ready ${Math.round(over(unlocks, (run) => run.settled))} ms later`,
);
figure({
  name: `store: keys in hand to a searchable list, ${whole} members (bound: reading its segments)`,
  value: over(unlocks, (run) => run.fromKeys),
  unit: 'ms',
  bound: over(unlocks, (run) => run.segments),
  target: '<= 1500',
});

const argon = [];
for (let run = 0; run < runs; run += 1) argon.push(await page.evaluate(() => bench.argon()));
figure({
  name: `Argon2id, ${(argon[0]?.memoryKiB ?? 0) / 1024} MiB, ${argon[0]?.passes ?? 0} passes, in a worker`,
  value: over(argon, (run) => run.ms),
  unit: 'ms',
  target: '64 MiB, 3 passes',
});

const random = seeded(11);
const people = benchMembers(2000, 0);
const pinyin = ['zhang', 'chenwei', 'lifang', 'huangzx', 'ouyang', 'zl', 'cw', 'lxy', 'shan', 'xie'];
/** What a clerk types, key by key. */
function typing(): readonly string[] {
  const person = people[random(people.length)] ?? {};
  const words = [
    String(person['name']),
    String(person['employeeNo']),
    String(person['idNumber']).slice(-4),
    String(person['mobile']),
    String(person['department']).split('/')[1] ?? '',
    pinyin[random(pinyin.length)] ?? '',
  ];
  const chosen = [...(words[random(words.length)] ?? '')];
  return chosen.map((_, at) => chosen.slice(0, at + 1).join(''));
}
const sort = { field: 'employeeNo' };
const keys: Query[] = Array.from({ length: 80 }, typing)
  .flat()
  .map((search) => ({ type: 'member', search, sort }));
const filters: Query[] = [
  { type: 'member', sort, filters: { sex: ['2'] } },
  { type: 'member', sort, filters: { employmentState: ['1'], membershipStatus: ['02'] } },
  { type: 'member', sort, node: '二分厂/3车间' },
  { type: 'member', sort, filters: { education: ['61', '71'], '@sync': ['saved'] } },
  { type: 'member', sort, ranges: { joinDate: { from: '2015-01-01', to: '2020-12-31' } } },
];
const columns = ['membershipStatus', 'employmentState', 'department', '@sync', '@gap', 'sex'];

const answers = [];
for (let run = 0; run < runs; run += 1) {
  const way = await page.evaluate(() => bench.roundTrips(300));
  const search = await page.evaluate((asked) => bench.queries(asked, 100), keys);
  const filter = await page.evaluate(
    (asked) => bench.queries(asked, 100),
    Array.from({ length: 150 }, (_, at) => filters[at % filters.length] ?? { type: 'member' }),
  );
  const counts = await page.evaluate(
    (asked) => bench.counts(asked),
    Array.from(
      { length: 150 },
      (_, at) =>
        [filters[at % filters.length] ?? { type: 'member' }, columns[Math.floor(at / 5) % 6] ?? ''] as const,
    ),
  );
  const saves = await page.evaluate(() => bench.saves(100));
  answers.push({
    way: quantile(way, 0.95),
    search: quantile(search, 0.95),
    filter: quantile(filter, 0.95),
    counts: quantile(counts, 0.95),
    save: quantile(saves, 0.95),
    saveUsual: quantile(saves, 0.5),
  });
}
const way = over(answers, (run) => run.way);
const p95 = `p95 of ${whole}`;
figure({
  name: `search keystroke, worker's answer in the page, ${p95} (bound: an empty question)`,
  value: over(answers, (run) => run.search),
  unit: 'ms',
  bound: way,
  target: '<= 10',
});
figure({
  name: `filter change, ${p95}`,
  value: over(answers, (run) => run.filter),
  unit: 'ms',
  bound: way,
  target: '<= 10',
});
figure({
  name: `counts of one column, ${p95}`,
  value: over(answers, (run) => run.counts),
  unit: 'ms',
  bound: way,
  target: '<= 10',
});
note(`save p50: ${over(answers, (run) => run.saveUsual).toFixed(1)} ms`);
figure({
  name: `save of one edited record, ${p95} (bound: one raw durable row)`,
  value: over(answers, (run) => run.save),
  unit: 'ms',
  bound: over(fills, (run) => run.save),
  target: '<= 30',
});

const typed = ['zhang', 'chenw', '0012', 'lif', 'huang', '1381', '19900', '440000', 'wangm', 'xie'];
const painted = [];
for (let run = 0; run < runs; run += 1)
  painted.push(quantile(await typeInList(page, pages.product, passphrase, typed), 0.95));
figure({
  name: `search keystroke, new rows painted on the roster's screen, ${p95} (bound: the worker's answer)`,
  value: median(painted),
  unit: 'ms',
  bound: over(answers, (run) => run.search),
  target: '<= 50',
});
await pc.close();
await pages.close();
