import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browserHost } from '../../../../renderer/host/browser.ts';
import { browserFailure } from '../../../../renderer/host/browserFiles.ts';
import type { Host } from '../../../../renderer/host/host.ts';

/** The browser's private files, as far as the host uses them; `createWritable` shows nothing before `close`. */
class FakeFolder {
  readonly files = new Map<string, Uint8Array>();
  refuseWith: string | undefined;

  async getDirectory(): Promise<FakeFolder> {
    return this;
  }

  async getDirectoryHandle(): Promise<FakeFolder> {
    return this;
  }

  async getFileHandle(name: string, options?: { create?: boolean }) {
    if (!this.files.has(name) && options?.create !== true) throw new DOMException('none', 'NotFoundError');
    return {
      getFile: async () => ({
        arrayBuffer: async () => (this.files.get(name) ?? new Uint8Array()).slice().buffer,
      }),
      createWritable: async () => {
        const parts: Uint8Array[] = [];
        return {
          write: async (bytes: Uint8Array) => {
            if (this.refuseWith !== undefined) throw new DOMException('refused', this.refuseWith);
            parts.push(bytes);
          },
          close: async () => {
            this.files.set(name, parts[0] ?? new Uint8Array());
          },
        };
      },
    };
  }

  async estimate() {
    return { quota: 1000, usage: 400 };
  }
}

let folder: FakeFolder;
let host: Host;

beforeEach(() => {
  folder = new FakeFolder();
  vi.stubGlobal('navigator', { ...navigator, storage: folder });
  host = browserHost();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test('R15: there is no device secret and nothing pretends to be one', async () => {
  expect(await host.deviceSecret()).toEqual({ ok: true, value: undefined });
  expect(await host.stagedDeviceSecret()).toEqual({ ok: true, value: undefined });
  for (const step of ['stage', 'commit'] as const)
    expect(await host.rotateDeviceSecret(step)).toEqual({ ok: true, value: undefined });
  expect([...folder.files.keys()]).toEqual([]);
});

test('a file is read back as written, the last write wins, a missing one is undefined', async () => {
  expect(await host.readFile('slots')).toBeUndefined();
  const writes = [1, 2, 3].map((value) => host.writeFile('slots', new Uint8Array([value])));
  expect(await Promise.all(writes)).toEqual(Array(3).fill({ ok: true, value: undefined }));
  expect([...((await host.readFile('slots')) ?? [])]).toEqual([3]);
});

test('a full disk leaves the old file, says so, and does not stop later writes', async () => {
  await host.writeFile('settings', new Uint8Array([1]));
  folder.refuseWith = 'QuotaExceededError';
  expect(await host.writeFile('settings', new Uint8Array([2]))).toMatchObject({
    ok: false,
    error: { code: 'diskFull' },
  });
  expect([...((await host.readFile('settings')) ?? [])]).toEqual([1]);
  folder.refuseWith = undefined;
  expect((await host.writeFile('settings', new Uint8Array([3]))).ok).toBe(true);
});

test('an unknown trouble gets a sentence too', () => {
  expect(browserFailure(new Error('?')).code).toBe('ioFailed');
  expect(browserFailure(undefined).message).toContain('原来的内容没有变化');
});

test('free bytes are what the browser still grants', async () => {
  expect(await host.freeBytes()).toBe(600);
});

test('idle time starts anew when somebody touches the page', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 90_000);
  expect(await host.idleSeconds()).toBeGreaterThanOrEqual(89);
  window.dispatchEvent(new Event('keydown'));
  expect(await host.idleSeconds()).toBe(0);
  now.mockRestore();
});

test('a frozen page asks to lock, and the answer can be withdrawn', () => {
  const locked = vi.fn();
  const stop = host.onLockRequest(locked);
  document.dispatchEvent(new Event('freeze'));
  stop();
  document.dispatchEvent(new Event('freeze'));
  expect(locked).toHaveBeenCalledTimes(1);
});

test('printing opens the dialog of the browser, and nobody claims that paper came out', async () => {
  const print = vi.spyOn(window, 'print').mockImplementation(() => undefined);
  expect(await host.print('landscape')).toEqual({ ok: true, value: 'unknown' });
  expect(await host.savePdf('花名册.pdf', 'landscape')).toEqual({ ok: true, value: 'unknown' });
  expect(print).toHaveBeenCalledTimes(2);
});

test('saving hands the file to the downloads under the name that was suggested', async () => {
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  vi.stubGlobal(
    'URL',
    Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: () => undefined }),
  );
  expect(await host.saveFile('花名册.xlsx', new Uint8Array([1]), 'xlsx')).toEqual({ ok: true, value: true });
  expect((clicked.mock.contexts[0] as HTMLAnchorElement).download).toBe('花名册.xlsx');
});
