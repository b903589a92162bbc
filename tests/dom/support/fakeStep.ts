import { lineOfStep, linesOfJournal, targetOf } from '../../../domain/records/journal.ts';
import { stepFault } from '../../../domain/records/stepFault.ts';
import { isoDateOf } from '../../../domain/rules/calendar.ts';
import type { RecordData, RecordDefinition } from '../../../domain/records/definition.ts';

/** What a step sets in a record, or the sentence why it cannot be taken: the product's own rules, nothing stored. */
export function stepped(
  definition: RecordDefinition,
  name: string,
  data: RecordData,
  fields: RecordData,
): RecordData | string {
  const step = definition.transitions?.[name];
  if (step === undefined) return '没有找到这一份。';
  if (!step.from.includes(String(data[step.field]))) return `现在的状态不能${step.label}。`;
  const fault = stepFault(definition, name, data, fields, isoDateOf(new Date()));
  const to = targetOf(definition, step, data);
  if (fault !== undefined || to === undefined) return fault?.message ?? '没有可以撤销的变动。';
  const line = lineOfStep(definition, name, data, fields);
  const journal = line && { [line.field]: [...linesOfJournal(data[line.field]), line.line] };
  return { ...fields, ...journal, [step.field]: to };
}
