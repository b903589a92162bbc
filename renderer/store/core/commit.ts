import type { Result } from '../../../domain/result.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { DiskChange, DiskFailure } from '../disk/disk.ts';
import type { Envelope } from '../work/envelope.ts';
import type { SealedPut } from '../units/vault.ts';
import type { PlanInput } from '../units/plan.ts';
import { planUnits } from '../units/plan.ts';
import type { UnitPlan } from '../units/types.ts';
import type { AuditInput } from './audit.ts';
import { sealAudit } from './audit.ts';
import type { CounterDraft } from './counters.ts';
import { draftCounters } from './counters.ts';
import { diskFull } from './freeSpace.ts';
import type { Ledger } from './ledger.ts';
import { sealMeta } from './meta.ts';

/** Background work keeps away for this long after a clerk's save (R17). */
const quietAfterSave = 5_000;

/** What one act writes. Everything in it becomes visible together or not at all. */
export interface Write {
  readonly envelopes?: readonly Envelope[];
  readonly staged?: PlanInput['staged'];
  /** Units that were encrypted before their turn; they depend on nothing that an act before this one may change. */
  readonly prepared?: UnitPlan;
  readonly segments?: boolean;
  readonly audit?: AuditInput;
  /** Further entries, sealed before the transaction opens. */
  readonly entries?: (nextGen: () => number) => Promise<readonly SealedPut[]>;
  readonly remove?: DiskChange['remove'];
  /** Memory that follows the disk before the records of this write do. */
  readonly before?: () => void;
  /** Asked when all is encrypted and nothing is written: whether the clerk still wants it. */
  readonly lastWord?: () => Promise<boolean>;
  /** Writes of a clerk look at the free space first (R27); receipts and pulls must go on to free it. */
  readonly clerk: boolean;
}

export const cancelled: Result<never> = fail('cancelled', '已经取消，没有改动任何内容。');
const stale: Result<never> = fail(
  'stale',
  '刚才的内容没有存进去，以前保存的都还在。请关闭程序重新打开，再做一次。',
  { retryable: true },
);
/** It is on the disk: told to do it again, a clerk would enter the same person twice. */
const behind: Result<never> = fail(
  'stale',
  '刚才的内容已经存在本机了，以前保存的也都在。程序要重新读一遍，请重新登录后看一眼，不用再做一次。',
);
const unwritten: Result<never> = fail(
  'ioFailed',
  '这台电脑的磁盘没有写成功，刚才的内容没有存进去，以前保存的都还在。请再点一次保存；如果还不行，请重启电脑。',
  {
    retryable: true,
  },
);

/**
 * The write path of R16: everything is computed and encrypted, then ONE strict transaction re-checks what was read and
 * writes; after it completed, memory follows, and only then the caller says 已保存. Runs inside the write queue.
 */
export async function commit(ledger: Ledger, draft: CounterDraft, write: Write): Promise<Result<void>> {
  const from = ledger.counters;
  const planned = await planUnits(ledger, {
    envelopes: write.envelopes ?? [],
    nextGen: () => draft.nextGen(),
    ...(write.staged === undefined ? {} : { staged: write.staged }),
    ...(write.segments === undefined ? {} : { segments: write.segments }),
  });
  const plans = write.prepared === undefined ? [planned] : [write.prepared, planned];
  const more: SealedPut[] = [];
  if (write.audit !== undefined) more.push(await sealAudit(ledger, draft.nextGen(), write.audit));
  if (write.entries !== undefined) more.push(...(await write.entries(() => draft.nextGen())));
  const gen = draft.nextGen();
  draft.set({ units: plans.reduce((sum, plan) => sum + plan.added, draft.current.units) });
  more.push(await sealMeta(ledger.vault, 'counters', gen, 'device', draft.current));
  const put = [...plans.flatMap((plan) => plan.put), ...more];
  if (write.clerk) {
    const room = await ledger.space.check(put.reduce((sum, entry) => sum + entry.bytes.byteLength, 0));
    if (!room.ok) return room;
  }
  if ((await write.lastWord?.()) === false) return cancelled;
  const written = await ledger.disk.commit(
    {
      expect: [
        ...plans.flatMap((plan) => plan.expect),
        { table: 'meta', key: 'counters', gen: from.gen === 0 ? null : from.gen },
      ],
      put,
      remove: [...plans.flatMap((plan) => plan.remove), ...(write.remove ?? [])],
    },
    'strict',
  );
  if (!written.ok) return translate(ledger, written.error);
  try {
    ledger.counters = draft.current;
    if (write.clerk) ledger.busyUntil = Math.max(ledger.busyUntil, ledger.clock.now() + quietAfterSave);
    write.before?.();
    for (const plan of plans) plan.apply();
  } catch (error) {
    // The disk has the truth; memory that could not follow must not answer another question (R16).
    ledger.fatal(error);
    return behind;
  }
  return ok(undefined);
}

/** Runs one act in the write queue with counters of its own. */
export function act<T>(
  ledger: Ledger,
  task: (draft: CounterDraft) => Promise<Result<T>>,
): Promise<Result<T>> {
  return ledger.queue.run(() => task(draftCounters(ledger.counters)));
}

function translate(ledger: Ledger, failure: DiskFailure): Result<never> {
  switch (failure.code) {
    case 'full':
      return diskFull();
    case 'stale':
      // Somebody else wrote to this profile: nothing in memory can be trusted any more.
      ledger.fatal(new Error('the disk changed under the store'));
      return stale;
    case 'closed':
    case 'ioFailed':
      return unwritten;
  }
}
