import { isoDateOf } from '../../../domain/rules/calendar.ts';
import type { Query } from '../../store/index/port.ts';
import { whenInWords } from '../../records/ui/words.ts';
import type { Workspace } from '../../records/ui/workspace.tsx';
import { blanks, fieldsFor, gather } from '../gather.ts';
import { gap } from '../words.ts';
import type { Cut, PaperDefinition, PaperPage } from '../paper.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';

/** Whom the clerk chose before coming to the desk. */
export interface Chosen {
  readonly query: Query;
  /** Of the query only these; undefined = all it finds. */
  readonly ids?: readonly string[] | undefined;
  readonly total: number;
}

/** What the clerk wants, as the boxes of the desk stand. */
export interface Wish {
  readonly paper: PaperDefinition;
  readonly cut: Cut;
  readonly reveal: boolean;
  readonly reason: string;
  /** Empty forms; undefined = filled for whom was chosen. */
  readonly copies: number | undefined;
  readonly answers: Readonly<Record<string, string>>;
}

export interface LaidOut {
  readonly paper: PaperDefinition;
  readonly pages: readonly PaperPage[];
  /** People on it; 0 for empty forms. */
  readonly people: number;
  readonly refused: number;
  readonly stamp: string;
}

export function wishFor(paper: PaperDefinition): Wish {
  return {
    paper,
    cut: paper.cuts[0] ?? 'unit',
    reveal: paper.numbers === 'full',
    reason: paper.purpose ?? '',
    copies: undefined,
    answers: Object.fromEntries((paper.asks ?? []).map(({ key, value }) => [key, value])),
  };
}

/** Reads who was chosen, which the log has before a value arrives, and lays out the pages. */
export async function layOut(
  workspace: Workspace,
  definition: RecordDefinition,
  chosen: Chosen,
  wish: Wish,
  now: Date,
): Promise<Result<LaidOut>> {
  const { store, scope, user } = workspace;
  const { paper, cut, answers } = wish;
  const today = isoDateOf(now);
  const clock = whenInWords(now.toISOString(), now).replace('今天', today);
  const common = { paper, stamp: `打印：${clock}${gap(1)}${user.name}` };
  const order = { definition, cut, answers, today, by: user.name };
  if (wish.copies !== undefined) {
    const unit = scope.organisations.find(({ id }) => id === workspace.unit) ?? scope.office;
    const pages = paper.pages({ ...order, units: blanks(unit, wish.copies) });
    return ok({ ...common, pages, people: 0, refused: 0 });
  }
  const rows = await store.printRows({
    query: chosen.query,
    ...(chosen.ids === undefined ? {} : { ids: chosen.ids }),
    fields: fieldsFor(paper, definition),
    paper: paper.title,
    reason: wish.reason.trim(),
    reveal: wish.reveal,
  });
  if (!rows.ok) return rows;
  const { units, printed, refused } = gather(paper, definition, scope.organisations, rows.value);
  return ok({ ...common, pages: paper.pages({ ...order, units }), people: printed, refused });
}
