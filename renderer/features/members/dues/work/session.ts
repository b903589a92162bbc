import { ok } from '../../../../../domain/result.ts';
import type { Result } from '../../../../../domain/result.ts';
import { definition as duesDefinition } from '../../../../../domain/records/types/duesYear.ts';
import { writeImport } from '../../../../records/import/run.ts';
import type { ImportStore } from '../../../../records/import/run.ts';
import type { ImportSummary } from '../../../../store/port.ts';
import { chunksOf } from './changes.ts';
import { figuresOf, isIn, linesOf } from './ledger.ts';
import type { DuesFigures, DuesGroup, DuesLine } from './ledger.ts';
import { firstMonth, payersOf, readBooks } from './people.ts';
import type { Payer } from './people.ts';
import { planRegistration } from './register.ts';
import type { Registration } from './register.ts';

export interface DuesWish {
  readonly group: DuesGroup;
  /** In 工号, 姓名 or 部门. */
  readonly words: string;
}

export interface RegistrationOutcome {
  /** Absent when there was nothing to write. */
  readonly act?: ImportSummary;
  readonly people: number;
  readonly cents: number;
  readonly skipped: readonly { readonly id: string; readonly title: string; readonly message: string }[];
}

/** The books of dues of one organisation. It lives in a worker: the page gets figures and the rows in sight. */
export class DuesSession {
  private readonly organisation: string;
  private payers: ReadonlyMap<string, Payer> = new Map();
  private since: string | undefined;
  private lines: readonly DuesLine[] = [];
  private found: { readonly key: string; readonly lines: readonly DuesLine[] } | undefined;

  constructor(organisation: string) {
    this.organisation = organisation;
  }

  /** Reads the books and makes the list of a month (`YYYY-MM`). */
  async load(
    store: Pick<ImportStore, 'readAll'>,
    month: string,
  ): Promise<DuesFigures & { readonly doubled: number }> {
    const { members, years } = await readBooks(store, this.organisation, month);
    const { payers, doubled } = payersOf(members, years);
    this.payers = new Map(payers.map((payer) => [payer.id, payer]));
    this.since = firstMonth(payers);
    this.lines = linesOf(payers, month, this.since);
    this.found = undefined;
    return { ...figuresOf(this.lines, month, this.since), doubled: doubled.length };
  }

  count(wish: DuesWish): number {
    return this.matching(wish).length;
  }

  rows(wish: DuesWish, offset: number, limit: number): readonly DuesLine[] {
    return this.matching(wish).slice(offset, offset + limit);
  }

  ids(wish: DuesWish): readonly string[] {
    return this.matching(wish).map((line) => line.id);
  }

  /** Ids of the year records behind these people, for the ordinary export; those not begun have none. */
  recordIds(wish: DuesWish, year: number): readonly string[] {
    return this.matching(wish).flatMap((line) => this.payers.get(line.id)?.years.get(year)?.id ?? []);
  }

  private matching({ group, words }: DuesWish): readonly DuesLine[] {
    const key = `${group} ${words}`;
    if (this.found?.key === key) return this.found.lines;
    const wanted = words.split(/\s+/).filter((word) => word !== '');
    const lines = this.lines.filter(
      (line) =>
        isIn(line, group) &&
        wanted.every(
          (word) =>
            line.employeeNo.includes(word) || line.name.includes(word) || line.department.includes(word),
        ),
    );
    this.found = { key, lines };
    return lines;
  }

  /** What 登记已缴 would take, without writing. */
  registrationOf(wish: Registration): Omit<RegistrationOutcome, 'act'> {
    const { people, cents, skipped } = planRegistration(this.payers, this.since, wish);
    return { people, cents, skipped };
  }

  /** 登记已缴 for many people as one act, which can be taken back like an import. */
  async register(store: ImportStore, wish: Registration): Promise<Result<RegistrationOutcome>> {
    const plan = planRegistration(this.payers, this.since, wish);
    const { changes, people, cents, skipped } = plan;
    if (changes.length === 0) return ok({ people, cents, skipped });
    const written = await writeImport(
      store,
      {
        type: duesDefinition.type,
        organisation: this.organisation,
        fileLabel: `${wish.month} 会费已缴`,
        coverage: 'extra',
        rows: changes.length,
        act: `登记 ${wish.month} 会费已缴`,
      },
      chunksOf(changes),
      changes.length,
      new AbortController().signal,
    );
    return written.ok ? ok({ act: written.value, people, cents, skipped }) : written;
  }
}
