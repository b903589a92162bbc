import { countChanges, leavers } from './plan.ts';
import { rowVerdicts } from './types.ts';
import type { Books } from './books.ts';
import type { Decisions } from './decisions.ts';
import type { Judgement } from './judge.ts';
import type { RowVerdict } from './types.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';

export interface ColumnCounts {
  readonly field: string;
  readonly label: string;
  readonly filled: number;
  readonly changed: number;
  readonly cleared: number;
  readonly on: boolean;
  /** Changes that wait for a tick of their own. */
  readonly needTick: number;
}

export interface Summary {
  /** Rows of the sheet that are people; the sum of `counts`. */
  readonly rows: number;
  readonly counts: Readonly<Record<RowVerdict, number>>;
  readonly missing: number;
  readonly expected: number;
  /** Set while too many are missing and the clerk has not said that this is right. */
  readonly stop?: string;
  readonly columns: readonly ColumnCounts[];
  /** Needed to report and empty in the new records (信息待补, K4). */
  readonly gaps: readonly { readonly field: string; readonly label: string; readonly count: number }[];
  /** New records that start in another state than was said of the sheet, by who they are (K1). */
  readonly startingOtherwise: readonly { readonly label: string; readonly count: number }[];
  readonly rowsWithNotices: number;
  /** Steps that wait for a date (or another asked field) which the sheet does not give, by transition. */
  readonly stepsWaiting: readonly {
    readonly name: string;
    readonly label: string;
    readonly lacks: readonly string[];
    readonly count: number;
  }[];
  readonly stepsToTick: number;
  /** People who will be written, and what of. */
  readonly willWrite: {
    readonly people: number;
    readonly created: number;
    readonly edited: number;
    readonly steps: number;
  };
}

const missingLimit = 0.15;

/** The numbers of the result screen. Each opens its rows; together the row verdicts add up to the sheet. */
export function summarise(
  definition: RecordDefinition,
  books: Books,
  judgement: Judgement,
  decisions: Decisions,
  baseline: readonly ColumnCounts[] | undefined,
): Summary {
  const counts = Object.fromEntries(rowVerdicts.map((verdict) => [verdict, 0])) as Record<RowVerdict, number>;
  const gaps = new Map<string, number>();
  const waiting = new Map<string, { lacks: readonly string[]; count: number }>();
  const otherwise = new Map<string, number>();
  let rowsWithNotices = 0;
  let stepsToTick = 0;
  const write = { people: 0, created: 0, edited: 0, steps: 0 };
  for (const result of judgement.results) {
    counts[result.verdict] += 1;
    if (result.notices) rowsWithNotices += 1;
    for (const field of result.gaps ?? []) gaps.set(field, (gaps.get(field) ?? 0) + 1);
    const { step, startsOtherwise } = result;
    if (startsOtherwise !== undefined)
      otherwise.set(startsOtherwise, (otherwise.get(startsOtherwise) ?? 0) + 1);
    if (step) {
      const lacks = decisions.lacksOf(step);
      if (lacks.length > 0)
        waiting.set(step.name, { lacks, count: (waiting.get(step.name)?.count ?? 0) + 1 });
      if (step.needsTick && !decisions.isTicked(result.record.number, '@step')) stepsToTick += 1;
    }
    const changes = countChanges(result, decisions);
    write.created += changes.created;
    write.edited += changes.edited;
    write.steps += changes.steps;
    if (changes.created + changes.edited + changes.steps > 0) write.people += 1;
  }
  const gone = leavers({ definition, books, decisions }, judgement.missing).length;
  write.people += gone;
  write.steps += gone;
  const stop = stopOf(definition, judgement, decisions);
  const labelOf = (field: string): string => definition.fields[field]?.label ?? field;
  return {
    rows: judgement.results.length,
    counts,
    missing: judgement.missing.length,
    expected: judgement.expected,
    ...(stop === undefined ? {} : { stop }),
    columns: mergeColumns(countColumns(definition, judgement, decisions), baseline, decisions),
    gaps: [...gaps]
      .map(([field, count]) => ({ field, label: labelOf(field), count }))
      .sort((a, b) => b.count - a.count),
    startingOtherwise: [...otherwise].map(([label, count]) => ({ label, count })),
    rowsWithNotices,
    stepsWaiting: [...waiting].map(([name, rest]) => ({
      name,
      label: definition.transitions?.[name]?.label ?? name,
      ...rest,
    })),
    stepsToTick,
    willWrite: write,
  };
}

function stopOf(
  definition: RecordDefinition,
  judgement: Judgement,
  decisions: Decisions,
): string | undefined {
  const share = judgement.expected === 0 ? 0 : judgement.missing.length / judgement.expected;
  if (share <= missingLimit || decisions.acceptsMissing) return undefined;
  const count = judgement.missing.length.toLocaleString('en-US');
  return `系统里有 ${count} ${definition.countWord}不在这份表里，占 ${(share * 100).toFixed(1)} %，可能选错了文件或部门。现在还没有写入任何内容。请核对；确实没错再继续。`;
}

export function countColumns(
  definition: RecordDefinition,
  judgement: Judgement,
  decisions: Decisions,
): readonly ColumnCounts[] {
  const columns = new Map<string, { filled: number; changed: number; cleared: number; needTick: number }>();
  for (const result of judgement.results) {
    for (const diff of result.diffs ?? []) {
      const column = columns.get(diff.field) ?? { filled: 0, changed: 0, cleared: 0, needTick: 0 };
      column[diff.kind] += 1;
      if (diff.needsTick && !decisions.isTicked(result.record.number, diff.field)) column.needTick += 1;
      columns.set(diff.field, column);
    }
  }
  return [...columns].map(([field, counts]) => ({
    field,
    label: definition.fields[field]?.label ?? field,
    ...counts,
    on: true,
  }));
}

/** A column that is switched off still shows what it would have changed. */
function mergeColumns(
  now: readonly ColumnCounts[],
  baseline: readonly ColumnCounts[] | undefined,
  decisions: Decisions,
): readonly ColumnCounts[] {
  const off = (baseline ?? [])
    .filter((column) => decisions.switchedOff.has(column.field))
    .map((column) => ({ ...column, on: false }));
  const weight = (column: ColumnCounts): number => column.filled + column.changed + column.cleared;
  return [...now, ...off].sort((a, b) => weight(b) - weight(a));
}
