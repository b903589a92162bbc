import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import type { Host } from '../../host/host.ts';
import { readEnvelopes } from '../units/read.ts';
import type { Envelope } from '../work/envelope.ts';
import { reopenBatch } from '../work/receipt.ts';
import { readBatchBody, sealBatchHead } from './batches.ts';
import { act, commit } from './commit.ts';
import type { Counters } from './counters.ts';
import type { Ledger } from './ledger.ts';
import { relayEntries } from './relays.ts';
import { readIncarnationFile, writeIncarnationFile } from './profile.ts';

/**
 * Whether this profile is the one the host file knows. Another incarnation, or data older than what was sealed from it,
 * means a restored or cloned profile: it must not number batches as if it were the first (R3).
 */
export async function isDisplaced(host: Host, counters: Counters): Promise<boolean> {
  const file = await readIncarnationFile(host);
  // Without the file nobody knows. A clone taken before its first batch has seq 0 and steps that already bear numbers; two
  // PCs giving the same numbers would have one's work taken for the other's. A new incarnation costs one question.
  if (file === undefined) return true;
  return file.incarnation !== counters.incarnation || file.seq > counters.seq || file.gen > counters.gen;
}

/**
 * Continues under a new incarnation. The operation counter goes on rising, because steps saved before keep theirs; the
 * chain of batches begins anew, and what was sealed and not answered waits until the server said what it has.
 */
export function renewIncarnation(ledger: Ledger, host: Host): Promise<Result<void>> {
  return act(ledger, async (draft) => {
    const open = [...ledger.batches.values()].filter((head) => head.state === 'sealed');
    const ended = new Set(open.map((head) => head.batchId));
    const envelopes = new Map<string, Envelope>();
    for (const head of open) {
      const records = (await readBatchBody(ledger, head.batchId))?.records ?? [];
      for (const type of new Set(records.map(([each]) => each))) {
        const ids = records.filter(([each]) => each === type).map(([, id]) => id);
        const { found } = await readEnvelopes(ledger, type, ids);
        for (const [id, envelope] of found) envelopes.set(`${type}|${id}`, reopenBatch(envelope, ended));
      }
    }
    const heads = open.map((head) => ({ ...head, state: 'refused' as const }));
    // What is sealed anew is counted anew, and a wrapped copy of the old life must not go out beside it.
    const waiting = { ...draft.current.waiting };
    for (const head of open) {
      if (head.compartment === 'general' || ledger.relays.get(head.batchId)?.answered === true) continue;
      waiting[head.compartment] = Math.max(0, (waiting[head.compartment] ?? 0) - head.count);
    }
    draft.set({ incarnation: ledger.random.id(), seq: 0, previous: null, reconcile: true, waiting });
    const written = await commit(ledger, draft, {
      clerk: false,
      envelopes: [...envelopes.values()],
      entries: (nextGen) => Promise.all(heads.map((head) => sealBatchHead(ledger, nextGen(), head))),
      remove: heads.flatMap(({ batchId }) => (ledger.relays.has(batchId) ? relayEntries(batchId) : [])),
    });
    if (!written.ok) return written;
    for (const head of heads) {
      ledger.batches.set(head.batchId, head);
      ledger.relays.delete(head.batchId);
    }
    await keepIncarnationFile(ledger, host);
    return ok(undefined);
  });
}

export async function keepIncarnationFile(ledger: Pick<Ledger, 'counters'>, host: Host): Promise<boolean> {
  return writeIncarnationFile(host, ledger.counters);
}
