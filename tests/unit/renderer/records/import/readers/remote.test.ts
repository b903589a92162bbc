import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openSheets } from '../../../../../../renderer/records/import/readers/open.ts';
import { defaultLimits, settleRead } from '../../../../../../renderer/records/import/readers/port.ts';
import { openRemote } from '../../../../../../renderer/records/import/readers/remote.ts';
import { serveReader } from '../../../../../../renderer/records/import/readers/serve.ts';
import { blocksAhead } from '../../../../../../renderer/records/import/readers/wire.ts';
import { makeRoster } from '../../../../../../scripts/fixtures/roster.ts';
import { toCsv } from '../../../../../../scripts/fixtures/csv.ts';
import { toXlsx } from '../../../../../../scripts/fixtures/workbook.ts';
import type { SheetRow, SheetSource } from '../../../../../../renderer/records/import/readers/port.ts';
import type { ReaderLine } from '../../../../../../renderer/records/import/readers/remote.ts';
import type { Asked } from '../../../../../../renderer/records/import/readers/wire.ts';

const workbooks = new URL('../../../../../fixtures/workbooks/', import.meta.url);
const fixture = (name: string): Blob => new Blob([new Uint8Array(readFileSync(new URL(name, workbooks)))]);
const dates = ['出生日期', '入职日期', '合同开始日期', '合同到期', '入会日期'];
const roster = makeRoster({ seed: 5, rows: 300 });
const file = new Blob([toXlsx(roster, { dates, numbers: ['序号', '基本工资'] })]);

/** A reader behind a port of this process: every message is copied as between workers. */
class Line implements ReaderLine {
  readonly lost: Promise<void>;
  die: () => void = () => undefined;
  closed = 0;
  /** Blocks that the reader has sent. */
  sent = 0;
  /** Readings that the reader has ended. */
  ended = 0;
  private readonly mine: MessagePort;
  private readonly theirs: MessagePort;
  isSilent = false;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    [this.mine, this.theirs] = [port1, port2];
    this.lost = new Promise((resolve) => {
      this.die = () => {
        this.isSilent = true;
        resolve();
      };
    });
    const answer = serveReader();
    port2.onmessage = ({ data }: MessageEvent<Asked>) => {
      const { answers } = data;
      const post = answers.postMessage.bind(answers) as (message: unknown, transfer?: Transferable[]) => void;
      Object.defineProperty(answers, 'postMessage', {
        value: (message: { readonly kind?: string }, transfer?: Transferable[]) => {
          if (this.isSilent) return;
          if (message.kind === 'block') this.sent += 1;
          if (message.kind === 'end') this.ended += 1;
          post(message, transfer);
        },
      });
      void answer(data);
    };
    lines.push(this);
  }

  ask(asked: Asked, transfer: Transferable[]): void {
    this.mine.postMessage(asked, transfer);
  }

  close(): void {
    this.closed += 1;
    this.mine.close();
    this.theirs.close();
  }
}

const lines: Line[] = [];
afterEach(() => {
  for (const line of lines.splice(0)) line.close();
});

async function opened(blob: Blob): Promise<{ readonly line: Line; readonly source: SheetSource }> {
  const line = new Line();
  const answer = await openRemote(line, blob, defaultLimits);
  if (!answer.ok) throw new Error(answer.error.code);
  return { line, source: answer.value };
}

async function all(
  source: SheetSource,
  options?: Parameters<SheetSource['rows']>[1],
): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of source.rows(0, options)) rows.push(...batch);
  return rows;
}

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 5);
  });

/** Lets the other side go on until it has nothing to do any more. */
async function quiet(line: Line): Promise<void> {
  let seen = -1;
  for (let still = 0; still < 10; still += 1) {
    if (line.sent !== seen) still = 0;
    seen = line.sent;
    await pause();
  }
}

const nothingWritten = expect.stringMatching(/没有写入任何内容/) as string;

