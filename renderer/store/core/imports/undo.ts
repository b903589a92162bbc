import type { Result } from '../../../../domain/result.ts';
import { fail, ok } from '../../../../domain/result.ts';
import type { UndoPreview } from '../../port.ts';
import { redoAct, undoAct } from '../../work/undo.ts';
import type { ImportAct } from '../stored.ts';
import { importActs } from '../acts.ts';
import { draftCounters } from '../counters.ts';
import type { Ledger } from '../ledger.ts';
import { now } from '../ledger.ts';
import { stampOf } from '../save.ts';
import { summaryOf } from './finish.ts';
import type { ImportRuns } from './run.ts';
import { look, turnImport } from './turn.ts';

type Kept = ImportAct & { readonly key: string };

/** What 撤回本次导入 would do, without doing it. */
export async function undoPreview(ledger: Ledger, importId: string): Promise<Result<UndoPreview>> {
  const found = kept(ledger, importId, 'undoUntil');
  if (!found.ok) return found;
  const stamp = stampOf(ledger, draftCounters(ledger.counters));
  return look(ledger, found.value, (envelope, definition) => undoAct(envelope, importId, stamp, definition));
}

/** Takes an import back as one act; what anybody worked on since is left and listed (R18). */
export async function undoImport(
  ledger: Ledger,
  runs: ImportRuns,
  importId: string,
): Promise<Result<UndoPreview>> {
  const found = kept(ledger, importId, 'undoUntil');
  if (!found.ok) return found;
  return turnImport(ledger, runs, found.value, {
    word: found.value.act === undefined ? '撤回导入' : '撤回',
    one: (envelope, stamp, definition) => undoAct(envelope, importId, stamp, definition),
    after: (turnId) => ({ ...found.value, undoneAt: now(ledger), undoneBy: turnId }),
  });
}

/** Brings an undone import back, in the same way: what was done since stays. */
export async function restoreImport(
  ledger: Ledger,
  runs: ImportRuns,
  importId: string,
): Promise<Result<UndoPreview>> {
  const found = kept(ledger, importId, 'restoreUntil');
  if (!found.ok) return found;
  const undo = found.value.undoneBy ?? '';
  return turnImport(ledger, runs, found.value, {
    word: found.value.act === undefined ? '恢复导入' : '恢复',
    one: (envelope, stamp, definition) => redoAct(envelope, undo, stamp, definition),
    after: () => ({ ...found.value, restoredAt: now(ledger) }),
  });
}

function kept(ledger: Ledger, importId: string, until: 'undoUntil' | 'restoreUntil'): Result<Kept> {
  const found = importActs(ledger).find((one) => one.importId === importId && one.state === 'committed');
  if (found === undefined) return fail('notFound', '没有找到这次导入，没有改动任何内容。');
  if (summaryOf(ledger, found)[until] !== undefined) return ok(found);
  return until === 'undoUntil'
    ? fail('tooLate', '这次导入已经不能撤回了：撤回过、超过 7 天，或后来又导入过同一类表。没有改动任何内容。')
    : fail(
        'tooLate',
        '这次撤回已经不能恢复了：恢复过、超过 7 天，或后来又导入过同一类表。没有改动任何内容。',
      );
}
