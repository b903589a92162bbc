import { sameValue, valueOf } from '../../../domain/protocol/values.ts';
import type { FieldValue, RecordData } from '../../../domain/records/definition.ts';
import { linesOfJournal } from '../../../domain/records/journal.ts';
import type { Envelope, PendingStep } from './envelope.ts';

interface Journal {
  readonly lines: readonly string[];
  readonly state: FieldValue;
}

/** The state a transition moves: the first value it remembers, before those it asks for. */
const stateOf = (step: PendingStep): string => Object.keys(step.before ?? {})[0] ?? '';

/**
 * Journals as the clerk sees them: what the province holds, and under it a line for each step that is on its way. Made
 * anew whenever either moves, so that a refused or withdrawn step leaves no line. A step whose state somebody else has
 * set already writes nothing, there as here.
 */
export function overJournals(envelope: Envelope): Envelope {
  const waiting = [...envelope.sealed.flatMap((work) => work.step ?? []), ...envelope.steps];
  const journals = new Map<string, Journal>();
  for (const step of waiting) {
    if (!step.journal) continue;
    const { field, line } = step.journal;
    const under = envelope.under ?? {};
    const { lines, state } = journals.get(field) ?? {
      lines: linesOfJournal(under[field]),
      state: valueOf(under, stateOf(step)),
    };
    const isThere = sameValue(state, step.to);
    journals.set(field, { lines: isThere ? lines : [...lines, line], state: step.to ?? null });
  }
  const moved = [...journals].filter(([field, { lines }]) => !sameValue(envelope.data[field], lines));
  if (moved.length === 0) return envelope;
  const data = Object.fromEntries(moved.map(([field, { lines }]) => [field, lines]));
  return { ...envelope, data: { ...envelope.data, ...data } };
}

/** What the province's journal says once it has taken this step: asked before the state beneath it moves. */
export function journalTaken(envelope: Envelope, step: PendingStep | undefined): RecordData {
  if (!step?.journal) return {};
  const { field, line } = step.journal;
  const under = envelope.under ?? {};
  const lines = linesOfJournal(under[field]);
  return { [field]: sameValue(under[stateOf(step)], step.to) ? lines : [...lines, line] };
}