describe('a reader in another worker', () => {
  test.each([
    ['.xlsx', file],
    ['.csv', new Blob([toCsv(roster, 'gbk')])],
  ])('gives the same sheets and rows as one here: %s', async (_name, blob) => {
    const here = await openSheets(blob);
    if (!here.ok) throw new Error(here.error.code);
    const { source } = await opened(blob);
    expect([source.format, source.sheets]).toEqual([here.value.format, here.value.sheets]);
    expect(await all(source, { maxRows: 20 })).toEqual(await all(here.value, { maxRows: 20 }));
    const columns = new Set([1, 3, 7]);
    expect(await all(source, { columns })).toEqual(await all(here.value, { columns }));
    expect(await all(source)).toEqual(await all(here.value));
  });

  test('says why it cannot open or go on, in the same words, and is ended when there is nothing to read', async () => {
    const line = new Line();
    const here = await openSheets(new Blob(['%PDF-1.7']));
    expect(await openRemote(line, new Blob(['%PDF-1.7']), defaultLimits)).toEqual(here);
    expect(line.closed).toBe(1);
    const limited = await openRemote(new Line(), file, { ...defaultLimits, cells: 3000 });
    if (!limited.ok) throw new Error(limited.error.code);
    expect(await settleRead(() => all(limited.value))).toMatchObject({
      ok: false,
      error: { code: 'tooLarge', message: nothingWritten },
    });
  });

  test('waits until its rows are taken: a large file never lies in memory (R26)', async () => {
    const large = new Blob([toCsv(makeRoster({ seed: 6, rows: 20_000 }), 'utf-8')]);
    const { line, source } = await opened(large);
    const rows = source.rows(0);
    const first = await rows.next();
    await quiet(line);
    // The one that was taken made room for one more.
    expect(line.sent).toBe(blocksAhead + 1);
    let count = first.done === true ? 0 : first.value.length;
    for await (const batch of rows) count += batch.length;
    expect(count).toBe(20_001);
  });

  test('stops when nobody wants more rows, and answers the next question', async () => {
    const large = new Blob([toCsv(makeRoster({ seed: 6, rows: 20_000 }), 'utf-8')]);
    const { line, source } = await opened(large);
    for await (const _batch of source.rows(0)) break;
    await quiet(line);
    expect(line.ended).toBe(1);
    expect(line.sent).toBeLessThan(8);
    expect(await all(source, { maxRows: 3 })).toHaveLength(3);
  });

  test('取消 is answered at once, though the reader says nothing', async () => {
    const { line, source } = await opened(file);
    const stopper = new AbortController();
    line.isSilent = true;
    const reading = settleRead(() => all(source, { signal: stopper.signal }));
    stopper.abort();
    expect(await reading).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  test('a reader that dies is one sentence, while opening and while reading', async () => {
    const opening = new Line();
    opening.die();
    expect(await openRemote(opening, file, defaultLimits)).toMatchObject({
      ok: false,
      error: { code: 'readerLost', message: nothingWritten },
    });
    const { line, source } = await opened(file);
    const reading = settleRead(() => all(source));
    line.die();
    expect(await reading).toMatchObject({ ok: false, error: { code: 'readerLost' } });
  });

  test('says what is merged, and asks for a password, as one here', async () => {
    const blob = fixture('hand-rich.xlsx');
    const { source } = await opened(blob);
    expect(await source.merged?.(0)).toEqual([
      { top: 1, bottom: 1, left: 0, right: 6 },
      { top: 3, bottom: 5, left: 4, right: 4 },
    ]);
    expect(
      (await all(source)).filter(({ struck, coloured }) => struck === true || coloured === true),
    ).toMatchObject([
      { number: 2, coloured: true },
      { number: 4, struck: true },
      { number: 5, coloured: true },
    ]);
    const locked = fixture('own-cryptoapi.xls');
    const codeWith = async (password?: string): Promise<string> => {
      const answer = await openRemote(new Line(), locked, defaultLimits, password);
      return answer.ok ? answer.value.format : answer.error.code;
    };
    expect([await codeWith(), await codeWith('x'), await codeWith('Mima-2026')]).toEqual([
      'password',
      'wrongPassword',
      'xls',
    ]);
    const text = await opened(new Blob(['工号,姓名']));
    expect(text.source.merged).toBeUndefined();
  });
});

/** A reader that stands still for ever, as inside a library that looks at no clock. */
class StandingStill implements ReaderLine {
  readonly lost = new Promise<void>(() => undefined);
  readonly thread = new Worker('for (;;);', { eval: true });
  readonly ended = new Promise<void>((resolve) => {
    this.thread.once('exit', () => {
      resolve();
    });
  });
  asked = 0;

  ask(): void {
    this.asked += 1;
  }

  close(): void {
    void this.thread.terminate();
  }
}

describe('a reader past its time', () => {
  /** The reader's own time and the grace behind it come to a third of a second. */
  const short = { ...defaultLimits, milliseconds: -4700 };

  test('is ended while it opens, and the clerk hears that it took too long', async () => {
    const line = new StandingStill();
    const before = performance.now();
    expect(await openRemote(line, file, short)).toMatchObject({
      ok: false,
      error: { code: 'tooLong', message: nothingWritten },
    });
    await line.ended;
    expect(performance.now() - before).toBeLessThan(5000);
  });

  test('is ended in the middle of its rows, and answers nothing more', async () => {
    const { line, source } = await opened(file);
    line.isSilent = true;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const reading = settleRead(() => all(source));
    await vi.advanceTimersByTimeAsync(defaultLimits.milliseconds);
    expect(line.closed).toBe(0);
    await vi.advanceTimersByTimeAsync(6000);
    vi.useRealTimers();
    expect(await reading).toMatchObject({ ok: false, error: { code: 'tooLong' } });
    expect(line.closed).toBe(1);
    expect(await settleRead(() => all(source))).toMatchObject({ ok: false, error: { code: 'tooLong' } });
  });
});
