import { isPersonal } from './acts.ts';
import { sources } from './types.ts';
import type { UnknownWord } from '../import/readRecords.ts';
import type { ReadList } from './sheet.ts';
import type { Lists, SheetSource, Source } from './types.ts';
import type { CompareViews, PeopleFilter } from './views.ts';

/** How many of a list of people a filter leaves. */
export type FilterCounts = Readonly<Record<PeopleFilter, number>>;

export interface FieldCount {
  readonly field: string;
  readonly label: string;
  readonly count: number;
  /** Changed as a whole column, or one by one. */
  readonly whole: boolean;
}

export interface CompareReport {
  /** People in each list that was given. */
  readonly rows: Readonly<Partial<Record<Source, number>>>;
  /** Different people in all of them together. */
  readonly people: number;
  readonly notJoined: FilterCounts;
  readonly notReleased: FilterCounts;
  readonly differences: number;
  /** Most frequent first. */
  readonly fields: readonly FieldCount[];
  /** Groups of people who may be one, and the lines that show them. */
  readonly doubts: number;
  readonly doubtLines: number;
  /** Of our people in post how many HR's list lacks, in percent; so many make a wrong file likely (K6). */
  readonly missingShare: number;
  readonly hiddenNumbers: number;
  readonly faulty: number;
  readonly unknownWords: readonly UnknownWord[];
  readonly unread: readonly string[];
}

const filters: readonly PeopleFilter[] = ['all', 'ready', 'notInBooks', 'registerLacks'];

export function reportOf(
  views: CompareViews,
  lists: Lists,
  read: ReadonlyMap<SheetSource, ReadList>,
): CompareReport {
  const { definition, comparison } = views;
  const countsOf = (list: 'notJoined' | 'notReleased'): FilterCounts => {
    const [all, ready, notInBooks, registerLacks] = filters.map((f) => views.chosen(list, f).length);
    return {
      all: all ?? 0,
      ready: ready ?? 0,
      notInBooks: notInBooks ?? 0,
      registerLacks: registerLacks ?? 0,
    };
  };
  const counts = new Map<string, number>();
  for (const { field } of comparison.differences) counts.set(field, (counts.get(field) ?? 0) + 1);
  const sheets = [...read.values()];
  const sum = (of: (sheet: ReadList) => number): number => sheets.reduce((all, sheet) => all + of(sheet), 0);
  return {
    rows: Object.fromEntries(
      sources.flatMap((source) => {
        const list = lists[source];
        return list ? [[source, list.entries.length]] : [];
      }),
    ),
    people: comparison.identities.length,
    notJoined: countsOf('notJoined'),
    notReleased: countsOf('notReleased'),
    differences: comparison.differences.length,
    fields: [...counts]
      .map(([field, count]) => ({
        field,
        count,
        label: definition.fields[field]?.label ?? field,
        whole: !isPersonal(definition, field) && definition.fields[field]?.stateOf === undefined,
      }))
      .sort((a, b) => b.count - a.count),
    doubts: comparison.doubts.length,
    doubtLines: views.doubtCount,
    missingShare: views.missingShare(),
    hiddenNumbers: sum((sheet) => sheet.hiddenNumbers),
    faulty: sum((sheet) => sheet.faulty),
    unknownWords: sheets.flatMap((sheet) => sheet.unknownWords),
    unread: [...new Set(sheets.flatMap((sheet) => sheet.unread))],
  };
}
