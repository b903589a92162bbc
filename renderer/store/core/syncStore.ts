import { readableCompartments } from '../../../domain/access.ts';
import type { SealedBatch, ServerConnection, SyncStore } from '../../sync/port.ts';
import { ok } from '../../../domain/result.ts';
import type { Host } from '../../host/host.ts';
import type { BatchHead } from './stored.ts';
import { readBatchBody } from './batches.ts';
import { cursorOf } from './cursors.ts';
import { renewIncarnation } from './incarnation.ts';
import type { Ledger } from './ledger.ts';
import { applyPage, applyScope, pendingUsers, userAcknowledged } from './pull.ts';
import { applyReceipt } from './receipts.ts';
import { acknowledgeKnown } from './reconcile.ts';
import { createRelayDesk } from './relayDesk.ts';
import { sealNext } from './seal.ts';
import { batchOf } from './sealedBatch.ts';
import { organisationsOf } from './reach.ts';

/** The local store as the engine sees it; each call is one transaction. */
export function createSyncStore(ledger: Ledger, host: Host): SyncStore {
  return {
    lanes() {
      const readable = readableCompartments(ledger.session.roles).filter((one) =>
        ledger.vault.boxes.includes(one),
      );
      return organisationsOf(ledger).flatMap((organisation) =>
        readable.map((compartment) => ({ organisation, compartment })),
      );
    },
    async unanswered() {
      const heads = [...ledger.batches.values()]
        .filter((head) => head.state === 'sealed')
        .sort((a, b) => a.seq - b.seq);
      const batches = await Promise.all(heads.map((head) => withBody(ledger, head)));
      return batches.filter((batch) => batch !== undefined);
    },
    async sealNext(organisation, compartment, operations) {
      const size = operations === undefined ? {} : { operations };
      const sealed = await sealNext(ledger, host, { organisation, compartment, ...size });
      if (!sealed.ok || sealed.value === undefined) return sealed.ok ? ok(undefined) : sealed;
      return ok(batchOf(sealed.value, sealed.value.body));
    },
    applyReceipt: (receipt, jws) => applyReceipt(ledger, receipt, jws),
    newIncarnation: () => renewIncarnation(ledger, host),
    acknowledgeKnown: (known) => acknowledgeKnown(ledger, known),
    async cursor(organisation, compartment) {
      return cursorOf(ledger, compartment, organisation);
    },
    applyChanges: (page, cursor) => applyPage(ledger, page, cursor),
    applySnapshot: (page, cursor) => applyPage(ledger, page, cursor),
    applyScope: (scope) => applyScope(ledger, scope),
    async pendingUsers() {
      return pendingUsers(ledger);
    },
    userAcknowledged: (id, registration) => userAcknowledged(ledger, id, registration),
    relays: createRelayDesk(ledger),
    needsReconcile: () => ledger.counters.reconcile === true,
    connection: () => connectionOf(ledger),
  };
}

async function withBody(ledger: Ledger, head: BatchHead): Promise<SealedBatch | undefined> {
  const stored = await readBatchBody(ledger, head.batchId);
  if (stored !== undefined) return batchOf(head, stored.body);
  ledger.damaged({ key: head.batchId, gen: 0, box: head.compartment, part: 'unit' });
  return undefined;
}

function connectionOf(ledger: Ledger): ServerConnection | undefined {
  const { connection } = ledger.office;
  if (connection === undefined) return undefined;
  return {
    ...connection,
    user: ledger.session.userId,
    assertAsUser: (payload) => ledger.session.assertAsUser(payload),
    assertAsDevice: (payload) => ledger.session.assertAsDevice(payload),
  };
}
