import type { Envelope, LogLine, PendingStep } from '../work/envelope.ts';
import { isOnlyFresh } from '../work/onlyFresh.ts';

/**
 * A record that was just imported has one step and one history line, and both say the same for all records of the sheet
 * but a counter. Kept once per unit they cost nothing; kept in every record they would be half of its bytes.
 */
export interface FreshWork {
  readonly step: PendingStep;
  readonly line: LogLine;
}
/** Which of the unit's templates, and the counter. */
export type FreshMark = readonly [template: number, n: number];

type Parts = Partial<Pick<Envelope, 'steps' | 'log'>>;

/** The mark of a fresh record, adding a template when none fits; undefined when there is more to remember. */
export function freshMarkOf(envelope: Envelope, templates: FreshWork[]): FreshMark | undefined {
  const [step, ...moreSteps] = envelope.steps;
  const [line, ...moreLines] = envelope.log;
  if (step === undefined || line === undefined || moreSteps.length + moreLines.length > 0) return undefined;
  if (step.kind !== 'create' || line.order !== step.n || !isOnlyFresh(envelope)) return undefined;
  const last = templates.at(-1);
  if (last !== undefined && sameStep(last.step, step) && sameLine(last.line, line))
    return [templates.length - 1, step.n];
  return [templates.push({ step, line }) - 1, step.n];
}

export function unmarkFresh([template, n]: FreshMark, templates: readonly FreshWork[]): Parts | undefined {
  const found = templates[template];
  return found && { steps: [{ ...found.step, n }], log: [{ ...found.line, order: n }] };
}

/** Parts of a step that a template may share; a step with any other part is not like it. */
const stepParts = new Set(['kind', 'n', 'actor', 'at', 'act']);
const lineParts = new Set(['at', 'userName', 'what', 'changes', 'order', 'state', 'act']);

function hasOnly(value: object, parts: ReadonlySet<string>): boolean {
  for (const key in value) if (!parts.has(key)) return false;
  return true;
}

function sameStep(a: PendingStep, b: PendingStep): boolean {
  return (
    a.at === b.at &&
    a.act === b.act &&
    a.actor.user === b.actor.user &&
    a.actor.userName === b.actor.userName &&
    hasOnly(a, stepParts) &&
    hasOnly(b, stepParts)
  );
}

function sameLine(a: LogLine, b: LogLine): boolean {
  return (
    a.at === b.at &&
    a.act === b.act &&
    a.what === b.what &&
    a.userName === b.userName &&
    a.state === b.state &&
    a.changes.length + b.changes.length === 0 &&
    hasOnly(a, lineParts) &&
    hasOnly(b, lineParts)
  );
}
