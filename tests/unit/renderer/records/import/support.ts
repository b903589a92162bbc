import { definition } from '../../../../../domain/records/types/member.ts';
import { ImportSession } from '../../../../../renderer/records/import/session.ts';
import { toXlsx } from '../../../../../scripts/fixtures/workbook.ts';
import type { RecordData, RecordDefinition } from '../../../../../domain/records/definition.ts';
import type { ImportStore } from '../../../../../renderer/records/import/run.ts';
import type { AnalysisReport } from '../../../../../renderer/records/import/session.ts';
import type { Coverage } from '../../../../../renderer/records/import/verdict/types.ts';
import type { ImportChange } from '../../../../../renderer/store/port.ts';
import type { Failure, Result } from '../../../../../domain/result.ts';

export interface Book {
  readonly id: string;
  data: RecordData;
  voided: boolean;
}

/** The part of the store that imports use, in memory: staged changes are seen only after the commit. */
export class BooksInMemory implements ImportStore {
  readonly books: Book[];
  staged: ImportChange[] = [];
  cancelled = 0;
  failStageAt = Number.POSITIVE_INFINITY;
  private calls = 0;

  constructor(books: readonly RecordData[] = []) {
    this.books = books.map((data, index) => ({ id: `b${index + 1}`, data, voided: false }));
  }

  readAll = (): Promise<readonly Book[]> => Promise.resolve(this.books);
  importBegin = (): Promise<Result<{ importId: string }>> =>
    Promise.resolve({ ok: true, value: { importId: 'i1' } });
  importStage = (_id: string, changes: readonly ImportChange[]): Promise<Result<void>> => {
    this.calls += 1;
    if (this.calls >= this.failStageAt) {
      return Promise.resolve({
        ok: false,
        error: { code: 'diskFull', message: '磁盘满了。没有写入任何人。请清理磁盘再试。' },
      });
    }
    this.staged.push(...changes);
    return Promise.resolve({ ok: true, value: undefined });
  };
  importCancel = (): Promise<void> => {
    this.staged = [];
    this.cancelled += 1;
    return Promise.resolve();
  };
  importCommit: ImportStore['importCommit'] = () => {
    let created = 0;
    let changed = 0;
    for (const change of this.staged) {
      if (change.kind === 'create') {
        created += 1;
        this.books.push({ id: `b${this.books.length + 1}`, data: change.data, voided: false });
        continue;
      }
      const book = this.books.find(({ id }) => id === change.id);
      if (!book) throw new Error(`no record ${change.id}`);
      changed += 1;
      const step = change.kind === 'transition' ? definition.transitions?.[change.name] : undefined;
      book.data = { ...book.data, ...change.fields, ...(step ? { [step.field]: step.to } : {}) };
    }
    this.staged = [];
    return Promise.resolve({
      ok: true,
      value: {
        importId: 'i1',
        organisation: '',
        at: '2026-11-23T14:05:00',
        userName: '甲测试',
        fileLabel: '',
        created,
        changed,
      },
    });
  };
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

export function errorOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error('expected a failure');
  return result.error;
}

export interface Analysed {
  readonly session: ImportSession;
  readonly report: AnalysisReport;
  readonly books: BooksInMemory;
}

/** Opens a small sheet and compares it with the books. */
export async function analyse(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  books: readonly RecordData[] | BooksInMemory = [],
  coverage: Coverage = { kind: 'all' },
  of: RecordDefinition = definition,
): Promise<Analysed> {
  const store = books instanceof BooksInMemory ? books : new BooksInMemory(books);
  const session = new ImportSession(of, 'org1');
  valueOf(await session.openFile(toXlsx({ headers, rows }), '花名册.xlsx'));
  session.setCoverage(coverage);
  return { session, report: valueOf(await session.analyse(store)), books: store };
}
