import type { FieldValue, RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import { isJournal } from '../../../domain/records/journal.ts';
import type { Envelope, SealedWork } from './envelope.ts';
import { beneath } from './view.ts';

/**
 * What a create says: the record as it was before any work that came after the create. Work over an unacknowledged
 * record remembers the value it found, so the earliest such memory per field is the create's value.
 */
export function dataOfCreate(
  envelope: Envelope,
  create: SealedWork,
  definition: RecordDefinition | undefined,
): RecordData {
  const first: Record<string, FieldValue> = {};
  const note = (field: string, value: FieldValue): void => {
    if (!(field in first)) first[field] = value;
  };
  // A step that was refused beside the create is a person's question, not part of the record: a mended create that said
  // its values would carry them past the step, and giving the step up would hide what the province then has.
  for (const { work } of envelope.rejected) {
    if (work.kind !== 'transition') continue;
    for (const field of Object.keys(work.fields)) note(field, beneath(envelope, field));
  }
  for (const work of envelope.sealed) {
    if (work.n === create.n) continue;
    for (const [field, each] of Object.entries(work.fields)) note(field, each.baseValue);
  }
  const open = [
    ...envelope.steps
      .filter((step) => step.kind === 'transition')
      .map((step) => ({ order: step.n, before: step.before ?? {} })),
    ...Object.entries(envelope.dirty).map(([field, each]) => ({
      order: each.order,
      before: { [field]: each.baseValue },
    })),
  ].sort((a, b) => a.order - b.order);
  for (const each of open) for (const [field, value] of Object.entries(each.before)) note(field, value);
  return sendable({ ...envelope.data, ...first }, definition);
}

/** Without what is empty and what may not leave this PC (R21). One loop: a first upload asks it of every record. */
function sendable(data: RecordData, definition: RecordDefinition | undefined): RecordData {
  const kept: Record<string, FieldValue> = {};
  for (const field in data) {
    const value = data[field];
    if (value === undefined || value === null) continue;
    if (definition?.fields[field]?.sensitivity !== 'sealed' && !isJournal(definition, field))
      kept[field] = value;
  }
  return kept;
}
