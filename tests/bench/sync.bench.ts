/** Real Chromium, a real line, PostgreSQL: first uploads, a hundred changes, and a fresh PC that receives. */
import { openBench, openBrowser, openPages } from './lib/chromium.ts';
import type { Browser } from './lib/chromium.ts';
import { figure, median, note, over, runs, sized } from './lib/figure.ts';
import { benchMembers } from './lib/members.ts';
import { openProvince } from './lib/province.ts';
import type { Heard } from './lib/province.ts';
import { upsertsPerSecond } from './lib/upserts.ts';
import type { Bench } from './page/page.ts';

declare const bench: Bench;

const first = sized(20_000);
const many = sized(100_000);
const offices = ['demo-yunqiao', 'demo-baihe', 'demo-songtang'];
const pages = await openPages();
const province = await openProvince();

async function pcOf(office: string): Promise<Browser> {
  const code = await province.codeFor(office);
  const browser = await openBrowser();
  await openBench(browser, pages);
  await browser.page.evaluate(() => bench.open());
  province.forget();
  await browser.page.evaluate((text) => bench.enrol(text), code);
  return browser;
}

/** The page's own questions; the browser asks by OPTIONS whether another origin may be asked, and remembers it. */
const asked = (): readonly Heard[] => province.heard.filter(({ method }) => method !== 'OPTIONS');
const bytesUp = (): number => asked().reduce((sum, { bytes }) => sum + bytes, 0);

async function upload(pc: Browser, count: number, from: number) {
  await pc.page.evaluate(([size, start]) => bench.fill(size, start), [count, from] as const);
  province.forget();
  const sent = await pc.page.evaluate(() => bench.upload());
  if (sent.waiting > 0 || sent.rejected > 0 || sent.trouble !== '')
    throw new Error(`upload: ${sent.waiting} wait, ${sent.rejected} came back, ${sent.trouble}`);
  return { rate: (count / sent.ms) * 1000, bytes: bytesUp() / count, requests: asked().length };
}

const bounds: (number | undefined)[] = [];
const ups = [];
const downs = [];
for (let run = 0; run < runs; run += 1) {
  const office = offices[run % offices.length] ?? '';
  bounds.push(await upsertsPerSecond({ kind: 'narrow', people: [benchMembers(first, 0)] }));
  const sender = await pcOf(office);
  ups.push(await upload(sender, first, run * first));
  await sender.close();
  const fresh = await pcOf(office);
  const there = await fresh.page.evaluate(([count]) => bench.received(count), [first] as const);
  // From the first question after the enrolment itself: probe, token, scope and every page.
  const begun =
    asked().find(({ path }) => !path.endsWith('/enrol') && !path.endsWith('/health'))?.at ?? there;
  downs.push({ rate: (first / (there - begun)) * 1000, requests: asked().length });
  await fresh.close();
}
const bound = bounds[0] === undefined ? undefined : median(bounds.map((value) => value ?? Number.NaN));
figure({
  name: `first upload of ${first} imported members until acknowledged (bound: PostgreSQL, upsert + narrow rows, 1 writer)`,
  value: over(ups, (run) => run.rate),
  unit: '1/s',
  bound,
  target: '>= 5000',
});
figure({
  name: 'first upload: bytes a record up, heads of requests included',
  value: over(ups, (run) => run.bytes),
  unit: 'B',
  target: '<= 200',
});
note(`first upload: ${over(ups, (run) => run.requests)} requests`);

const people = benchMembers(first, 0);
const parsing: number[] = [];
for (let run = 0; run < runs; run += 1) {
  const text = JSON.stringify(people);
  const from = performance.now();
  JSON.parse(text);
  parsing.push(first / ((performance.now() - from) / 1000));
}
figure({
  name: `pull of ${first} into a fresh PC until searchable (bound: JSON.parse of their text)`,
  value: over(downs, (run) => run.rate),
  unit: '1/s',
  bound: median(parsing),
  target: '>= 8000',
});
note(`pull: ${over(downs, (run) => run.requests)} requests, enrolment included`);

const pc = await pcOf('demo-dongchuan');
const whole = await upload(pc, many, 10 * first);
note(`upload of ${many}: ${Math.round(whole.rate)} records/s`);
const hundred = await upsertsPerSecond({ kind: 'narrow', people: [benchMembers(100, 0)] });
for (const how of ['button', 'itself'] as const) {
  const changes = [];
  for (let run = 0; run < runs; run += 1) {
    province.forget();
    const ms = await pc.page.evaluate(([mark, way]) => bench.change(100, mark, way), [
      `${how} ${run}`,
      how,
    ] as const);
    changes.push({
      ms,
      requests: asked().length,
      paths: asked().map(({ method, path }) => `${method} ${path}`),
    });
  }
  note(`${how}: ${changes[0]?.paths.join(', ') ?? ''}`);
  const words = how === 'button' ? '立即上报' : 'by themselves, the 300 ms of gathering included';
  figure({
    name: `100 changes among ${many} until acknowledged, ${words} (bound: PostgreSQL alone)`,
    value: over(changes, (run) => run.ms),
    unit: 'ms',
    bound: hundred === undefined ? undefined : (100 / hundred) * 1000,
    target: how === 'button' ? '<= 200' : '<= 500',
  });
  figure({
    name: `100 changes, ${how === 'button' ? '立即上报' : 'by themselves'}: requests`,
    value: over(changes, (run) => run.requests),
    unit: 'requests',
    target: '<= 3',
  });
}
await pc.close();
await province.close();
await pages.close();
