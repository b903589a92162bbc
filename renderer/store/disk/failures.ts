import type { DiskFailure } from './disk.ts';

/** What a clerk is told when a write did not reach the disk; every one of them changed nothing. */
export const diskFailures = {
  stale: {
    code: 'stale',
    message: '这条内容刚刚在本机有了改动，这次没有写入，两边的内容都在。请看一眼新的内容，再保存一次。',
    retryable: true,
  },
  full: {
    code: 'full',
    message: '电脑磁盘已满，这次没有保存，原来的内容没有变化，您填的还在屏幕上。请清理磁盘后再点保存。',
  },
  closed: {
    code: 'closed',
    message: '本机资料库已经关上，这次没有保存；之前保存的都在。请关掉本窗口，重新打开程序。',
  },
  /** Dexie would open it all the same; an older program must not write into a layout it does not know. */
  newer: {
    code: 'closed',
    message: '本机资料是更新版本的程序写的，这个版本没有打开它，资料没有变化。请安装新版程序后再打开。',
  },
  ioFailed: {
    code: 'ioFailed',
    message:
      '这次没有写进磁盘，之前保存的都在，您填的还在屏幕上。请再点一次保存；如果还是不行，请重新打开程序。',
    retryable: true,
  },
} as const satisfies Readonly<Record<DiskFailure['code'] | 'newer', DiskFailure>>;

/**
 * Thrown by reads only: a store that cannot read has nothing to go on with, so its worker ends itself and is built anew
 * (R16).
 */
export class DiskUnavailable extends Error {
  readonly failure: DiskFailure;
  constructor(failure: DiskFailure) {
    super(`disk ${failure.code}`);
    this.name = 'DiskUnavailable';
    this.failure = failure;
  }
}
