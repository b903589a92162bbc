import type { Result } from '../../../domain/result.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { SyncStore } from '../../sync/port.ts';
import type { StoreEvent, StoreStatus, SyncSummary, UserSummary } from '../port.ts';
import { enrolPc, isEnrolled } from './enrol.ts';
import type { EnrolRequest } from './enrol.ts';
import type { ImportRuns } from './imports/run.ts';
import { keepIncarnationFile } from './incarnation.ts';
import type { Ledger } from './ledger.ts';
import { takeNews } from './news.ts';
import { openLedger } from './open.ts';
import type { Signals } from './open.ts';
import type { EngineHandle, StoreCoreInput } from './ports.ts';
import { isRestoring, readProfileFile, writeProfileFile } from './profile.ts';
import { sealAll } from './sealAll.ts';
import { summary } from './syncLists.ts';
import { createSyncStore } from './syncStore.ts';

/** One user's time at this PC, from unlock to lock. */
export interface Session {
  ledger(): Ledger | undefined;
  sync(): SyncStore | undefined;
  engine(): EngineHandle | undefined;
  runs(): ImportRuns;
  status(): Promise<StoreStatus>;
  enrol(request: EnrolRequest): Promise<Result<void>>;
  unlock(request: { readonly userId: string; readonly passphrase: string }): Promise<Result<void>>;
  lock(reason: 'button' | 'idle' | 'sleep'): Promise<void>;
  summary(): SyncSummary;
  readonly input: StoreCoreInput;
}

interface Open {
  readonly ledger: Ledger;
  readonly sync: SyncStore;
  readonly runs: ImportRuns;
  engine?: EngineHandle;
}

const nobody: SyncSummary = {
  online: false,
  busy: false,
  waiting: 0,
  rejected: 0,
  conflicts: 0,
  waitingForOthers: 0,
  localOnly: 0,
};

export function createSession(input: StoreCoreInput, emit: (event: StoreEvent) => void): Session {
  let open: Open | undefined;
  let damaged = false;

  const tell = (): void => {
    if (open !== undefined) emit({ kind: 'sync', summary: summary(open.ledger, open.engine) });
  };
  const signals: Signals = {
    emit,
    worked: () => {
      tell();
      open?.engine?.nudge();
    },
    fatal(error) {
      damaged = true;
      open = undefined;
      input.onFatal?.(error);
    },
  };

  function enter(ledger: Ledger): void {
    const sync = createSyncStore(ledger, input.host);
    open = { ledger, sync, runs: new Map() };
    const engine = input.startEngine?.(sync, tell);
    if (engine !== undefined) open.engine = engine;
  }

  return {
    input,
    ledger: () => open?.ledger,
    sync: () => open?.sync,
    engine: () => open?.engine,
    runs: () => open?.runs ?? new Map(),
    summary: () => (open === undefined ? nobody : summary(open.ledger, open.engine)),
    async status() {
      const [state, slots, file] = await Promise.all([
        input.keyRing.state(),
        input.keyRing.slots(),
        readProfileFile(input.host),
      ]);
      const office = file === undefined ? {} : { officeName: file.officeName, alone: file.alone };
      if (open !== undefined) {
        const { scope, alone } = open.ledger.office;
        return { phase: 'open', slots, ...office, alone, scope, user: presentUser(open.ledger) };
      }
      const because = file?.lockedBecause === undefined ? {} : { lockedBecause: file.lockedBecause };
      if (damaged || state === 'damaged') return { phase: 'damaged', slots, ...office };
      const enrolled = await isEnrolled(input.disk);
      // Data whose keys are gone: nothing may be written over it, a backup brings both back.
      const isHalf = state === 'empty' && (await isRestoring(input.host));
      if (state === 'empty' && enrolled && !isHalf) return { phase: 'damaged', slots: [], ...office };
      if (!enrolled || isHalf) return { phase: 'new', slots: [] };
      return { phase: 'locked', slots, ...office, ...because };
    },
    async enrol(request) {
      if (open !== undefined) return fail('alreadyOpen', '本机已经开通，没有改动任何内容。');
      const enrolled = await enrolPc(input, request, signals);
      if (!enrolled.ok) return enrolled;
      enter(enrolled.value);
      return ok(undefined);
    },
    async unlock({ userId, passphrase }) {
      if (open !== undefined) return fail('alreadyOpen', '已经有人登录，没有改动任何内容。请先锁定再换人。');
      const unlocked = await input.keyRing.unlock(userId, passphrase);
      if (!unlocked.ok) return unlocked;
      const ledger = await openLedger(input, unlocked.value, signals);
      if (!ledger.ok) {
        damaged = damaged || ledger.error.code === 'damaged';
        return ledger;
      }
      // What a kill kept from the books. If the disk refuses it now, the next unlock takes it.
      await takeNews(ledger.value, input.keyRing);
      enter(ledger.value);
      return ok(undefined);
    },
    async lock(reason) {
      const leaving = open;
      if (leaving === undefined) return;
      await leaving.engine?.stop();
      await sealAll(leaving.ledger, input.host);
      await leaving.ledger.queue.idle();
      await keepIncarnationFile(leaving.ledger, input.host);
      open = undefined;
      const { office } = leaving.ledger;
      await writeProfileFile(input.host, {
        officeName: office.scope.office.name,
        alone: office.alone,
        lockedBecause: { reason, at: new Date(input.clock.now()).toISOString() },
      });
      emit({ kind: 'locked', reason });
    },
  };
}

function presentUser(ledger: Ledger): UserSummary {
  const { userId, userName, roles } = ledger.session;
  return { id: userId, name: userName, roles };
}
