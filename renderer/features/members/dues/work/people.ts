import type { FieldValue, RecordData } from '../../../../../domain/records/definition.ts';
import type { MembershipFacts, MonthAccount } from '../../../../../domain/rules/dues.ts';
import { accountOf, monthKey, monthNumbers } from '../../../../../domain/records/dues/months.ts';
import { definition as duesYear } from '../../../../../domain/records/types/duesYear.ts';
import { isEmpty } from '../../../../../domain/records/validate.ts';
import type { ImportStore } from '../../../../records/import/run.ts';
import type { BookRecord } from '../../../../records/import/verdict/types.ts';

/** Fields of a member file that dues ask for; identity and phone for finding the person of a payroll row. */
export const memberFields = [
  'idNumber',
  'employeeNo',
  'name',
  'mobile',
  'department',
  'employmentState',
  'leaveDate',
  'membershipStatus',
  'joinDate',
  'membershipDate',
] as const;

const leftJob = '9';

/**
 * Reads what the dues of a month need: the members, and the year of the month with the one before it. Older years stay
 * where they are: five of them, joined for every look at the list, cost many seconds for 8,000 people.
 */
export async function readBooks(
  store: Pick<ImportStore, 'readAll'>,
  organisation: string,
  month: string,
): Promise<{ readonly members: readonly BookRecord[]; readonly years: readonly BookRecord[] }> {
  const year = Number(month.slice(0, 4));
  const [members, years] = await Promise.all([
    store.readAll('member', organisation, memberFields),
    store.readAll(duesYear.type, organisation, Object.keys(duesYear.fields), { year: [year - 1, year] }),
  ]);
  return { members, years };
}

const textOf = (data: RecordData, key: string): string => {
  const value = data[key];
  return typeof value === 'string' ? value : '';
};

/** What a member file says of who pays. */
export function factsOf(data: RecordData): MembershipFacts {
  return {
    status: textOf(data, 'membershipStatus'),
    joinDate: textOf(data, 'joinDate'),
    changedOn: textOf(data, 'membershipDate'),
    leftJob: textOf(data, 'employmentState') === leftJob,
    leaveDate: textOf(data, 'leaveDate'),
  };
}

/** One person of the roster with all years of dues. */
export interface Payer {
  readonly id: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly department: string;
  readonly facts: MembershipFacts;
  readonly years: ReadonlyMap<number, Year>;
}

export interface Year {
  /** The record that is written to. */
  readonly id: string;
  readonly data: RecordData;
}

/**
 * Joins members and years. Two PCs that were never connected may each have begun a year for one person: the record of
 * the smaller id counts, and months that only the other one holds are read from there, so nothing paid is lost or counted
 * twice. `doubled` names them.
 */
export function payersOf(
  members: readonly BookRecord[],
  years: readonly BookRecord[],
): { readonly payers: readonly Payer[]; readonly doubled: readonly string[] } {
  const byMember = new Map<string, Map<number, Year>>();
  const doubled: string[] = [];
  for (const record of [...years].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const member = textOf(record.data, 'memberId');
    const year = record.data['year'];
    if (record.voided || typeof year !== 'number') continue;
    const known = byMember.get(member) ?? new Map<number, Year>();
    byMember.set(member, known);
    const first = known.get(year);
    known.set(
      year,
      first === undefined
        ? { id: record.id, data: record.data }
        : { id: first.id, data: filledUp(first.data, record.data) },
    );
    if (first !== undefined) doubled.push(record.id);
  }
  const payers = members.flatMap(({ id, data, voided }): readonly Payer[] =>
    voided
      ? []
      : [
          {
            id,
            employeeNo: textOf(data, 'employeeNo'),
            name: textOf(data, 'name'),
            department: textOf(data, 'department'),
            facts: factsOf(data),
            years: byMember.get(id) ?? noYears,
          },
        ],
  );
  return { payers, doubled };
}

const noYears: ReadonlyMap<number, Year> = new Map();

function filledUp(first: RecordData, other: RecordData): RecordData {
  const data: Record<string, FieldValue> = { ...first };
  for (const [key, value] of Object.entries(other)) data[key] ??= value;
  return data;
}

/** What is written down for a person of a month (`YYYY-MM`), with what was agreed for it in an earlier year. */
export function accountIn(payer: Payer, month: string): MonthAccount & { readonly base?: number } {
  const year = Number(month.slice(0, 4));
  const data = payer.years.get(year)?.data;
  const number = month.slice(5);
  if (data !== undefined) return accountOf(data, number);
  const agreed = agreedFor(payer, year);
  return { ...(agreed === undefined ? {} : { due: agreed }), exempt: false };
}

/** The amount agreed with somebody without fixed income: of that year, else of the last one before it. */
export function agreedFor(payer: Payer, year: number): number | undefined {
  const last = [...payer.years.keys()].filter((each) => each <= year).sort((a, b) => b - a)[0];
  const agreed = last === undefined ? undefined : payer.years.get(last)?.data['agreed'];
  return typeof agreed === 'number' ? agreed : undefined;
}

/** The first month of these years that anything was entered for anybody: what lies before it is not counted here. */
export function firstMonth(payers: readonly Payer[]): string | undefined {
  let first: string | undefined;
  for (const { years } of payers) {
    for (const [year, { data }] of years) {
      if (first !== undefined && year > Number(first.slice(0, 4))) continue;
      const number = monthNumbers.find(
        (each) => !isEmpty(data[monthKey('due', each)]) || !isEmpty(data[monthKey('paid', each)]),
      );
      const month = number === undefined ? undefined : `${year}-${number}`;
      if (month !== undefined && (first === undefined || month < first)) first = month;
    }
  }
  return first;
}
