import { fail, ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { StorePort } from '../port.ts';
import { readAudit } from './audit.ts';
import { setMany, transition, voidRecords } from './batchActs.ts';
import { readDraft, saveDraft, writeSetting } from './drafts.ts';
import { deviceOf, earlierHistory } from './earlier.ts';
import { importCancel, importCommit, imports, interruptedImport } from './imports/finish.ts';
import { importBegin, importStage } from './imports/stage.ts';
import { restoreImport, undoImport, undoPreview } from './imports/undo.ts';
import type { Ledger } from './ledger.ts';
import { findByNumbers } from './findByNumbers.ts';
import { setManyPreview } from './manyPreview.ts';
import { movePlace } from './movePlace.ts';
import {
  counts,
  duplicates,
  exportRows,
  ids,
  logReveal,
  printRows,
  query,
  readAll,
  tree,
} from './queries.ts';
import { report, reportNames } from './report.ts';
import { save } from './save.ts';
import { exportBackup } from './safety.ts';
import { settleMany, takeBackMany } from './settleMany.ts';
import type { Session } from './session.ts';
import { createStops } from './stops.ts';
import { conflicts, giveUp, pending, rejected, sent, settle } from './syncLists.ts';
import { setApart, twins } from './twins.ts';
import { addUser, listUsers, removeUser, setRoles } from './users.ts';
import { historyOf, readOne, viewOf } from './view.ts';
import { whoMeets } from './whoMeets.ts';

/** Ways into the open ledger: an act answers a failure when nobody is unlocked, a look answers emptiness. */
export interface Ways {
  readonly act: <T>(task: (ledger: Ledger) => Promise<Result<T>>) => Promise<Result<T>>;
  readonly look: <T>(empty: T, task: (ledger: Ledger) => Promise<T>) => Promise<T>;
}

type OpenPort = Omit<
  StorePort,
  'status' | 'readCode' | 'enrol' | 'unlock' | 'lock' | 'restoreBackup' | 'subscribe'
>;

/** Everything that needs an unlocked user. */
export function createOpenPort(session: Session, ways: Ways): OpenPort {
  const { act, look } = ways;
  const { keyRing } = session.input;
  const runs = () => session.runs();
  const stops = createStops();
  return {
    addUser: (user) => act((ledger) => addUser(ledger, keyRing, user)),
    removeUser: (user) => act((ledger) => removeUser(ledger, keyRing, user)),
    setRoles: (user) => act((ledger) => setRoles(ledger, keyRing, user)),
    listUsers: () => look([], (ledger) => listUsers(ledger, keyRing)),
    keyGrants: () => look([], async (ledger) => [...(ledger.office.grants ?? [])].reverse()),
    changePassphrase: ({ old, next }) =>
      act((ledger) => keyRing.changePassphrase(ledger.session.userId, old, next)),

    get: (type, id) =>
      act(async (ledger) => {
        const read = await readOne(ledger, type, id);
        const stored = ledger.types.get(type);
        if (!read.ok || stored === undefined) return read.ok ? fail('notFound', '') : read;
        ledger.seen.remember(id, read.value.version, read.value.data);
        return ok(viewOf(stored, read.value));
      }),
    save: (input) => act((ledger) => save(ledger, input)),
    transition: (input) => act((ledger) => transition(ledger, input)),
    setMany: (input) => act((ledger) => setMany(ledger, input)),
    movePlace: (input) =>
      act((ledger) =>
        stops.during(
          input.actId,
          (event) => ledger.emit(event),
          (watch) => movePlace(ledger, input, watch),
        ),
      ),
    async cancelAct(actId) {
      stops.stop(actId);
    },
    setManyPreview: (input) => act((ledger) => setManyPreview(ledger, input)),
    voidRecords: (input) => act((ledger) => voidRecords(ledger, input)),
    history: (type, id) =>
      look([], async (ledger) => {
        const read = await readOne(ledger, type, id);
        return read.ok ? historyOf(read.value, deviceOf(ledger)) : [];
      }),
    earlierHistory: (type, id) =>
      look('whole', (ledger) =>
        earlierHistory(ledger, session.engine(), () => session.ledger() === ledger, { type, id }),
      ),
    logReveal: (input) => look(undefined, (ledger) => logReveal(ledger, input)),
    exportRows: (input) => act((ledger) => exportRows(ledger, input)),
    printRows: (input) => act((ledger) => printRows(ledger, input)),
    auditLog: (limit) => look([], (ledger) => readAudit(ledger, limit)),
    saveDraft: (input) => act((ledger) => saveDraft(ledger, input)),
    readDraft: (type, id) => look(undefined, async (ledger) => readDraft(ledger, type, id)),

    query: (asked, offset, limit) =>
      look({ total: 0, all: 0, rows: [] }, async (ledger) => query(ledger, asked, offset, limit)),
    ids: (asked) => look([], async (ledger) => ids(ledger, asked)),
    counts: (asked, field) => look([], async (ledger) => counts(ledger, asked, field)),
    tree: (asked) => look([], async (ledger) => tree(ledger, asked)),
    findByNumbers: (input) =>
      look({ ids: [], missing: input.numbers, several: [] }, async (ledger) => findByNumbers(ledger, input)),
    report: (asked) => act((ledger) => report(ledger, asked)),
    reportNames: (asked, figure, offset, limit) =>
      look({ total: 0, rows: [] }, async (ledger) => reportNames(ledger, asked, figure, offset, limit)),
    duplicates: (type, organisation, data, except) =>
      look([], async (ledger) => duplicates(ledger, type, organisation, data, except)),

    twins: (asked, offset, limit) =>
      look({ groups: 0, records: 0, apart: 0, page: [] }, async (ledger) =>
        twins(ledger, asked, offset, limit),
      ),
    setApart: (input) => act((ledger) => setApart(ledger, input)),
    whoMeets: (input) => act((ledger) => whoMeets(ledger, input)),

    readAll: (type, organisation, fields, filters) =>
      look([], (ledger) => readAll(ledger, type, organisation, fields, filters)),
    importBegin: (input) => act((ledger) => importBegin(ledger, runs(), input)),
    importStage: (importId, changes) => act((ledger) => importStage(ledger, runs(), importId, changes)),
    importCommit: (importId) => act((ledger) => importCommit(ledger, runs(), importId)),
    importCancel: (importId) => look(undefined, (ledger) => importCancel(ledger, runs(), importId)),
    interruptedImport: () => look(undefined, async (ledger) => interruptedImport(ledger)),
    imports: (type) => look([], async (ledger) => imports(ledger, type)),
    undoPreview: (importId) => act((ledger) => undoPreview(ledger, importId)),
    undoImport: (importId) => act((ledger) => undoImport(ledger, runs(), importId)),
    restoreImport: (importId) => act((ledger) => restoreImport(ledger, runs(), importId)),
    readSetting: (key) => look(undefined, async (ledger) => ledger.settings.get(key)),
    writeSetting: (key, value) => act((ledger) => writeSetting(ledger, key, value)),

    syncSummary: async () => session.summary(),
    async syncNow() {
      await session.engine()?.syncNow();
      return session.summary();
    },
    pending: (limit) => look([], (ledger) => pending(ledger, limit)),
    sent: (limit) => look([], async (ledger) => sent(ledger, limit)),
    rejected: () => look([], (ledger) => rejected(ledger)),
    giveUp: (op) => act((ledger) => giveUp(ledger, op)),
    conflicts: () => look([], (ledger) => conflicts(ledger)),
    settle: (input) => act((ledger) => settle(ledger, input)),
    settleMany: (input) => act((ledger) => settleMany(ledger, input)),
    takeBackMany: (input) => act((ledger) => takeBackMany(ledger, input)),

    damage: () =>
      look(
        0,
        async ({ damage, vault }) =>
          damage.filter(({ part, box }) => part === 'unit' && vault.opens(box)).length,
      ),
    exportBackup: (passphrase) => act((ledger) => exportBackup(ledger, session.input, passphrase)),
  };
}
