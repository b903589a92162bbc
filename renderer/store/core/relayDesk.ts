import type { CarriedBatch, InboxAnswer, RelayDesk } from '../../sync/port.ts';
import { readBatchBody } from './batches.ts';
import type { Ledger } from './ledger.ts';
import { dropRelay, keepAnswer, openAnswer, readRelay } from './relays.ts';
import { batchOf } from './sealedBatch.ts';

/** What one session carries for others, and what others carried for it (R11). */
export function createRelayDesk(ledger: Ledger): RelayDesk {
  return {
    async carried() {
      const batches: CarriedBatch[] = [];
      for (const { batchId, organisation, compartment, answered } of ledger.relays.values()) {
        // Who opens the compartment sends the batch itself and reads its answer at once.
        if (answered || ledger.vault.opens(compartment)) continue;
        const body = await readRelay(ledger, batchId);
        if (body !== undefined) batches.push({ batchId, organisation, body });
      }
      return batches;
    },
    async inbox() {
      const answers: InboxAnswer[] = [];
      for (const { batchId, answered, compartment } of ledger.relays.values()) {
        if (!answered || !ledger.vault.opens(compartment)) continue;
        const head = ledger.batches.get(batchId);
        const sealed = await readRelay(ledger, batchId);
        const stored = head?.state === 'sealed' ? await readBatchBody(ledger, batchId) : undefined;
        const jws = head === undefined || sealed === undefined ? undefined : await openAnswer(head, sealed);
        const batch = head === undefined || stored === undefined ? undefined : batchOf(head, stored.body);
        answers.push({
          batchId,
          ...(batch === undefined || jws === undefined ? {} : { answer: { batch, jws } }),
        });
      }
      return answers;
    },
    keepAnswer: (batchId, sealed) => keepAnswer(ledger, batchId, sealed),
    drop: (batchId) => dropRelay(ledger, batchId),
  };
}
