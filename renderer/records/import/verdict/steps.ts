import { labelOf } from '../../../../domain/dictionaries/lookup.ts';
import { isEmpty } from '../../../../domain/records/validate.ts';
import { stepFault } from '../../../../domain/records/stepFault.ts';
import { isoDateOf } from '../../../../domain/rules/calendar.ts';
import { factsOf } from './facts.ts';
import type { ProposedStep, SheetRecord } from './types.ts';
import type {
  RecordData,
  RecordDefinition,
  TransitionDefinition,
} from '../../../../domain/records/definition.ts';

/** The step that the row speaks for, with what it gives and what the clerk must still say. */
export function stepOf(
  name: string,
  transition: TransitionDefinition,
  row: SheetRecord,
  needsTick: boolean,
): ProposedStep {
  const fields = Object.fromEntries(
    transition.asks.flatMap((key) => (isEmpty(row.data[key]) ? [] : [[key, row.data[key] ?? null]])),
  );
  const lacks = transition.requires.filter((key) => isEmpty(row.data[key]));
  return { name, fields, lacks, needsTick };
}

export interface StateReading {
  readonly step?: ProposedStep;
  readonly notice?: string;
}

/**
 * States other than being in post (会员状态): a plain edit of them is refused everywhere, so a differing cell proposes
 * the one step that leads there, for a tick of its own, or says where to do it.
 */
export function readStates(definition: RecordDefinition, book: RecordData, row: SheetRecord): StateReading {
  for (const [key, field] of factsOf(definition).otherStates) {
    const to = row.data[key];
    if (typeof to !== 'string') continue;
    const from = book[key] ?? definition.states?.[key] ?? '';
    if (from === to || typeof from !== 'string') continue;
    const candidates = Object.entries(definition.transitions ?? {}).filter(
      ([name, step]) =>
        step.field === key &&
        step.to === to &&
        step.from.includes(from) &&
        step.requires.every((asked) => !isEmpty(row.data[asked])) &&
        stepFault(definition, name, book, row.data, isoDateOf(new Date())) === undefined,
    );
    const found = candidates[0];
    if (candidates.length === 1 && found) return { step: stepOf(found[0], found[1], row, true) };
    const words = (code: string): string => labelOf(field.dictionary ?? '', code);
    return {
      notice: `“${field.label}”表里是“${words(to)}”，系统里是“${words(from)}”。这一项不随导入改，请单独办理。`,
    };
  }
  return {};
}
