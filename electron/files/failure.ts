import type { HostFailure } from '../../renderer/host/host.ts';

const full = new Set(['ENOSPC', 'EDQUOT']);
const refused = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY']);

/** Turns what the operating system said into what a clerk can act on; the path stays out of it. */
export function fileFailure(error: unknown): HostFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (full.has(code)) {
    return {
      code: 'diskFull',
      message: '电脑磁盘已满，这次没有写入，原来的文件没有变化。请清理磁盘后再试。',
    };
  }
  if (refused.has(code)) {
    return {
      code: 'denied',
      message:
        '这个位置不允许写入，或者文件正被别的程序打开；原来的文件没有变化。请换一个位置，或关闭正在使用它的程序后再试。',
    };
  }
  return {
    code: 'ioFailed',
    message: '文件没有写成，原来的文件没有变化。请再试一次；如果仍然不行，请换一个位置保存。',
  };
}
