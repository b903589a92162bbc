import { labelOf } from '../dictionaries/lookup.ts';
import type {
  JournalDefinition,
  RecordData,
  RecordDefinition,
  StepFault,
  TransitionDefinition,
} from './definition.ts';
import {
  dateFieldOf,
  journalLimit,
  journalOf,
  lastStanding,
  linesOfJournal,
  readJournal,
  standingEvents,
} from './journal.ts';
import { isEmpty } from './validate.ts';

interface Taking {
  readonly definition: RecordDefinition;
  readonly name: string;
  readonly step: TransitionDefinition;
  /** The record as it stands. */
  readonly before: RecordData;
  readonly fields: RecordData;
  /** `YYYY-MM-DD`; where nobody knows it, no day is called too late. */
  readonly today: string | undefined;
}

const labelIn = (definition: RecordDefinition, key: string): string => definition.fields[key]?.label ?? key;

function missingFault({ definition, step, fields }: Taking): StepFault | undefined {
  const field = step.anew?.find((key) => isEmpty(fields[key]));
  return field === undefined
    ? undefined
    : { field, message: `“${step.label}”要填“${labelIn(definition, field)}”。` };
}

function onlyFault({ definition, step, before, fields }: Taking): StepFault | undefined {
  for (const [key, allowed] of Object.entries(step.only ?? {})) {
    const value = key in fields ? fields[key] : before[key];
    if (isEmpty(value) || allowed.includes(String(value))) continue;
    const dictionary = definition.fields[key]?.dictionary ?? '';
    const words = allowed.map((code) => `“${labelOf(dictionary, code)}”`).join('、');
    return { field: key, message: `“${step.label}”的“${labelIn(definition, key)}”只能是${words}。` };
  }
  return undefined;
}

interface Previous {
  readonly date: string;
  readonly what: string;
}

/** The last event that still stands, or what an imported record says of it where it has no journal yet. */
function previousOf(taking: Taking, journal: JournalDefinition): Previous | undefined {
  const { definition, step, before } = taking;
  const events = readJournal(before[journal.field]);
  const last = standingEvents(definition, events).at(-1);
  if (last) return { date: last.date, what: definition.transitions?.[last.step]?.label ?? last.step };
  const state = before[step.field] ?? definition.states?.[step.field];
  if (events.length > 0 || state === definition.states?.[step.field]) return undefined;
  const known = journal.since.flatMap((key): readonly Previous[] => {
    const date = before[key];
    return typeof date === 'string' && date !== '' ? [{ date, what: labelIn(definition, key) }] : [];
  });
  return known.sort((a, b) => (a.date < b.date ? 1 : -1))[0];
}

function dateFault(taking: Taking): StepFault | undefined {
  const { definition, name, step, before, fields, today } = taking;
  const journal = journalOf(definition, step.field);
  if (!journal) return undefined;
  const field = dateFieldOf(journal, name);
  const label = labelIn(definition, field);
  const date = fields[field];
  if (typeof date !== 'string' || date === '') return { field, message: `“${step.label}”要填“${label}”。` };
  if (today !== undefined && date > today)
    return { field, message: `“${label}”${date} 还没有到。请填今天或以前的日期。` };
  const previous = previousOf(taking, journal);
  if (previous !== undefined && date < previous.date) {
    return {
      field,
      message: `“${label}”${date} 早于上一次变动（${previous.date} ${previous.what}）。请核对日期，上一次填错了就先撤销它。`,
    };
  }
  if (linesOfJournal(before[journal.field]).length >= journalLimit)
    return { field, message: '变动次数太多，不能再记。请联系上级工会。' };
  return undefined;
}

/**
 * Why a step cannot be taken as it is filled in, beyond the state it starts from and what it requires; undefined when it
 * can. The form, the batch, the import and the province ask this one function (facts 1.2).
 */
export function stepFault(
  definition: RecordDefinition,
  name: string,
  before: RecordData,
  fields: RecordData,
  today?: string,
): StepFault | undefined {
  const step = definition.transitions?.[name];
  if (!step) return undefined;
  if (step.takesBack === true && lastStanding(definition, step, before) === undefined)
    return { field: step.field, message: '没有可以撤销的变动：这一份还没有用办理按钮变动过。' };
  const taking: Taking = { definition, name, step, before, fields, today };
  return (
    missingFault(taking) ?? onlyFault(taking) ?? dateFault(taking) ?? step.rule?.({ ...before, ...fields })
  );
}
