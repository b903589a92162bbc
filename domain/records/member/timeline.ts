import type { FieldValue, RecordData, RecordDefinition } from '../definition.ts';
import { journalOf, readJournal, takesBack } from '../journal.ts';
import type { JournalEvent } from '../journal.ts';

const stateField = 'membershipStatus';

/**
 * One move of a membership as months are counted: on that day from one state to the other by that step. `sign` -1: a
 * counter-event, which moves back what `step` had moved (decisions/0009).
 */
export interface Move {
  readonly date: string;
  readonly step: string;
  readonly from: string;
  readonly to: string;
  readonly sign: 1 | -1;
}

export interface Timeline {
  /** The state before the first move. */
  readonly initial: string;
  /** In the order of their days; each starts from where the one before it led. */
  readonly moves: readonly Move[];
}

const textOf = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '');
const laterOf = (a: string, b: string): string => (a > b ? a : b);

/** The steps by which an imported person must have come into the state they stand in. */
const steps: Readonly<Record<string, string>> = {
  '04': 'keep',
  '05': 'quit',
  '06': 'lapse',
  '07': 'expel',
  '08': 'decease',
  '09': 'transferOut',
};

/**
 * What a record without a journal says by its dates: a member since 入会日期, and where the state is a later one, so since
 * 会籍变化日期. A day that is not known moves nobody: the state then counts as having always been so.
 */
function fromDates(state: string, data: RecordData): Timeline {
  const joined = textOf(data['joinDate']);
  const changed = textOf(data['membershipDate']);
  const step = steps[state];
  if (state !== '02' && state !== '03' && step === undefined) return { initial: state, moves: [] };
  const join: readonly Move[] =
    joined === '' ? [] : [{ date: joined, step: 'join', from: '00', to: '02', sign: 1 }];
  if (step === undefined) return { initial: joined === '' ? state : '00', moves: join };
  const isOrdered = changed !== '' && (joined === '' || changed >= joined);
  if (!isOrdered) return { initial: state, moves: [] };
  const moves: readonly Move[] = [...join, { date: changed, step, from: '02', to: state, sign: 1 }];
  // Somebody of whom only the death is known may never have been a member.
  if (joined === '' && state === '08') return { initial: state, moves: [] };
  return { initial: joined === '' ? '02' : '00', moves };
}

/** What was before the journal begins, as far as the record still says. */
function beforeJournal(first: JournalEvent, events: readonly JournalEvent[], data: RecordData): Timeline {
  const joined = textOf(data['joinDate']);
  // A later joining has written its own day over the first one's.
  const isOwn =
    joined !== '' && joined <= first.date && !events.some(({ to, step }) => to === '02' && step === 'join');
  if (!isOwn || (first.from !== '02' && first.from !== '03')) return { initial: first.from, moves: [] };
  return fromDates(first.from, { joinDate: joined });
}

/** The end of the reporting period a day lies in: a month that ends on its `closingDay`. */
function periodOf(date: string, closingDay: number): string {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return String(Number(date.slice(8, 10)) > closingDay ? month + 1 : month);
}

/**
 * The states of one membership over time, for reports: from the journal, and from the dates of a record that has none.
 * A counter-event of the same period removes what it takes back, as if neither had been; one of a later period moves back
 * in its own, because the earlier one may have been reported; what follows it counts from then on and not before.
 */
export function membershipTimeline(
  definition: RecordDefinition,
  data: RecordData,
  closingDay = 31,
): Timeline {
  const journal = journalOf(definition, stateField);
  const events = journal ? readJournal(data[journal.field]) : [];
  const [first] = events;
  if (!first) return fromDates(textOf(data[stateField]) || '00', data);
  const { initial, moves: earlier } = beforeJournal(first, events, data);
  const moves: Move[] = [...earlier];
  const standing: Move[] = [];
  let floor = moves.at(-1)?.date ?? '';
  for (const event of events) {
    const date = laterOf(event.date, floor);
    if (!takesBack(definition, event)) {
      const move: Move = { ...event, date, sign: 1 };
      moves.push(move);
      standing.push(move);
      floor = date;
      continue;
    }
    const undone = standing.pop();
    if (!undone) continue;
    if (moves.at(-1) === undone && periodOf(undone.date, closingDay) === periodOf(date, closingDay)) {
      moves.pop();
      floor = moves.at(-1)?.date ?? '';
      continue;
    }
    moves.push({ date, step: undone.step, from: undone.to, to: undone.from, sign: -1 });
    floor = date;
  }
  return { initial, moves };
}

/** The state at the end of a day. */
export function stateOn({ initial, moves }: Timeline, day: string): string {
  return moves.findLast(({ date }) => date <= day)?.to ?? initial;
}
