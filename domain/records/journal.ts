import { isIsoDate } from '../rules/calendar.ts';
import type {
  FieldValue,
  JournalDefinition,
  RecordData,
  RecordDefinition,
  TransitionDefinition,
} from './definition.ts';

/** One event of a state: on that day that step led from one state to another. */
export interface JournalEvent {
  readonly date: string;
  readonly step: string;
  readonly from: string;
  readonly to: string;
}

/** More than any life brings; beyond the wire's longest list a record could not be sent any more. */
export const journalLimit = 150;

const separator = '|';

/** As it stands in the record: `2026-11-28|join|00|02`. */
export function writeEvent({ date, step, from, to }: JournalEvent): string {
  return [date, step, from, to].join(separator);
}

function readEvent(line: string): JournalEvent | undefined {
  const [date = '', step = '', from, to] = line.split(separator);
  if (!isIsoDate(date) || step === '' || from === undefined || to === undefined) return undefined;
  return { date, step, from, to };
}

/** The lines of a journal, oldest first; none where the record has no journal yet. */
export function linesOfJournal(value: FieldValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** Its events; a line of a newer version that cannot be read is passed over. */
export function readJournal(value: FieldValue | undefined): readonly JournalEvent[] {
  return linesOfJournal(value).flatMap((line) => readEvent(line) ?? []);
}

/** The journal that records the steps of a state field. */
export function journalOf(definition: RecordDefinition, state: string): JournalDefinition | undefined {
  return definition.journals?.find((journal) => journal.of === state);
}

export function isJournal(definition: RecordDefinition | undefined, key: string): boolean {
  return definition?.journals?.some((journal) => journal.field === key) === true;
}

export const takesBack = (definition: RecordDefinition, event: JournalEvent): boolean =>
  definition.transitions?.[event.step]?.takesBack === true;

/** Events that have not been taken back, oldest first: each counter-event takes the last one that still stood. */
export function standingEvents(
  definition: RecordDefinition,
  events: readonly JournalEvent[],
): readonly JournalEvent[] {
  const standing: JournalEvent[] = [];
  for (const event of events) {
    if (takesBack(definition, event)) standing.pop();
    else standing.push(event);
  }
  return standing;
}

/** The event a counter-step would take back now. */
export function lastStanding(
  definition: RecordDefinition,
  step: TransitionDefinition,
  data: RecordData,
): JournalEvent | undefined {
  const journal = journalOf(definition, step.field);
  return journal && standingEvents(definition, readJournal(data[journal.field])).at(-1);
}

/** The state a step leads to; undefined for a counter-step where nothing is left to take back. */
export function targetOf(
  definition: RecordDefinition,
  step: TransitionDefinition,
  data: RecordData,
): string | undefined {
  return step.takesBack === true ? lastStanding(definition, step, data)?.from : step.to;
}

/** Which field of a step says on what day it happened. */
export function dateFieldOf(journal: JournalDefinition, name: string): string {
  return journal.dateIn?.[name] ?? journal.date;
}

/**
 * The line a step adds to the journal of its state, from the record as it was and what the step says; undefined where
 * nothing is recorded. The client and the province both ask here, so that neither takes the other's word for it.
 */
export function lineOfStep(
  definition: RecordDefinition,
  name: string,
  before: RecordData,
  fields: RecordData,
): { readonly field: string; readonly line: string } | undefined {
  const step = definition.transitions?.[name];
  const journal = step && journalOf(definition, step.field);
  const to = step && targetOf(definition, step, before);
  if (!journal || to === undefined) return undefined;
  const date = fields[dateFieldOf(journal, name)];
  const from = before[step.field] ?? definition.states?.[step.field];
  if (typeof date !== 'string' || typeof from !== 'string') return undefined;
  return { field: journal.field, line: writeEvent({ date, step: name, from, to }) };
}

/** What a counter-step empties: the fields in which the event it takes back told of itself. */
export function emptiedBy(
  definition: RecordDefinition,
  step: TransitionDefinition,
  data: RecordData,
): RecordData {
  const undone = step.takesBack === true ? lastStanding(definition, step, data) : undefined;
  const journal = journalOf(definition, step.field);
  if (!undone || !journal) return {};
  const asked = definition.transitions?.[undone.step]?.asks ?? [];
  const told = journal.tells.filter((key) => asked.includes(key) && data[key] !== undefined);
  return Object.fromEntries(told.filter((key) => data[key] !== null).map((key) => [key, null]));
}
