import { mask } from '../../../domain/rules/mask.ts';
import type { FieldValue, RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { HistoryLine, RecordView } from '../port.ts';
import type { StoredType } from '../units/types.ts';
import { readEnvelopes } from '../units/read.ts';
import { wholeLog } from '../work/earlier.ts';
import type { Envelope } from '../work/envelope.ts';
import type { Ledger } from './ledger.ts';

export const notFound: Result<never> = fail(
  'notFound',
  '没有找到这一条，可能已经不在本机。请返回列表重新打开。',
);
/** Names the record, by what the index still knows of it: “one of them” would send the clerk through all of them. */
export function unreadable(stored: StoredType, ids: readonly string[]): Result<never> {
  const names = ids.map((id) => titleOf(stored.definition, stored.index.get(id)?.values ?? {}));
  const who = `“${names.slice(0, 3).join('”“')}”${names.length > 3 ? `等 ${names.length} ${stored.definition.countWord}` : ''}`;
  return fail(
    'damaged',
    `${who}在本机的数据损坏了，读不出来；其他内容不受影响，坏的那一份没有删。请用最近的备份文件恢复，或联系上级工会。`,
  );
}
export const notYours: Result<never> = fail('forbidden', '您的身份不办理这一类内容，没有改动任何内容。');

export async function readOne(ledger: Ledger, type: string, id: string): Promise<Result<Envelope>> {
  const stored = ledger.types.get(type);
  if (stored === undefined) return notYours;
  const { found, unreadable: bad } = await readEnvelopes(ledger, type, [id]);
  const envelope = found.get(id);
  if (envelope !== undefined) return ok(envelope);
  return bad.length > 0 ? unreadable(stored, bad) : notFound;
}

export function viewOf(stored: StoredType, envelope: Envelope): RecordView {
  const dirty = new Set([
    ...Object.keys(envelope.dirty),
    ...envelope.steps.flatMap((step) => Object.keys(step.fields ?? {})),
    ...envelope.sealed.flatMap((work) => Object.keys(work.fields)),
  ]);
  return {
    type: envelope.type,
    id: envelope.id,
    organisation: envelope.organisation,
    data: envelope.data,
    voided: envelope.voided,
    sync: stored.rowOf(envelope).sync,
    dirty: [...dirty],
    rejected: envelope.rejected.map(({ work, field, message }) => ({
      op: work.op,
      message,
      ...(field === undefined ? {} : { field }),
    })),
    conflicts: envelope.conflicts.filter((conflict) => conflict.state === 'open'),
    version: envelope.version,
    ...(envelope.contentElsewhere ? { contentElsewhere: true } : {}),
  };
}

/** Newest first. */
export function historyOf(envelope: Envelope, device: string): readonly HistoryLine[] {
  return wholeLog(envelope, device)
    .map(({ at, userName, what, changes, state, received }) => ({
      at,
      userName,
      what,
      changes: changes.map(([field, from, to]) => ({ field, from, to })),
      state,
      ...(received === undefined ? {} : { received }),
    }))
    .reverse();
}

export function titleOf(definition: RecordDefinition, data: RecordData): string {
  return (
    wordOf(data[definition.titleField]) ||
    `（未填${definition.fields[definition.titleField]?.label ?? '名称'}）`
  );
}

export function subtitleOf(definition: RecordDefinition, data: RecordData): { readonly subtitle?: string } {
  const word = definition.subtitleField === undefined ? '' : wordOf(data[definition.subtitleField]);
  return word === '' ? {} : { subtitle: word };
}

function wordOf(value: FieldValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? value.join('、') : String(value);
}

/** Values as a list may show and export them without a reveal (K43). */
export function maskedData(definition: RecordDefinition, data: RecordData): RecordData {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      const field = definition.fields[key];
      const hidden = field?.sensitivity === 'masked' && field.mask !== undefined && typeof value === 'string';
      return [key, hidden && field.mask !== undefined ? mask(field.mask, value) : value];
    }),
  );
}
