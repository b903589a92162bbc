import { mayWrite } from '../../../domain/access.ts';
import { sameValue, valueOf } from '../../../domain/protocol/values.ts';
import type { Issue, RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import { isJournal } from '../../../domain/records/journal.ts';
import { isOffFor, sealedFieldsOf } from '../../../domain/records/sealed.ts';
import { validateRecord } from '../../../domain/records/validate.ts';
import type { Result } from '../../../domain/result.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { SaveInput, SaveOutcome } from '../port.ts';
import { newEnvelope } from '../work/create.ts';
import { editFields } from '../work/edit.ts';
import type { Envelope } from '../work/envelope.ts';
import type { Stamp } from '../work/stamp.ts';
import { act, commit } from './commit.ts';
import type { CounterDraft } from './counters.ts';
import { draftKeys } from './drafts.ts';
import { isLeft, leftWords } from './reach.ts';
import type { Ledger } from './ledger.ts';
import { now } from './ledger.ts';
import { notYours, readOne } from './view.ts';

export function stampOf(
  ledger: Ledger,
  draft: Pick<CounterDraft, 'nextN'>,
  more: Pick<Stamp, 'act' | 'what'> = {},
): Stamp {
  return { actor: ledger.actor, at: now(ledger), next: () => draft.nextN(), ...more };
}

/** The definition of a type this user may write, or the sentence why not. */
export function writable(ledger: Ledger, type: string): Result<RecordDefinition> {
  const definition = ledger.types.get(type)?.definition;
  if (definition === undefined || !mayWrite(ledger.session.roles, definition.compartment)) return notYours;
  if (isOffFor(definition, ledger.office.scope)) {
    return fail(
      'forbidden',
      `“${definition.label}”的内容还不能加密上报，录入真实信息的单位先不用，没有改动任何内容。请先记在原来的地方。`,
    );
  }
  return ok(definition);
}

/** Why these fields of this record cannot be filled in on this PC. */
export function keptElsewhere(
  definition: RecordDefinition,
  envelope: Envelope,
  fields: readonly string[],
): string | undefined {
  if (envelope.contentElsewhere !== true) return undefined;
  const field = sealedFieldsOf(definition).find((key) => fields.includes(key));
  return field === undefined
    ? undefined
    : `“${definition.fields[field]?.label ?? field}”的内容在另一台电脑，这里不能填，没有保存。请到写它的那台电脑上改。`;
}

/** What the whole record must not be; faults it had before are not blamed on this save. */
export function refusal(
  definition: RecordDefinition,
  after: RecordData,
  before?: RecordData,
): Result<never> | undefined {
  const known = new Set(before === undefined ? [] : validateRecord(definition, before).map(wordOf));
  const issue = validateRecord(definition, after).find(
    (one) => one.severity === 'refuse' && !known.has(wordOf(one)),
  );
  return issue === undefined ? undefined : fail(issue.code, issue.message, { field: issue.field });
}
const wordOf = (issue: Issue): string => `${issue.severity}|${issue.field}|${issue.code}`;

/** One save is one transaction (R16). */
export function save(ledger: Ledger, input: SaveInput): Promise<Result<SaveOutcome>> {
  return act(ledger, async (draft) => {
    const definition = writable(ledger, input.type);
    if (!definition.ok) return definition;
    const made =
      input.id === undefined
        ? makeNew(ledger, definition.value, input, stampOf(ledger, draft))
        : await makeEdit(ledger, definition.value, input, input.id, stampOf(ledger, draft));
    if (!made.ok) return made;
    const { envelope, changed } = made.value;
    const outcome = ok({
      id: envelope.id,
      version: envelope.version,
      issues: validateRecord(definition.value, envelope.data),
    });
    if (!changed) return outcome;
    const written = await commit(ledger, draft, {
      clerk: true,
      envelopes: [envelope],
      audit: {
        act: input.id === undefined ? '新建' : '修改',
        type: input.type,
        count: 1,
        fields: Object.keys(input.fields),
      },
      remove: draftKeys(ledger, input.type, [input.id ?? 'new']).map((key) => ({ table: 'acts', key })),
    });
    if (!written.ok) return written;
    for (const key of draftKeys(ledger, input.type, [input.id ?? 'new'])) ledger.acts.delete(key);
    await ledger.emergency.drop(input.type, input.id ?? 'new');
    ledger.seen.remember(envelope.id, envelope.version, envelope.data);
    ledger.emit({ kind: 'records', type: input.type, ids: [envelope.id] });
    ledger.worked();
    return outcome;
  });
}

type Made = Result<{ readonly envelope: Envelope; readonly changed: boolean }>;

function makeNew(ledger: Ledger, definition: RecordDefinition, input: SaveInput, stamp: Stamp): Made {
  if (isLeft(ledger, input.organisation)) {
    return fail('forbidden', '这个单位不归本机办理，没有保存。请在上方换一个单位再试。');
  }
  const fields = Object.fromEntries(
    Object.entries(input.fields).filter(
      ([key, value]) => value !== null && value !== '' && !isJournal(definition, key),
    ),
  );
  const record = { definition, id: ledger.random.id(), organisation: input.organisation, data: fields };
  const envelope = newEnvelope(record, stamp);
  return refusal(definition, envelope.data) ?? ok({ envelope, changed: true });
}

async function makeEdit(
  ledger: Ledger,
  definition: RecordDefinition,
  input: SaveInput,
  id: string,
  stamp: Stamp,
): Promise<Made> {
  const read = await readOne(ledger, input.type, id);
  if (!read.ok) return read;
  const before = read.value;
  if (isLeft(ledger, before.organisation)) {
    return fail('forbidden', `${leftWords}，您填的没有保存，原来的内容还在。请导出后交给现在的经办单位。`);
  }
  if (before.voided) return fail('voided', '这一条已经作废，不能再改，您填的没有保存。需要时请新建一条。');
  const unseen = unseenChanges(ledger, before, input);
  if (unseen.length > 0) {
    const labels = unseen.map((key) => `“${definition.fields[key]?.label ?? key}”`).join('、');
    return fail(
      'changedMeanwhile',
      `您打开之后，${labels}在别处改过了，您填的没有保存，两边的内容都在。请看一眼新的内容，再保存一次。`,
      {
        field: unseen[0] ?? '',
      },
    );
  }
  const moved = Object.keys(input.fields).find(
    (key) =>
      definition.fields[key]?.stateOf !== undefined &&
      !sameValue(valueOf(before.data, key), input.fields[key] ?? null),
  );
  if (moved !== undefined) {
    return fail(
      'wrongState',
      `“${definition.fields[moved]?.label ?? moved}”要用办理按钮来改，您填的其他内容也没有保存。请改回去再保存。`,
      {
        field: moved,
      },
    );
  }
  const journal = Object.keys(input.fields).find((key) => isJournal(definition, key));
  if (journal !== undefined)
    return fail('wrongState', '变动记录由办理按钮来写，不能直接改，没有保存。', { field: journal });
  const elsewhere = keptElsewhere(definition, before, Object.keys(input.fields));
  if (elsewhere !== undefined) return fail('forbidden', elsewhere);
  const envelope = editFields(before, input.fields, stamp, definition);
  const refused = refusal(definition, envelope.data, before.data);
  return refused ?? ok({ envelope, changed: envelope !== before });
}

/** Fields of this save that somebody else changed after the form was opened, to something the form does not say either. */
function unseenChanges(ledger: Ledger, current: Envelope, input: SaveInput): readonly string[] {
  if (input.version === undefined || input.version === current.version) return [];
  const seen = ledger.seen.recall(current.id, input.version);
  return Object.keys(input.fields).filter((key) => {
    const here = valueOf(current.data, key);
    if (sameValue(here, input.fields[key] ?? null)) return false;
    return seen === undefined || !sameValue(here, valueOf(seen, key));
  });
}
