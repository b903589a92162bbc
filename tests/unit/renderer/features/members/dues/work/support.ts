import { DuesSession } from '../../../../../../../renderer/features/members/dues/work/session.ts';
import { PayrollSession } from '../../../../../../../renderer/features/members/dues/work/payroll.ts';
import type { PayrollUse } from '../../../../../../../renderer/features/members/dues/work/payrollSheet.ts';
import type { PayrollReport } from '../../../../../../../renderer/features/members/dues/work/payroll.ts';
import type { PayrollVerdict } from '../../../../../../../renderer/features/members/dues/work/payrollVerdict.ts';
import { openSheets } from '../../../../../../../renderer/records/import/readers/open.ts';
import type { RecordData } from '../../../../../../../domain/records/definition.ts';
import type { Result } from '../../../../../../../domain/result.ts';
import type { ImportStore } from '../../../../../../../renderer/records/import/run.ts';
import type { ImportBegin, ImportChange, ImportSummary } from '../../../../../../../renderer/store/port.ts';
import { toXlsx } from '../../../../../../../scripts/fixtures/workbook.ts';
import { valueOf } from '../../../../records/import/support.ts';

interface Book {
  readonly id: string;
  data: RecordData;
  voided: boolean;
}

/** Members and years of dues in memory; what is staged is seen after the commit only. */
export class DuesBooks implements ImportStore {
  readonly books: Record<string, Book[]> = { member: [], duesYear: [] };
  readonly begun: ImportBegin[] = [];
  private staged: ImportChange[] = [];

  add(type: 'member' | 'duesYear', id: string, data: RecordData, voided = false): void {
    this.books[type]?.push({ id, data, voided });
  }
  years(): readonly RecordData[] {
    return (this.books['duesYear'] ?? []).map(({ data }) => data);
  }
  readAll: ImportStore['readAll'] = async (type, _organisation, fields, filters = {}) =>
    (this.books[type] ?? [])
      .filter(({ data }) =>
        Object.entries(filters).every(([key, wanted]) => wanted.includes(data[key] ?? null)),
      )
      .map(({ id, data, voided }) => ({
        id,
        voided,
        data: Object.fromEntries(Object.entries(data).filter(([key]) => fields.includes(key))),
      }));
  importBegin = async (input: ImportBegin): Promise<Result<{ importId: string }>> => {
    this.begun.push(input);
    return { ok: true, value: { importId: 'i1' } };
  };
  importStage = async (_id: string, changes: readonly ImportChange[]): Promise<Result<void>> => {
    this.staged.push(...changes);
    return { ok: true, value: undefined };
  };
  importCancel = async (): Promise<void> => {
    this.staged = [];
  };
  importCommit = async (importId: string): Promise<Result<ImportSummary>> => {
    let [created, changed] = [0, 0];
    for (const change of this.staged) {
      if (change.kind === 'create') {
        created += 1;
        this.add('duesYear', `y${String(this.books['duesYear']?.length)}`, change.data);
        continue;
      }
      const book = this.books['duesYear']?.find(({ id }) => id === change.id);
      if (!book) throw new Error(`no year ${change.id}`);
      changed += 1;
      book.data = { ...book.data, ...change.fields };
    }
    this.staged = [];
    const what = { organisation: 'o1', at: '2026-11-23T14:05:00', userName: '甲测试', fileLabel: '' };
    return { ok: true, value: { importId, ...what, created, changed } };
  };
}

export const joined = { membershipStatus: '02', employmentState: '1', joinDate: '2020-03-18' };

/** Three members, and three who owe nothing, by 工号 1 … 6. */
export function office(): DuesBooks {
  const books = new DuesBooks();
  const people: readonly RecordData[] = [
    { name: '甲测试', employeeNo: '00001', idNumber: '44000019900101001X', ...joined },
    { name: '乙样例', employeeNo: '00002', ...joined },
    { name: '丙演示', employeeNo: '00003', mobile: '13800001024', ...joined },
    { name: '丁假名', employeeNo: '00004', ...joined, membershipStatus: '00' },
    { name: '戊试填', employeeNo: '00005', ...joined, membershipStatus: '04', membershipDate: '2026-06-30' },
    { name: '己测试', employeeNo: '00006', ...joined, joinDate: '2026-12-01' },
  ];
  for (const [at, data] of people.entries()) books.add('member', `m${at + 1}`, data);
  return books;
}

/** A payroll compared with the books. */
export async function payroll(
  books: DuesBooks,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  month = '2026-10',
  uses: Partial<Record<PayrollUse, number>> = {},
): Promise<{ session: PayrollSession; report: PayrollReport }> {
  const session = new PayrollSession('o1', openSheets);
  valueOf(await session.openFile(new Blob([toXlsx({ headers, rows })]), '工资.xlsx'));
  for (const [use, index] of Object.entries(uses)) valueOf(session.setUse(use as PayrollUse, index));
  return { session, report: valueOf(await session.check(books, month)) };
}

export function verdictsOf(session: PayrollSession): Readonly<Record<string, PayrollVerdict>> {
  const found: Record<string, PayrollVerdict> = {};
  for (const verdict of ['ready', 'differs', 'already', 'notMember', 'notFound', 'refused'] as const)
    for (const line of session.rows(verdict, 0, 100)) found[String(line.number)] = verdict;
  return found;
}

export async function loaded(books: DuesBooks, month: string) {
  const session = new DuesSession('o1');
  const figures = await session.load(books, month);
  return { session, figures, rows: session.rows({ group: 'paying', words: '' }, 0, 100) };
}
