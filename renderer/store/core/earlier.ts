import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { HistoryTold } from '../../sync/port.ts';
import type { HistoryReach } from '../port.ts';
import { keepEarlier, reachesBack } from '../work/earlier.ts';
import { act, commit } from './commit.ts';
import type { Ledger } from './ledger.ts';
import type { EngineHandle } from './ports.ts';
import { readOne } from './view.ts';

export const deviceOf = (ledger: Ledger): string => ledger.office.connection?.device ?? '';

/**
 * Fetches the lines of a record that this PC does not have, once, and keeps them in the record's own value: in its
 * compartment, encrypted, in one transaction. Nobody's work is touched, and records nobody opens cost nothing (S22).
 */
export async function earlierHistory(
  ledger: Ledger,
  engine: EngineHandle | undefined,
  isOpen: () => boolean,
  { type, id }: { readonly type: string; readonly id: string },
): Promise<HistoryReach> {
  const read = await readOne(ledger, type, id);
  if (!read.ok || reachesBack(read.value, deviceOf(ledger))) return 'whole';
  if (engine?.history === undefined) return 'offline';
  const answer = await engine.history({ organisation: read.value.organisation, type, id });
  if (answer.kind !== 'told') return answer.kind;
  // Locked meanwhile: nothing of this session is written any more (R54).
  if (!isOpen()) return 'offline';
  const kept = await keep(ledger, { type, id }, answer);
  return kept.ok ? 'whole' : 'unavailable';
}

function keep(
  ledger: Ledger,
  { type, id }: { readonly type: string; readonly id: string },
  told: HistoryTold,
): Promise<Result<void>> {
  return act(ledger, async (draft) => {
    // Read again inside the queue: the record may have been saved while the province was asked.
    const read = await readOne(ledger, type, id);
    if (!read.ok) return read;
    const envelope = keepEarlier(read.value, told, ledger.types.get(type)?.definition);
    const written = await commit(ledger, draft, { clerk: false, envelopes: [envelope] });
    if (!written.ok) return written;
    ledger.emit({ kind: 'records', type, ids: [id] });
    return ok(undefined);
  });
}
