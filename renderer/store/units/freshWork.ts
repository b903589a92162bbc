import type { Envelope, LogLine, PendingStep } from '../work/envelope.ts';

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
export function markFresh(rest: Parts, templates: FreshWork[]): FreshMark | undefined {
  const [step, ...moreSteps] = rest.steps ?? [];
  const [line, ...moreLines] = rest.log ?? [];
  if (step === undefined || line === undefined || moreSteps.length + moreLines.length > 0) return undefined;
  if (Object.keys(rest).length !== 2 || step.kind !== 'create' || line.order !== step.n) return undefined;
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

function sameStep(a: PendingStep, b: PendingStep): boolean {
  return (
    a.at === b.at &&
    a.act === b.act &&
    a.actor.user === b.actor.user &&
    a.actor.userName === b.actor.userName &&
    Object.keys(a).every((key) => stepParts.has(key)) &&
    Object.keys(b).every((key) => stepParts.has(key))
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
    Object.keys(a).every((key) => lineParts.has(key)) &&
    Object.keys(b).every((key) => lineParts.has(key))
  );
}
