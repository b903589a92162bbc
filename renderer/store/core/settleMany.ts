import { sameValue, valueOf } from '../../../domain/protocol/values.ts';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import type { BatchOutcome, SettledMany, SettleManyInput, TakeBackInput } from '../actsPort.ts';
import { editFields } from '../work/edit.ts';
import type { Envelope } from '../work/envelope.ts';
import type { Stamp } from '../work/stamp.ts';
import { addSettle } from '../work/steps.ts';
import { messageOf, onMany } from './batchActs.ts';
import type { Ledger } from './ledger.ts';
import { refusal, writable } from './save.ts';

const moved = '这一项已经变了，没有办。请打开这一份看一眼新的内容。';

type Choice = SettleManyInput['choices'][number];

/** Why this choice is not the one that was on the screen any more, or cannot be made without its neighbours. */
function whyNot(
  definition: RecordDefinition,
  field: string,
  envelope: Envelope,
  choice: Choice,
): string | undefined {
  const open = envelope.conflicts.filter((conflict) => conflict.state === 'open');
  const asked = open.find((conflict) => conflict.conflictId === choice.conflictId);
  if (asked?.version !== choice.version || asked.field !== field) return moved;
  const values = [asked.serverValue, ...asked.candidates.map((candidate) => candidate.value)];
  if (!values.some((value) => sameValue(value, choice.value))) return moved;
  const group = definition.fields[field]?.group;
  const mate = open.find((each) => each !== asked && definition.fields[each.field]?.group === group);
  if (group === undefined || mate === undefined) return undefined;
  // Fields of one group can only be valid together, so a person looks at them together (R30).
  const label = definition.fields[mate.field]?.label ?? '另一栏';
  return `要和“${label}”一起核对，没有办。请打开这一份来选。`;
}

/**
 * The same column of many records in the conflict desk, in one act. Each choice is an operation of its own, upon the
 * conflict and the version that were on the screen (S10); what has moved since is listed and left open.
 */
export async function settleMany(ledger: Ledger, input: SettleManyInput): Promise<Result<SettledMany>> {
  const definition = writable(ledger, input.type);
  if (!definition.ok) return definition;
  const choices = new Map(input.choices.map((choice) => [choice.id, choice]));
  const before = new Map<string, FieldValue>();
  const change = (envelope: Envelope, stamp: Stamp): Envelope | string => {
    const choice = choices.get(envelope.id);
    if (choice === undefined) return moved;
    const reason = whyNot(definition.value, input.field, envelope, choice);
    if (reason !== undefined) return reason;
    const after = addSettle(envelope, [choice], stamp);
    const refused = messageOf(refusal(definition.value, after.data, envelope.data));
    if (refused !== undefined) return refused;
    before.set(envelope.id, valueOf(envelope.data, input.field));
    return after;
  };
  const many = { type: input.type, ids: [...choices.keys()], label: '核对', fields: [input.field] };
  const done = await onMany(ledger, many, change);
  if (!done.ok) return done;
  const changes = [...before].map(([id, value]) => ({
    id,
    from: choices.get(id)?.value ?? null,
    to: value,
  }));
  return ok({ ...done.value, changes });
}

/** 全部改回来: an edit like any other, and only where nobody has gone on since. */
export async function takeBackMany(ledger: Ledger, input: TakeBackInput): Promise<Result<BatchOutcome>> {
  const definition = writable(ledger, input.type);
  if (!definition.ok) return definition;
  const changes = new Map(input.changes.map((change) => [change.id, change]));
  const label = input.label ?? '改回核对以前的';
  const many = { type: input.type, ids: [...changes.keys()], label, fields: [input.field] };
  return onMany(ledger, many, (envelope, stamp) => {
    const change = changes.get(envelope.id);
    if (change === undefined || !sameValue(valueOf(envelope.data, input.field), change.from))
      return '后来又改过，没有动。';
    const fields = { [input.field]: change.to };
    const after = editFields(envelope, fields, { ...stamp, what: label }, definition.value);
    return messageOf(refusal(definition.value, after.data, envelope.data)) ?? after;
  });
}
