/** A whole import in real Chromium: from the picked workbook to a searchable list, beside reading the file alone. */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeRoster } from '../../scripts/fixtures/roster.ts';
import { toXlsx } from '../../scripts/fixtures/workbook.ts';
import { openBench, openBrowser, openPages } from './lib/chromium.ts';
import type { Browser } from './lib/chromium.ts';
import { figure, note, over, runs, sized } from './lib/figure.ts';
import { openProvince } from './lib/province.ts';
import type { Bench } from './page/page.ts';

declare const bench: Bench;

const rows = sized(100_000);
const folder = await mkdtemp(path.join(tmpdir(), 'ledger-bench-file-'));
const file = path.join(folder, '花名册.xlsx');
const dates = ['出生日期', '入职日期', '合同开始日期', '合同到期', '入会日期'];
const roster = makeRoster({ seed: 1, rows });
await writeFile(file, toXlsx(roster, { dates, numbers: ['序号', '基本工资'] }));
note(`${rows} rows of ${roster.headers.length} columns, ${((await stat(file)).size / 1e6).toFixed(1)} MB`);

const pages = await openPages();
const province = await openProvince();
const pcs: Browser[] = [];
for (let run = 0; run < runs; run += 1) {
  const pc = await openBrowser();
  await openBench(pc, pages);
  await pc.page.evaluate(() => bench.open());
  await pc.page.evaluate((code) => bench.enrol(code), await province.codeFor('demo-yunqiao'));
  pcs.push(pc);
}
// Nothing is sent while an import is measured.
await province.close();

const measured: (Awaited<ReturnType<Bench['importFile']>> & {
  readonly peak: number;
  readonly alone: number;
})[] = [];
for (const pc of pcs) {
  await pc.page.locator('input').setInputFiles(file);
  const answer = await pc.page.evaluate(() => bench.importFile());
  if (answer.created !== rows || answer.found === 0)
    throw new Error(`import: ${answer.created} created, ${JSON.stringify(answer.counts)}`);
  const peak = pc.peakMemory();
  const alone = await pc.page.evaluate(() => bench.readFile());
  if (alone.rows < rows) throw new Error(`reading alone: ${alone.rows} rows`);
  measured.push({ ...answer, peak, alone: alone.ms });
  await pc.close();
}
await pages.close();
await rm(folder, { recursive: true, force: true });

const seconds = (pick: (run: (typeof measured)[number]) => number): number => over(measured, pick) / 1000;
note(
  `opening ${seconds((run) => run.open).toFixed(1)} s, reading and judging ${seconds((run) => run.analyse).toFixed(1)} s, writing ${seconds((run) => run.write).toFixed(1)} s`,
);
figure({
  name: `import of ${rows} rows × ${roster.headers.length} columns, whole (bound: reading alone)`,
  value: seconds((run) => run.ms),
  unit: 's',
  bound: seconds((run) => run.alone),
  target: '<= 20 and ratio <= 1.6',
});
// What R26's ratio can mean: the pipeline in front of the books (decision 0006). Writing has a bound of its own.
figure({
  name: `import of ${rows} rows × ${roster.headers.length} columns, from the picked file to the verdicts (bound: reading alone)`,
  value: seconds((run) => run.open + run.analyse),
  unit: 's',
  bound: seconds((run) => run.alone),
  target: 'ratio <= 1.6',
});
figure({
  name: 'import: longest time without a count',
  value: over(measured, (run) => run.silence),
  unit: 'ms',
  target: '<= 1000',
});
figure({
  name: 'import: longest time the page stood still',
  value: over(measured, (run) => run.longest),
  unit: 'ms',
  target: '<= 100',
});
figure({
  name: 'import: peak memory of the page process',
  value: over(measured, (run) => run.peak),
  unit: 'MiB',
  target: '<= 1024',
});
