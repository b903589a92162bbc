import type { ScopeAnswer } from '../../../domain/protocol/api.ts';
import type { ServerRecord } from '../../../domain/protocol/record.ts';
import type { ChangesPage, SnapshotPage } from '../../../domain/protocol/wire.ts';
import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import type { Cursor } from '../../sync/port.ts';
import { readEnvelopes } from '../units/read.ts';
import type { Envelope } from '../work/envelope.ts';
import type { PullOptions } from '../work/pull.ts';
import { applyServerRecord } from '../work/pull.ts';
import { act, commit } from './commit.ts';
import { cursorsAfter, sealCursors } from './cursors.ts';
import type { Ledger } from './ledger.ts';
import { officeAfter, sealOffice } from './office.ts';

type Page = ChangesPage | SnapshotPage;

/** A page and its cursor in one transaction (R19): after a crash the page is either in the books or asked for again. */
export function applyPage(ledger: Ledger, page: Page, cursor: Cursor): Promise<Result<void>> {
  return act(ledger, async (draft) => {
    const snapshot = 'next' in page ? page : undefined;
    const envelopes: Envelope[] = [];
    const types = new Set<string>();
    for (const [type, records] of byType(ledger, page)) {
      const stored = ledger.types.get(type);
      const known = await readEnvelopes(
        ledger,
        type,
        records.map((record) => record.id),
      );
      const options: PullOptions = {
        definition: stored?.definition,
        device: ledger.office.connection?.device ?? '',
        quiet: snapshot !== undefined,
      };
      for (const record of records) {
        // A damaged copy is replaced by the province's: that is how it heals.
        const before = known.found.get(record.id);
        const after = applyServerRecord(before, record, options);
        if (after === before) continue;
        envelopes.push(after);
        types.add(type);
      }
    }
    const seenTypes = new Set(page.records.map((record) => record.type));
    const cursors = cursorsAfter(ledger, page.compartment, page.organisation, cursor, seenTypes);
    const written = await commit(ledger, draft, {
      clerk: false,
      envelopes,
      entries: async (nextGen) => [await sealCursors(ledger, nextGen(), page.compartment, cursors)],
    });
    if (!written.ok) return written;
    ledger.cursors.set(page.compartment, cursors);
    for (const type of types) ledger.emit({ kind: 'records', type });
    if (snapshot !== undefined) tellFirstLoad(ledger, snapshot);
    return ok(undefined);
  });
}

/** How many records of the compartment are here; how many there will be is known with the last page only. */
function tellFirstLoad(ledger: Ledger, page: SnapshotPage): void {
  const own = [...ledger.types.values()].filter(
    ({ definition }) => definition.compartment === page.compartment,
  );
  const done = own.reduce((sum, { index }) => sum + index.size, 0);
  if (done > 0)
    ledger.emit({ kind: 'progress', task: 'snapshot', done, total: page.next === null ? done : 0 });
}

/** The newest state of each record of the page; types of other compartments do not belong into this lane. */
function byType(ledger: Ledger, page: Page): Map<string, ServerRecord[]> {
  const groups = new Map<string, Map<string, ServerRecord>>();
  for (const record of page.records as readonly ServerRecord[]) {
    if (ledger.types.get(record.type)?.definition.compartment !== page.compartment) continue;
    const group = groups.get(record.type) ?? new Map<string, ServerRecord>();
    groups.set(record.type, group);
    if ((group.get(record.id)?.rev ?? -1) < record.rev) group.set(record.id, record);
  }
  return new Map([...groups].map(([type, group]) => [type, [...group.values()]]));
}

export async function applyScope(ledger: Ledger, scope: ScopeAnswer): Promise<Result<void>> {
  const before = JSON.stringify(ledger.office.scope);
  const stored = await storeOffice(ledger, () => officeAfter(ledger.office, scope));
  if (JSON.stringify(ledger.office.scope) !== before) ledger.emit({ kind: 'office' });
  return stored;
}

/** Only the registration that was answered is done with: a later one of the same user may wait behind it. */
export function userAcknowledged(ledger: Ledger, id: string, registration?: string): Promise<Result<void>> {
  return storeOffice(ledger, () => ({
    ...ledger.office,
    pendingUsers: ledger.office.pendingUsers.filter(
      (user) => user.id !== id || (registration !== undefined && user.registration !== registration),
    ),
  }));
}

/**
 * What the province is to hear of users now. Who loses something is told of only when what they sealed before was
 * answered, or after a day: work that was done rightly is not to come back because they went.
 */
export function pendingUsers(ledger: Ledger): Ledger['office']['pendingUsers'] {
  const held = new Set<string>();
  const unanswered = new Set(
    [...ledger.batches.values()].filter((head) => head.state === 'sealed').map((head) => head.user),
  );
  return ledger.office.pendingUsers.filter((user) => {
    const until = user.waitUntil === undefined ? 0 : Date.parse(user.waitUntil);
    if (unanswered.has(user.id) && ledger.clock.now() < until) held.add(user.id);
    return !held.has(user.id);
  });
}

function storeOffice(ledger: Ledger, change: () => Ledger['office']): Promise<Result<void>> {
  return act(ledger, async (draft) => {
    const office = change();
    const written = await commit(ledger, draft, {
      clerk: false,
      entries: async (nextGen) => [await sealOffice(ledger, nextGen(), office)],
    });
    if (written.ok) ledger.office = office;
    return written;
  });
}
