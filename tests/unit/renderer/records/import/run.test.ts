import { describe, expect, test } from 'vitest';
import { writeImport } from '../../../../../renderer/records/import/run.ts';
import { BooksInMemory, errorOf, valueOf } from './support.ts';
import type { ImportChange } from '../../../../../renderer/store/port.ts';
import type { Result } from '../../../../../domain/result.ts';

const begin = { type: 'member', organisation: 'o1', fileLabel: 'a.xlsx', coverage: 'all', rows: 4 };

/** Books that finish a chunk when the test says so. */
class SlowBooks extends BooksInMemory {
  readonly heard: string[] = [];
  private readonly waiting: ((answer: Result<void>) => void)[] = [];

  override importStage = (_id: string, changes: readonly ImportChange[]): Promise<Result<void>> => {
    this.heard.push(`stage ${this.heard.length}`);
    this.staged.push(...changes);
    return new Promise((resolve) => this.waiting.push(resolve));
  };
  override importCancel = (): Promise<void> => {
    this.heard.push('cancel');
    this.staged = [];
    return Promise.resolve();
  };

  async finish(answer: Result<void> = { ok: true, value: undefined }): Promise<void> {
    this.waiting.shift()?.(answer);
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
  }
}

function* chunksOf(count: number, made: number[] = []): Generator<readonly ImportChange[]> {
  for (let at = 0; at < count; at += 1) {
    made.push(at);
    yield [{ kind: 'create', data: { name: `甲${at}` } }];
  }
}

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

describe('one chunk goes ahead (R26)', () => {
  test('the next is made and handed over while the store is at one, and no more than that', async () => {
    const books = new SlowBooks();
    const made: number[] = [];
    const done: number[] = [];
    const writing = writeImport(books, begin, chunksOf(4, made), 4, new AbortController().signal, (told) => {
      done.push(told.done);
    });
    await nextTurn();
    expect([made, books.heard]).toEqual([
      [0, 1],
      ['stage 0', 'stage 1'],
    ]);
    await books.finish();
    expect([made.length, done]).toEqual([3, [1]]);
    for (let left = 3; left > 0; left -= 1) await books.finish();
    expect(valueOf(await writing).created).toBe(4);
    expect(done).toEqual([1, 2, 3, 4]);
  });

  test('a chunk that fails takes the one behind it along, and only then is the import cancelled', async () => {
    const books = new SlowBooks();
    const writing = writeImport(books, begin, chunksOf(4), 4, new AbortController().signal);
    await nextTurn();
    await books.finish({ ok: false, error: { code: 'diskFull', message: '磁盘满了。没有写入任何人。' } });
    expect(books.heard).toEqual(['stage 0', 'stage 1']);
    await books.finish();
    expect(errorOf(await writing).code).toBe('diskFull');
    expect(books.heard).toEqual(['stage 0', 'stage 1', 'cancel']);
    expect([books.staged, books.books]).toEqual([[], []]);
  });

  test('取消 at any chunk, the last one too, writes nothing', async () => {
    for (const at of [0, 1, 2, 3]) {
      const books = new SlowBooks();
      const stopper = new AbortController();
      const writing = writeImport(books, begin, chunksOf(4), 4, stopper.signal);
      await nextTurn();
      for (let chunk = 0; chunk < 4; chunk += 1) {
        if (chunk === at) stopper.abort();
        await books.finish();
      }
      expect(errorOf(await writing).code, `at ${at}`).toBe('cancelled');
      expect([books.heard.at(-1), books.books], `at ${at}`).toEqual(['cancel', []]);
    }
  });
});
