import type { FieldValue, ReportDefinition } from '../../../domain/records/definition.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { ReportAnswer, ReportAsked, ReportFigure, ReportGroup, ReportNames } from '../reportPort.ts';
import { readEnvelopes } from '../units/read.ts';
import type { StoredType } from '../units/types.ts';
import type { Envelope } from '../work/envelope.ts';
import type { Ledger } from './ledger.ts';
import { byPlace, readBlock } from './queries.ts';
import { notYours, unreadable } from './view.ts';

interface Counted {
  readonly value: FieldValue;
  readonly sums: Record<string, number>;
  /** Column → who adds to it, and by how much. */
  readonly people: Map<string, { id: string; amount: number }[]>;
}

interface Counting {
  readonly asked: string;
  readonly groups: readonly Counted[];
  readonly counted: number;
}

/** The last counting of each session, so that the names behind a figure are those it was counted from. */
const countings = new WeakMap<Ledger, Counting>();

const groupValue = (asked: ReportAsked, envelope: Envelope): FieldValue =>
  asked.by === '@organisation' ? envelope.organisation : (envelope.data[asked.by] ?? null);

function add(
  groups: Map<string, Counted>,
  value: FieldValue,
  id: string,
  sums: Readonly<Record<string, number>>,
): void {
  const key = JSON.stringify(value);
  const group: Counted = groups.get(key) ?? { value, sums: {}, people: new Map() };
  groups.set(key, group);
  for (const [column, amount] of Object.entries(sums)) {
    group.sums[column] = (group.sums[column] ?? 0) + amount;
    const people = group.people.get(column) ?? [];
    people.push({ id, amount });
    group.people.set(column, people);
  }
}

async function countAll(
  ledger: Ledger,
  stored: StoredType,
  report: ReportDefinition,
  asked: ReportAsked,
): Promise<Result<Counting>> {
  const { type, organisations } = asked;
  const ids = byPlace(ledger, type, stored.index.ids({ type, organisations }));
  const groups = new Map<string, Counted>();
  let counted = 0;
  for (let at = 0; at < ids.length; at += readBlock) {
    const { found, unreadable: bad } = await readEnvelopes(ledger, type, ids.slice(at, at + readBlock));
    // A figure that silently leaves people out is worse than none.
    if (bad.length > 0) return unreadable(stored, bad);
    for (const envelope of found.values()) {
      counted += 1;
      const sums = report.tally(stored.definition, envelope.data, asked.period);
      if (Object.keys(sums).length > 0) add(groups, groupValue(asked, envelope), envelope.id, sums);
    }
  }
  return ok({ asked: JSON.stringify(asked), groups: [...groups.values()], counted });
}

/** Counts a declared report over all records of its organisations, voided ones left out. */
export async function report(ledger: Ledger, asked: ReportAsked): Promise<Result<ReportAnswer>> {
  const stored = ledger.types.get(asked.type);
  const declared = stored?.definition.reports?.[asked.report];
  if (stored === undefined) return notYours;
  if (declared === undefined || !(asked.by === '@organisation' || declared.dividedBy.includes(asked.by)))
    return fail('unknownReport', '没有这张报表，没有算出任何数字。请更新程序后再试。');
  const counting = await countAll(ledger, stored, declared, asked);
  if (!counting.ok) return counting;
  countings.set(ledger, counting.value);
  const groups = counting.value.groups.map(({ value, sums }): ReportGroup => ({ value, sums }));
  return ok({ groups, counted: counting.value.counted });
}

/** Nothing when another report has been counted since: the screen asks for its figures again first. */
export function reportNames(
  ledger: Ledger,
  asked: ReportAsked,
  figure: ReportFigure,
  offset: number,
  limit: number,
): ReportNames {
  const counting = countings.get(ledger);
  const index = ledger.types.get(asked.type)?.index;
  if (index === undefined || counting?.asked !== JSON.stringify(asked)) return { total: 0, rows: [] };
  const wanted = figure.group === undefined ? undefined : JSON.stringify(figure.group);
  const people = counting.groups
    .filter(({ value }) => wanted === undefined || JSON.stringify(value) === wanted)
    .flatMap((group) => group.people.get(figure.column) ?? []);
  const rows = people.slice(offset, offset + limit).flatMap(({ id, amount }) => {
    const row = index.get(id);
    return row === undefined ? [] : [{ row, amount }];
  });
  return { total: people.length, rows };
}
