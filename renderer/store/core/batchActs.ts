import { valueOf } from '../../../domain/protocol/values.ts';
import type { RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import { isJournal } from '../../../domain/records/journal.ts';
import { stepFault } from '../../../domain/records/stepFault.ts';
import { isEmpty } from '../../../domain/records/validate.ts';
import { isoDateOf } from '../../../domain/rules/calendar.ts';
import type { Result } from '../../../domain/result.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { BatchOutcome, SetManyInput, TransitionInput } from '../actsPort.ts';
import { readEnvelopes } from '../units/read.ts';
import { editFields } from '../work/edit.ts';
import type { Envelope } from '../work/envelope.ts';
import type { Stamp } from '../work/stamp.ts';
import { addTransition, addVoid } from '../work/steps.ts';
import { act, cancelled, commit } from './commit.ts';
import { earlyFault } from './notBefore.ts';
import { isLeft, leftWords } from './reach.ts';
import type { Ledger } from './ledger.ts';
import { keptElsewhere, refusal, stampOf, writable } from './save.ts';
import { titleOf } from './view.ts';

/** A new state of the record, or the sentence why this one is left as it is. */
type Change = (envelope: Envelope, stamp: Stamp) => Envelope | string;

interface ManyInput {
  readonly type: string;
  readonly ids: readonly string[];
  readonly label: string;
  readonly fields: readonly string[];
  readonly reason?: string;
  readonly watch?: ActWatch;
}

/** For acts on thousands: hears between two blocks how far it is, and answers whether to go on. */
export type ActWatch = (done: number, total: number) => Promise<boolean>;

/** How many records are decrypted between two looks at the watch. */
const block = 1024;

const gone = '没有找到这一条，可能已经不在本机。';

function whyLeftAlone(ledger: Ledger, envelope: Envelope): string | undefined {
  if (envelope.voided) return '这一条已经作废。';
  return isLeft(ledger, envelope.organisation) ? `${leftWords}。` : undefined;
}

/** The records of an act; undefined when its watch stopped it. */
async function readWatched(
  ledger: Ledger,
  { type, ids, watch }: ManyInput,
): Promise<ReadonlyMap<string, Envelope> | undefined> {
  if (watch === undefined) return (await readEnvelopes(ledger, type, ids)).found;
  const all = new Map<string, Envelope>();
  for (let at = 0; at < ids.length; at += block) {
    const { found } = await readEnvelopes(ledger, type, ids.slice(at, at + block));
    for (const [id, envelope] of found) all.set(id, envelope);
    if (!(await watch(Math.min(at + block, ids.length), ids.length))) return undefined;
  }
  return all;
}

function lastWordOf({ ids, watch }: ManyInput): { readonly lastWord?: () => Promise<boolean> } {
  return watch === undefined ? {} : { lastWord: () => watch(ids.length, ids.length) };
}

/** One act on many records: one transaction, one audit entry. Records that forbid it are listed, not changed. */
export function onMany(ledger: Ledger, input: ManyInput, change: Change): Promise<Result<BatchOutcome>> {
  return act(ledger, async (draft) => {
    const stored = ledger.types.get(input.type);
    const found = await readWatched(ledger, input);
    if (found === undefined) return cancelled;
    const stamp = stampOf(ledger, draft, input.ids.length > 1 ? { act: ledger.random.id() } : {});
    const changed: Envelope[] = [];
    const skipped: { id: string; title: string; message: string }[] = [];
    for (const id of new Set(input.ids)) {
      const before = found.get(id);
      const after = before === undefined ? gone : (whyLeftAlone(ledger, before) ?? change(before, stamp));
      if (typeof after !== 'string') {
        if (after !== before) changed.push(after);
        continue;
      }
      const values = before?.data ?? stored?.index.get(id)?.values ?? {};
      skipped.push({
        id,
        message: after,
        title: stored === undefined ? '' : titleOf(stored.definition, values),
      });
    }
    if (changed.length === 0) return ok({ changed: 0, skipped });
    const written = await commit(ledger, draft, {
      clerk: true,
      envelopes: changed,
      ...lastWordOf(input),
      audit: {
        act: input.label,
        type: input.type,
        count: changed.length,
        fields: input.fields,
        ...(input.reason === undefined ? {} : { reason: input.reason }),
      },
    });
    if (!written.ok) return written;
    ledger.emit({ kind: 'records', type: input.type, ids: changed.map((envelope) => envelope.id) });
    ledger.worked();
    return ok({ changed: changed.length, skipped });
  });
}

export async function transition(ledger: Ledger, input: TransitionInput): Promise<Result<BatchOutcome>> {
  const definition = writable(ledger, input.type);
  if (!definition.ok) return definition;
  const step = definition.value.transitions?.[input.name];
  if (step === undefined)
    return fail('unknownTransition', '没有这一步办理，没有改动任何内容。请更新程序后再试。');
  if (!step.roles.some((role) => ledger.session.roles.includes(role))) {
    return fail(
      'forbidden',
      `您的身份不办理“${step.label}”，没有改动任何内容。请让有这一身份的同事登录后办理。`,
    );
  }
  const asked = Object.fromEntries(Object.entries(input.fields).filter(([, value]) => !isEmpty(value)));
  const many = {
    type: input.type,
    ids: input.ids,
    label: step.label,
    fields: [step.field, ...Object.keys(asked)],
  };
  const today = isoDateOf(new Date(ledger.clock.now()));
  const tooEarly = earlyFault(ledger, definition.value, step, asked);
  return onMany(ledger, many, (envelope, stamp) => {
    const reason =
      whyNot(definition.value, input.name, asked, envelope, today) ?? tooEarly(envelope.organisation);
    if (reason !== undefined) return reason;
    const after = addTransition(envelope, { name: input.name, fields: asked }, stamp, definition.value);
    return messageOf(refusal(definition.value, after.data, envelope.data)) ?? after;
  });
}

/** Why a record cannot take a step now; the same questions the province will ask. */
export function whyNot(
  definition: RecordDefinition,
  name: string,
  fields: RecordData,
  envelope: Envelope,
  today: string,
): string | undefined {
  const step = definition.transitions?.[name];
  if (step === undefined) return '没有这一步办理。';
  const state = valueOf(envelope.data, step.field);
  const known = state ?? definition.states?.[step.field] ?? null;
  if (!step.from.some((from) => from === known)) return `现在的状态不能办理“${step.label}”。`;
  const missing = step.requires.find((key) => isEmpty(fields[key] ?? envelope.data[key]));
  return missing === undefined
    ? stepFault(definition, name, envelope.data, fields, today)?.message
    : `还缺“${definition.fields[missing]?.label ?? missing}”，补上才能办理。`;
}

/** The definition whose fields may be filled like this, or the sentence why not. */
export function mayFill(
  ledger: Ledger,
  input: Pick<SetManyInput, 'type' | 'fields'>,
): Result<RecordDefinition> {
  const definition = writable(ledger, input.type);
  if (!definition.ok) return definition;
  const empty = Object.keys(input.fields).find((key) => isEmpty(input.fields[key]));
  if (empty !== undefined || Object.keys(input.fields).length === 0) {
    return fail('emptyValue', '整列填写不能填空，没有改动任何内容。请先填好要写入的内容。', {
      field: empty ?? '',
    });
  }
  const state = Object.keys(input.fields).find(
    (key) => definition.value.fields[key]?.stateOf !== undefined || isJournal(definition.value, key),
  );
  if (state !== undefined) {
    const label = definition.value.fields[state]?.label ?? state;
    return fail('wrongState', `“${label}”要用办理按钮来改，没有改动任何内容。`, { field: state });
  }
  return definition;
}

export async function setMany(
  ledger: Ledger,
  input: SetManyInput & { readonly label: string },
): Promise<Result<BatchOutcome>> {
  const definition = mayFill(ledger, input);
  if (!definition.ok) return definition;
  const many = { type: input.type, ids: input.ids, label: input.label, fields: Object.keys(input.fields) };
  return onMany(ledger, many, (envelope, stamp) => {
    const elsewhere = keptElsewhere(definition.value, envelope, many.fields);
    if (elsewhere !== undefined) return elsewhere;
    const after = editFields(envelope, input.fields, { ...stamp, what: input.label }, definition.value);
    return messageOf(refusal(definition.value, after.data, envelope.data)) ?? after;
  });
}

export async function voidRecords(
  ledger: Ledger,
  input: { readonly type: string; readonly ids: readonly string[]; readonly reason: string },
): Promise<Result<BatchOutcome>> {
  const definition = writable(ledger, input.type);
  if (!definition.ok) return definition;
  if (input.reason.trim() === '')
    return fail('reasonNeeded', '请填写作废的原因，填了才能作废。', { field: 'reason' });
  const many = { type: input.type, ids: input.ids, label: '作废', fields: [], reason: input.reason };
  return onMany(ledger, many, (envelope, stamp) => addVoid(envelope, input.reason, stamp));
}

/** The sentence of a refusal, for the list of those that were left as they were. */
export function messageOf(refused: Result<never> | undefined): string | undefined {
  return refused === undefined || refused.ok ? undefined : refused.error.message;
}
