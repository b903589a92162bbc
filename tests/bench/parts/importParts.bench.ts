/**
 * The import of 100,000 rows × 25 columns up to the store's door: reading, judging, handing over. The bound of each
 * figure is reading the same file alone in the same run (R26); the store's own share is measured by its bench.
 */
import { makeRoster, nextMonth } from '../../../scripts/fixtures/roster.ts';
import { toXlsx } from '../../../scripts/fixtures/workbook.ts';
import { definition } from '../../../domain/records/types/member.ts';
import { writeXlsx } from '../../../renderer/records/export/writeXlsx.ts';
import { openSheets } from '../../../renderer/records/import/readers/open.ts';
import { ImportSession } from '../../../renderer/records/import/session.ts';
import { Books } from '../../../renderer/records/import/verdict/books.ts';
import { judgeSheet } from '../../../renderer/records/import/verdict/gather.ts';
import type { Result } from '../../../domain/result.ts';
import type { ImportStore } from '../../../renderer/records/import/run.ts';
import type { BookRecord } from '../../../renderer/records/import/verdict/types.ts';

const ROWS = 100_000;
const RUNS = 3;
const MOST_OF_READING = 1.6;
const dates = ['出生日期', '入职日期', '合同开始日期', '合同到期', '入会日期'];

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

async function timed(act: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    await act();
    times.push(performance.now() - start);
  }
  return median(times);
}

function report(name: string, value: number, bound: number, target: number | null, unit = 'ms'): void {
  const round = (number: number): number => Number(number.toPrecision(4));
  const line = { name, value: round(value), unit, bound: round(bound), ratio: round(value / bound), target };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** The store's door: counts what comes through and keeps it as books. */
class Door implements ImportStore {
  books: BookRecord[] = [];
  readAll = (): Promise<readonly BookRecord[]> => Promise.resolve(this.books);
  importBegin = (): Promise<Result<{ importId: string }>> =>
    Promise.resolve({ ok: true, value: { importId: 'i' } });
  importStage: ImportStore['importStage'] = (_id, changes) => {
    for (const change of changes) {
      if (change.kind === 'create')
        this.books.push({ id: `b${this.books.length}`, data: change.data, voided: false });
    }
    return Promise.resolve({ ok: true, value: undefined });
  };
  importCancel = (): Promise<void> => Promise.resolve();
  importCommit: ImportStore['importCommit'] = () =>
    Promise.resolve({
      ok: true,
      value: {
        importId: 'i',
        organisation: '',
        at: '',
        userName: '',
        fileLabel: '',
        created: this.books.length,
        changed: 0,
      },
    });
}

const roster = makeRoster({ seed: 1, rows: ROWS });
const file = new Blob([toXlsx(roster, { dates, numbers: ['序号', '基本工资'] })]);
const after = new Blob([toXlsx(nextMonth(roster, { seed: 2 }), { dates, numbers: ['序号', '基本工资'] })]);

const reading = await timed(async () => {
  let cells = 0;
  for await (const batch of must(await openSheets(file)).rows(0))
    for (const row of batch) cells += row.cells.length;
  if (cells < ROWS * 20) throw new Error('not everything was read');
});

async function analysed(from: Blob, door: Door): Promise<ImportSession> {
  const session = new ImportSession(definition, 'org');
  must(await session.openFile(from, 'bench.xlsx'));
  session.setCoverage({ kind: 'all' });
  must(await session.analyse(door));
  return session;
}

const first = await timed(async () => {
  const door = new Door();
  const session = await analysed(file, door);
  must(await session.run(door));
  if (door.books.length !== ROWS) throw new Error('not everything arrived');
});

const door = new Door();
must(await (await analysed(file, door)).run(door));
const again = await timed(() => analysed(after, door));

const books = door.books;
const rows = books.map(({ data }, index) => ({ number: index + 2, data }));
const options = {
  coverage: { kind: 'all' },
  startStates: {},
  constants: {},
  switchedOff: new Set<string>(),
} as const;
const ladder = await timed(() => {
  const { missing } = judgeSheet(definition, new Books(definition, books), rows, options);
  if (missing.length !== 0) throw new Error('the ladder lost somebody');
});
// The least any comparison does: one map over the books by document number and one look-up a row.
const lookups = await timed(() => {
  const index = new Map(books.map((book, place) => [book.data['idNumber'], place]));
  if (rows.some((row) => index.get(row.data['idNumber']) === undefined)) throw new Error('not found');
});

const table: readonly (readonly string[])[] = roster.rows;
const columns = roster.headers.map((header) => ({ header, width: 12, kind: 'text' as const }));
const writing = await timed(() => writeXlsx({ name: '花名册', columns, rows: table }).byteLength);
const joining = await timed(() => table.reduce((sum, row) => sum + row.join(',').length, 0));

report('read 100,000 × 25 from .xlsx', reading, reading, null);
report('import 100,000 new rows to the store’s door (of reading)', first, reading, reading * MOST_OF_READING);
report('compare the month after with 100,000 (of reading)', again, reading, reading * MOST_OF_READING);
report('match ladder 100,000 × 100,000', ladder, lookups, 2000);
report('export 100,000 × 25 to .xlsx', writing, joining, null);
