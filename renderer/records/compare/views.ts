import { mask } from '../../../domain/rules/mask.ts';
import { showMasked, showValue } from '../ui/values.ts';
import { standingOf } from './standing.ts';
import { reasonWords, sourceLabels, standingWords } from './words.ts';
import { sources } from './types.ts';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Bearings, Standing } from './standing.ts';
import type { Comparison, Entry, Lists, Source } from './types.ts';

/** The two lists of people. */
export type PeopleList = 'notJoined' | 'notReleased';
/** Of such a list only some: for whom its step can be done here, whom our books lack, whom the register lacks. */
export type PeopleFilter = 'all' | 'ready' | 'notInBooks' | 'registerLacks';

/** One of the lists, as far as it is narrowed. */
export type Listing =
  | { readonly kind: PeopleList; readonly filter: PeopleFilter }
  | { readonly kind: 'differences'; readonly field?: string }
  | { readonly kind: 'doubts' };

interface Named {
  readonly title: string;
  readonly subtitle: string;
  readonly tree: string;
}

export interface PersonView extends Named {
  readonly identity: number;
  readonly says: Readonly<Record<Source, string>>;
  /** Id of our record; nothing can be done here about who has none. */
  readonly id?: string;
}

export interface DifferenceView extends Named {
  readonly line: number;
  readonly field: string;
  /** As a list may show it: masked where the field is. */
  readonly values: Readonly<Record<Source, string>>;
  /** Alike where they are shown: the difference lies in what is hidden. */
  readonly hidden: boolean;
  readonly id?: string;
}

/** One entry of people who may be one. */
export interface DoubtView extends Named {
  readonly group: number;
  /** The first of its group: it says why, and carries the question. */
  readonly first: boolean;
  readonly why: string;
  readonly source: string;
  readonly row?: number;
  readonly numbers: string;
  readonly pair?: string;
}

/** What of a comparison stands on the screen; everything else stays in the worker. */
export class CompareViews {
  readonly definition: RecordDefinition;
  readonly comparison: Comparison;
  private readonly bearings: Bearings;
  private readonly lists: Lists;
  private doubtRows: readonly (readonly [group: number, source: Source, place: number])[] | undefined;

  constructor(definition: RecordDefinition, bearings: Bearings, lists: Lists, comparison: Comparison) {
    this.definition = definition;
    this.bearings = bearings;
    this.lists = lists;
    this.comparison = comparison;
  }

  standing(identity: number): Standing {
    const known = this.comparison.identities[identity] ?? {};
    return standingOf(this.definition, this.bearings, this.lists, known);
  }

  /** Identities of a list that a filter leaves. */
  chosen(list: PeopleList, filter: PeopleFilter): readonly number[] {
    const all = this.comparison[list];
    if (filter === 'all') return all;
    return all.filter((identity) => {
      const { ours, inRegister, inOurs } = this.standing(identity);
      if (filter === 'registerLacks') return inRegister === false;
      if (filter === 'notInBooks') return ours === undefined;
      return ours !== undefined && (list === 'notReleased' || !inOurs);
    });
  }

  /** Percent of our people in post whom HR's list lacks; 0 without such a list. */
  missingShare(): number {
    if (!this.lists.hr) return 0;
    const { isPresent } = this.bearings.presence;
    let present = 0;
    let missing = 0;
    for (const { ours, hr } of this.comparison.identities) {
      const entry = ours === undefined ? undefined : this.lists.ours.entries[ours];
      if (!entry || !isPresent(entry.data)) continue;
      present += 1;
      if (hr === undefined) missing += 1;
    }
    return present === 0 ? 0 : (missing / present) * 100;
  }

  person(identity: number): PersonView {
    const standing = this.standing(identity);
    const id = standing.ours?.id;
    return {
      identity,
      ...this.names(standing),
      says: standingWords(this.definition, this.bearings, standing),
      ...(id === undefined ? {} : { id }),
    };
  }

