import type { Result } from '../../../domain/result.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Host } from '../../host/host.ts';
import type { Disk } from '../disk/disk.ts';

/** Below this a save is refused before it begins: IndexedDB needs room to keep its promise (R27). */
const reserve = 32 * 1024 * 1024;
/** Asking the system at every keystroke's draft would cost more than the write. */
const askAgainAfter = 5_000;

export interface SpaceGuard {
  /** Whether `bytes` more fit on the profile's disk, with a reserve. */
  check(bytes: number): Promise<Result<void>>;
}

export function createSpaceGuard(disk: Disk, host: Host, now: () => number): SpaceGuard {
  let known: { readonly free: number; readonly at: number } | undefined;
  const measure = async (): Promise<number> => {
    const [{ used, quota }, free] = await Promise.all([disk.estimate(), host.freeBytes()]);
    return Math.min(quota - used, free ?? Number.POSITIVE_INFINITY);
  };
  return {
    async check(bytes) {
      if (
        known === undefined ||
        now() - known.at > askAgainAfter ||
        now() < known.at ||
        known.free < bytes + 2 * reserve
      ) {
        known = { free: await measure(), at: now() };
      }
      if (known.free < bytes + reserve) return diskFull();
      known = { ...known, free: known.free - bytes };
      return ok(undefined);
    },
  };
}

export function diskFull(): Result<never> {
  return fail(
    'diskFull',
    '这台电脑的磁盘快满了，刚才的内容没有存进去，以前保存的都还在。请先清理磁盘（至少腾出 100 MB），再点一次保存。',
    {
      retryable: true,
    },
  );
}
