import type { Result } from '../../../../domain/result.ts';
import { fail, ok } from '../../../../domain/result.ts';
import type { UndoPreview } from '../../port.ts';
import { parseJson } from '../../units/codec.ts';
import { readEnvelopes } from '../../units/read.ts';
import type { Envelope } from '../../work/envelope.ts';
import type { Stamp } from '../../work/stamp.ts';
import { undoAct } from '../../work/undo.ts';
import type { ImportAct } from '../stored.ts';
import { importActs, sealAct } from '../acts.ts';
import { act, commit } from '../commit.ts';
import { draftCounters } from '../counters.ts';
import type { Ledger } from '../ledger.ts';
import { now } from '../ledger.ts';
import { stampOf, writable } from '../save.ts';
import { titleOf } from '../view.ts';
import { summaryOf } from './finish.ts';

type Kept = ImportAct & { readonly key: string };

interface Outcome {
  readonly envelopes: readonly Envelope[];
  readonly preview: UndoPreview;
}

/** What 撤回本次导入 would do, without doing it. */
export async function undoPreview(ledger: Ledger, importId: string): Promise<Result<UndoPreview>> {
  const found = offered(ledger, importId);
  if (!found.ok) return found;
  const outcome = await workOut(ledger, found.value, stampOf(ledger, draftCounters(ledger.counters)));
  return outcome.ok ? ok(outcome.value.preview) : outcome;
}

/** Takes an import back as one act: one transaction, one audit entry; what anybody worked on since is left and listed (R18). */
export function undoImport(ledger: Ledger, importId: string): Promise<Result<UndoPreview>> {
  return act(ledger, async (draft) => {
    const found = offered(ledger, importId);
    if (!found.ok) return found;
    const definition = writable(ledger, found.value.type);
    if (!definition.ok) return definition;
    const stamp = stampOf(ledger, draft, {
      act: ledger.random.id(),
      what: `撤回导入 ${found.value.fileLabel}`,
    });
    const outcome = await workOut(ledger, found.value, stamp);
    if (!outcome.ok) return outcome;
    const { envelopes, preview } = outcome.value;
    const undone: Kept = { ...found.value, undoneAt: now(ledger) };
    const written = await commit(ledger, draft, {
      clerk: true,
      envelopes,
      audit: { act: '撤回导入', type: undone.type, count: envelopes.length },
      entries: async (nextGen) => [await sealAct(ledger, nextGen(), undone)],
    });
    if (!written.ok) return written;
    ledger.acts.set(undone.key, undone);
    ledger.emit({ kind: 'records', type: undone.type });
    ledger.worked();
    return ok(preview);
  });
}

function offered(ledger: Ledger, importId: string): Result<Kept> {
  const found = importActs(ledger).find((one) => one.importId === importId && one.state === 'committed');
  if (found === undefined) return fail('notFound', '没有找到这次导入，没有改动任何内容。');
  if (summaryOf(ledger, found).undoUntil !== undefined) return ok(found);
  return fail(
    'tooLate',
    '这次导入已经不能撤回了：撤回过、超过 7 天，或后来又导入过同一类表。没有改动任何内容。',
  );
}

async function workOut(ledger: Ledger, found: Kept, stamp: Stamp): Promise<Result<Outcome>> {
  const definition = ledger.types.get(found.type)?.definition;
  const entries = await ledger.disk.readMany('history', found.chunks);
  const envelopes: Envelope[] = [];
  const left: { id: string; title: string }[] = [];
  const count = { withdrawn: 0, reversed: 0 };
  for (const entry of entries) {
    const plain = entry === undefined ? undefined : await ledger.vault.open('history', entry);
    const chunk =
      plain === undefined ? undefined : (parseJson(plain) as { readonly ids: readonly string[] } | undefined);
    if (chunk === undefined || definition === undefined) {
      return fail('damaged', '这次导入的清单在本机读不出来，没有撤回，也没有改动任何内容。请联系上级工会。');
    }
    const { found: records, unreadable } = await readEnvelopes(ledger, found.type, chunk.ids);
    for (const id of unreadable)
      left.push({
        id,
        title: titleOf(definition, ledger.types.get(found.type)?.index.get(id)?.values ?? {}),
      });
    for (const before of records.values()) {
      const { kind, envelope, leftFields } = undoAct(before, found.importId, stamp, definition);
      if (kind === 'withdrawn' || kind === 'reversed') count[kind] += 1;
      if (envelope !== before) envelopes.push(envelope);
      if (kind === 'left' || leftFields.length > 0)
        left.push({ id: before.id, title: titleOf(definition, before.data) });
    }
  }
  return ok({ envelopes, preview: { ...count, left } });
}