  /** Lines of one field, or of all: their places in the comparison. */
  lines(field?: string): readonly number[] {
    const { differences } = this.comparison;
    return differences.flatMap((line, at) => (field === undefined || line.field === field ? [at] : []));
  }

  difference(line: number, reveal = false): DifferenceView | undefined {
    const difference = this.comparison.differences[line];
    const field = difference && this.definition.fields[difference.field];
    if (!difference || !field) return undefined;
    const show = (value: FieldValue | undefined): string =>
      reveal ? showValue(field, value) : showMasked(field, value);
    const standing = this.standing(difference.identity);
    const { values } = difference;
    const shown = { hr: show(values.hr), register: show(values.register), ours: show(values.ours) };
    const told = Object.values(shown).filter((text) => text !== '');
    const id = standing.ours?.id;
    return {
      line,
      field: difference.field,
      values: shown,
      hidden: new Set(told).size === 1,
      ...this.names(standing),
      ...(id === undefined ? {} : { id }),
    };
  }

  /** Our records that stand in a listing. */
  idsIn(listing: Listing): readonly string[] {
    const identities =
      listing.kind === 'doubts'
        ? this.comparison.doubts.flatMap((doubt) => doubt.identities)
        : listing.kind === 'differences'
          ? this.lines(listing.field).map((line) => this.comparison.differences[line]?.identity ?? -1)
          : this.chosen(listing.kind, listing.filter);
    return [...new Set(identities)].flatMap((identity) => this.standing(identity).ours?.id ?? []);
  }

  get doubtCount(): number {
    return this.doubtLines().length;
  }

  doubt(at: number): DoubtView | undefined {
    const line = this.doubtLines()[at];
    const doubt = line && this.comparison.doubts[line[0]];
    if (!doubt) return undefined;
    const [group, source, place] = line;
    const entry: Entry = this.lists[source]?.entries[place] ?? { data: {} };
    const first = this.doubtLines()[at - 1]?.[0] !== group;
    return {
      group,
      first,
      why: first ? doubt.reasons.map((reason) => reasonWords(this.definition, reason)).join('；') : '',
      source: sourceLabels(this.definition)[source],
      ...nameParts(this.definition, [entry]),
      numbers: this.numbers(entry),
      ...(entry.row === undefined ? {} : { row: entry.row }),
      ...(first && doubt.pair !== undefined ? { pair: doubt.pair } : {}),
    };
  }

  private doubtLines(): readonly (readonly [number, Source, number])[] {
    this.doubtRows ??= this.comparison.doubts.flatMap(({ identities }, group) =>
      identities.flatMap((identity) =>
        sources.flatMap((source) => {
          const place = this.comparison.identities[identity]?.[source];
          return place === undefined ? [] : [[group, source, place] as const];
        }),
      ),
    );
    return this.doubtRows;
  }

  /** What could tell them apart, in part. */
  private numbers({ data }: Entry): string {
    return Object.entries(this.definition.fields)
      .flatMap(([key, field]) => {
        const value = data[key];
        return field.sensitivity === 'masked' && field.mask && typeof value === 'string' && value !== ''
          ? [mask(field.mask, value)]
          : [];
      })
      .join('\u3000');
  }

  private names({ ours, hr, register }: Standing): Named {
    return nameParts(
      this.definition,
      [ours, hr, register].filter((entry) => entry !== undefined),
    );
  }
}

/** Name, number and place, each from the first list that has it: ours, then HR's. */
function nameParts(definition: RecordDefinition, entries: readonly Entry[]): Named {
  const first = (key: string | undefined): string => {
    const found = entries
      .map(({ data }) => data[key ?? ''])
      .find((value) => typeof value === 'string' && value !== '');
    return typeof found === 'string' ? found : '';
  };
  return {
    title: first(definition.titleField),
    subtitle: first(definition.subtitleField),
    tree: first(definition.treeField),
  };
}
