import type { FieldValue, RecordData } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import type { Query, QueryPage, TreeNode } from '../index/port.ts';
import type { PrintRow } from '../port.ts';
import { readEnvelopes } from '../units/read.ts';
import { act, commit } from './commit.ts';
import type { Ledger } from './ledger.ts';
import { maskedData, notYours, titleOf, unreadable } from './view.ts';

const nothing: QueryPage = { total: 0, all: 0, rows: [] };
/** How many records are decrypted at once when many are read: bounds memory, not time. */
export const readBlock = 4096;

export function query(ledger: Ledger, asked: Query, offset: number, limit: number): QueryPage {
  return ledger.types.get(asked.type)?.index.query(asked, offset, limit) ?? nothing;
}

export function ids(ledger: Ledger, asked: Query): readonly string[] {
  return ledger.types.get(asked.type)?.index.ids(asked) ?? [];
}

export function counts(
  ledger: Ledger,
  asked: Query,
  field: string,
): readonly { readonly value: FieldValue; readonly count: number }[] {
  return ledger.types.get(asked.type)?.index.counts(asked, field) ?? [];
}

export function tree(ledger: Ledger, asked: Query): readonly TreeNode[] {
  return ledger.types.get(asked.type)?.index.tree(asked) ?? [];
}

export function duplicates(
  ledger: Ledger,
  type: string,
  organisation: string,
  data: RecordData,
  except: string | undefined,
): readonly { readonly id: string; readonly title: string; readonly rung: readonly string[] }[] {
  const stored = ledger.types.get(type);
  if (stored === undefined) return [];
  const seen = new Set(except === undefined ? [] : [except]);
  return stored.definition.identity.flatMap((rung) => {
    const values = rung.map((key) => [key, data[key] ?? null] as const);
    if (values.some(([, value]) => value === null || value === '')) return [];
    return stored.index.match(organisation, Object.fromEntries(values)).flatMap((id) => {
      if (seen.has(id)) return [];
      seen.add(id);
      return [{ id, title: titleOf(stored.definition, stored.index.get(id)?.values ?? {}), rung }];
    });
  });
}

/** Records of one organisation with the fields an import compares; voided ones are named so that they do not match. */
export async function readAll(
  ledger: Ledger,
  type: string,
  organisation: string,
  fields: readonly string[],
  filters?: Query['filters'],
): Promise<readonly { readonly id: string; readonly data: RecordData; readonly voided: boolean }[]> {
  const stored = ledger.types.get(type);
  if (stored === undefined) return [];
  const wanted = new Set(fields);
  const all = byPlace(
    ledger,
    type,
    stored.index.ids({
      type,
      organisations: [organisation],
      includeVoided: true,
      ...(filters === undefined ? {} : { filters }),
    }),
  );
  const answer: { id: string; data: RecordData; voided: boolean }[] = [];
  for (let at = 0; at < all.length; at += readBlock) {
    const { found } = await readEnvelopes(ledger, type, all.slice(at, at + readBlock));
    for (const envelope of found.values()) {
      const data = Object.fromEntries(Object.entries(envelope.data).filter(([key]) => wanted.has(key)));
      answer.push({ id: envelope.id, data, voided: envelope.voided });
    }
  }
  return answer;
}

/** Ids in the order in which they lie on the disk, so that each segment is decrypted once. */
export function byPlace(ledger: Ledger, type: string, list: readonly string[]): readonly string[] {
  const index = ledger.types.get(type)?.index;
  const unit = new Map(list.map((id) => [id, index?.place(id)?.unit ?? 0]));
  return [...list].sort((a, b) => (unit.get(a) ?? 0) - (unit.get(b) ?? 0));
}

interface Taken {
  readonly query: Query;
  readonly ids?: readonly string[];
  readonly fields: readonly string[];
  readonly reason: string;
  readonly reveal: boolean;
}

/** Values of many records for leaving the program. Their line is in the log before any value leaves the store. */
async function takeOut(ledger: Ledger, input: Taken, what: string): Promise<Result<readonly PrintRow[]>> {
  const stored = ledger.types.get(input.query.type);
  if (stored === undefined) return notYours;
  const listed = ids(ledger, input.query);
  const chosen = input.ids === undefined ? undefined : new Set(input.ids);
  const wanted = chosen === undefined ? listed : listed.filter((id) => chosen.has(id));
  const logged = await act(ledger, (draft) =>
    commit(ledger, draft, {
      clerk: false,
      audit: {
        act: input.reveal ? `${what}（显示完整号码）` : what,
        type: input.query.type,
        count: wanted.length,
        fields: input.fields,
        reason: input.reason,
      },
    }),
  );
  if (!logged.ok) return logged;
  const rows = new Map<string, PrintRow>();
  const order = byPlace(ledger, input.query.type, wanted);
  for (let at = 0; at < order.length; at += readBlock) {
    const { found, unreadable: bad } = await readEnvelopes(
      ledger,
      input.query.type,
      order.slice(at, at + readBlock),
    );
    if (bad.length > 0) return unreadable(stored, bad);
    for (const [id, envelope] of found) {
      const data = Object.fromEntries(input.fields.map((key) => [key, envelope.data[key] ?? null]));
      rows.set(id, {
        organisation: envelope.organisation,
        data: input.reveal ? data : maskedData(stored.definition, data),
      });
    }
  }
  return ok(wanted.map((id) => rows.get(id)).filter((row) => row !== undefined));
}

export async function exportRows(ledger: Ledger, input: Taken): Promise<Result<readonly RecordData[]>> {
  const rows = await takeOut(ledger, input, '导出');
  return rows.ok ? ok(rows.value.map((row) => row.data)) : rows;
}

export function printRows(
  ledger: Ledger,
  input: Taken & { readonly paper: string },
): Promise<Result<readonly PrintRow[]>> {
  return takeOut(ledger, input, `打印${input.paper}`);
}

export async function logReveal(
  ledger: Ledger,
  input: { readonly type: string; readonly field: string; readonly reason?: string },
): Promise<void> {
  await act(ledger, (draft) =>
    commit(ledger, draft, {
      clerk: false,
      audit: {
        act: '显示完整号码',
        type: input.type,
        count: 1,
        fields: [input.field],
        ...(input.reason === undefined ? {} : { reason: input.reason }),
      },
    }),
  );
}
