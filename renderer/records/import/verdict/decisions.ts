import type { FieldDiff, ProposedStep, RowResult } from './types.ts';
import type { RecordData } from '../../../../domain/records/definition.ts';

/** What a clerk says about people whom the sheet does not name (K6). Saying nothing leaves them as they are. */
export type MissingDecision =
  { readonly kind: 'left'; readonly fields: RecordData } | { readonly kind: 'outside' };

/** Who an `ask` row is. */
export type AskDecision = { readonly kind: 'same'; readonly id: string } | { readonly kind: 'new' };

/** Everything a clerk decided on the result screen; kept apart from the verdicts, so that judging again forgets nothing. */
export class Decisions {
  private readonly ticked = new Set<string>();
  readonly missing = new Map<string, MissingDecision>();
  readonly asks = new Map<number, AskDecision>();
  readonly switchedOff = new Set<string>();
  /** Fields for steps whose rows lack them: one 离职日期 for the whole batch. */
  readonly stepDefaults = new Map<string, RecordData>();
  acceptsMissing = false;

  /** `field` is a field's key, or `@step` for a proposed step. */
  tick(row: number, field: string, on: boolean): void {
    if (on) this.ticked.add(`${row} ${field}`);
    else this.ticked.delete(`${row} ${field}`);
  }

  isTicked(row: number, field: string): boolean {
    return this.ticked.has(`${row} ${field}`);
  }

  /** Diffs that will be written. */
  diffsOf(result: RowResult): readonly FieldDiff[] {
    const diffs = result.diffs ?? [];
    return diffs.some((diff) => diff.needsTick)
      ? diffs.filter((diff) => !diff.needsTick || this.isTicked(result.record.number, diff.field))
      : diffs;
  }

  /** The step that will be written, complete; undefined while it lacks a tick or a date. */
  stepOf(result: RowResult): { readonly name: string; readonly fields: RecordData } | undefined {
    const step = result.step;
    if (!step || (step.needsTick && !this.isTicked(result.record.number, '@step'))) return undefined;
    return this.lacksOf(step).length > 0
      ? undefined
      : { name: step.name, fields: { ...this.defaultsFor(step), ...step.fields } };
  }

  lacksOf(step: ProposedStep): readonly string[] {
    const defaults = this.defaultsFor(step);
    return step.lacks.filter((field) => defaults[field] === undefined || defaults[field] === '');
  }

  private defaultsFor(step: ProposedStep): RecordData {
    return this.stepDefaults.get(step.name) ?? {};
  }
}
