import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { HostFailure, HostFileName } from './host.ts';

const failures: Readonly<Record<string, HostFailure>> = {
  QuotaExceededError: {
    code: 'diskFull',
    message: '电脑磁盘已满，这次没有写入，原来的内容没有变化。请清理磁盘后再试。',
  },
  NotAllowedError: {
    code: 'denied',
    message: '浏览器不允许本页保存文件，原来的内容没有变化。请关闭无痕模式，或换一个浏览器窗口再试。',
  },
};

const other: HostFailure = {
  code: 'ioFailed',
  message: '文件没有写成，原来的内容没有变化。请再试一次；如果仍然不行，请重新打开本页。',
};

/** What a browser's refusal means to a clerk. */
export function browserFailure(error: unknown): HostFailure {
  return failures[nameOf(error)] ?? other;
}

/** A DOMException need not be an Error of this realm; its name is what counts. */
function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}

async function folder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle('host', { create: true });
}

/** The browser's own private files: never IndexedDB (R14). `createWritable` writes aside and swaps at close. */
export async function readBrowserFile(name: HostFileName): Promise<Uint8Array | undefined> {
  const inside = await folder();
  const handle = await inside.getFileHandle(`${name}.bin`).catch((error: unknown) => {
    if (nameOf(error) === 'NotFoundError') return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  const file = await handle.getFile();
  return new Uint8Array(await file.arrayBuffer());
}

let turn: Promise<unknown> = Promise.resolve();

/** Writes whole or not at all; writes keep the order in which they were asked for. */
export function writeBrowserFile(name: HostFileName, bytes: Uint8Array): Promise<Result<void, HostFailure>> {
  const written = turn.then(async (): Promise<Result<void, HostFailure>> => {
    try {
      const handle = await (await folder()).getFileHandle(`${name}.bin`, { create: true });
      const stream = await handle.createWritable();
      await stream.write(new Uint8Array(bytes));
      await stream.close();
      return ok(undefined);
    } catch (error) {
      return { ok: false, error: browserFailure(error) };
    }
  });
  turn = written;
  return written;
}
