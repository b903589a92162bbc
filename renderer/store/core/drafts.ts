import type { RecordData } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Act, DraftAct } from './stored.ts';
import { sealAct } from './acts.ts';
import { act, commit } from './commit.ts';
import type { Ledger } from './ledger.ts';
import { now } from './ledger.ts';
import { sealMeta } from './meta.ts';

function draftOf(ledger: Ledger, type: string, id: string): (Act & { kind: 'draft' }) | undefined {
  for (const one of ledger.acts.values())
    if (one.kind === 'draft' && one.type === type && one.id === id) return one;
  return undefined;
}

/** An unfinished form, kept in its record's compartment. One per record; the newest wins. */
export async function saveDraft(
  ledger: Ledger,
  input: { readonly type: string; readonly id: string; readonly data: RecordData },
): Promise<Result<void>> {
  if (!ledger.types.has(input.type)) return fail('forbidden', '您的身份不办理这一类内容，没有改动任何内容。');
  return act(ledger, async (draft) => {
    const key = draftOf(ledger, input.type, input.id)?.key ?? ledger.random.id();
    const value: DraftAct & { readonly key: string } = {
      kind: 'draft',
      type: input.type,
      id: input.id,
      data: input.data,
      at: now(ledger),
      key,
    };
    const written = await commit(ledger, draft, {
      clerk: true,
      entries: async (nextGen) => [await sealAct(ledger, nextGen(), value)],
    });
    if (!written.ok) return putAside(ledger, value, written);
    ledger.acts.set(key, value);
    await ledger.emergency.drop(input.type, input.id);
    return written;
  });
}

/** The profile's disk did not take it: a host file may, and the form says where the text is only if neither did (R27). */
async function putAside(
  ledger: Ledger,
  { key: _key, ...draft }: DraftAct & { readonly key: string },
  failed: Result<void>,
): Promise<Result<void>> {
  const box = ledger.types.get(draft.type)?.definition.compartment ?? 'general';
  return (await ledger.emergency.put(box, draft)) ? ok(undefined) : failed;
}

export async function readDraft(
  ledger: Ledger,
  type: string,
  id: string,
): Promise<{ readonly data: RecordData; readonly at: string } | undefined> {
  const stored = draftOf(ledger, type, id);
  const aside = await ledger.emergency.find(type, id);
  const found = aside !== undefined && aside.at > (stored?.at ?? '') ? aside : stored;
  return found === undefined ? undefined : { data: found.data, at: found.at };
}

/** The draft a saved record makes superfluous; it goes in the transaction of the save. */
export function draftKeys(ledger: Ledger, type: string, ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => draftOf(ledger, type, id)?.key ?? []);
}

/** Small choices of the office's people (remembered layouts, sizes of columns); never a person's data. */
export function writeSetting(ledger: Ledger, key: string, value: string): Promise<Result<void>> {
  return act(ledger, async (draft) => {
    const next = new Map(ledger.settings).set(key, value);
    const written = await commit(ledger, draft, {
      clerk: true,
      entries: async (nextGen) => [
        await sealMeta(ledger.vault, 'settings', nextGen(), 'device', Object.fromEntries(next)),
      ],
    });
    if (written.ok) ledger.settings.set(key, value);
    return written;
  });
}
