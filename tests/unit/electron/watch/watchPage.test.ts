import { EventEmitter } from 'node:events';
import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import { expect, test } from 'vitest';
import { watchPage } from '../../../../electron/watch/watchPage.ts';

class Contents extends EventEmitter {
  readonly did: string[] = [];
  destroyed = false;
  reload(): void {
    this.did.push('reload');
  }
  forcefullyCrashRenderer(): void {
    this.did.push('crash');
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 });
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
}

function watched() {
  const contents = new Contents();
  const boxes: { options: MessageBoxOptions; press: (button: number) => Promise<void> }[] = [];
  const settled = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
  let now = 0;
  watchPage({
    contents: contents as unknown as Parameters<typeof watchPage>[0]['contents'],
    ask: (options) =>
      new Promise<MessageBoxReturnValue>((resolve) => {
        const close = (response: number): void => {
          resolve({ response, checkboxChecked: false });
        };
        // As Electron does: taken away is as good as cancelled.
        options.signal?.addEventListener('abort', () => {
          close(options.cancelId ?? 0);
        });
        boxes.push({
          options,
          press: async (button) => {
            close(button);
            await settled();
          },
        });
      }),
    quit: () => contents.did.push('quit'),
    nowMs: () => now,
  });
  return {
    contents,
    boxes,
    settled,
    pass: (ms: number) => (now += ms),
    die: async (reason = 'crashed') => {
      contents.emit('render-process-gone', {}, { reason, exitCode: 5 });
      await settled();
    },
  };
}

test('a page that dies comes back without a word, but never inside the event', async () => {
  const page = watched();
  page.contents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 1 });
  expect(page.contents.did).toEqual([]);
  await page.settled();
  expect(page.contents.did).toEqual(['reload']);
  expect(page.boxes).toEqual([]);
});

test('a page that dies again within a minute asks in one sentence, and does what is pressed', async () => {
  const page = watched();
  await page.die();
  page.pass(20_000);
  await page.die();
  expect(page.contents.did).toEqual(['reload']);
  const [box] = page.boxes;
  expect(box?.options.buttons).toEqual(['重新打开', '退出']);
  expect(box?.options.message).toMatch(/意外关掉.*保存过的内容.*没有变化.*请点/);
  await box?.press(0);
  expect(page.contents.did).toEqual(['reload', 'reload']);
  page.pass(1000);
  await page.die();
  await page.boxes[1]?.press(1);
  expect(page.contents.did).toEqual(['reload', 'reload', 'quit']);
});

test('a window that is closed, or gone by then, is left alone', async () => {
  const page = watched();
  await page.die('clean-exit');
  page.contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  page.contents.destroyed = true;
  await page.settled();
  expect([page.contents.did, page.boxes]).toEqual([[], []]);
});

test('a page that does not answer is asked about once; 重新打开 ends it and brings it back without a second box', async () => {
  const page = watched();
  await page.die();
  page.pass(1000);
  page.contents.emit('unresponsive');
  page.contents.emit('unresponsive');
  expect(page.boxes.map((box) => box.options.buttons)).toEqual([['再等等', '重新打开']]);
  await page.boxes[0]?.press(1);
  expect(page.contents.did).toEqual(['reload', 'crash', 'reload']);
  expect(page.boxes).toHaveLength(1);
});

test('再等等 waits and is asked again later; the question goes away when the page answers or dies', async () => {
  const page = watched();
  page.contents.emit('unresponsive');
  await page.boxes[0]?.press(0);
  page.contents.emit('unresponsive');
  expect(page.boxes).toHaveLength(2);
  page.contents.emit('responsive');
  await page.settled();
  expect(page.boxes[1]?.options.signal?.aborted).toBe(true);
  page.contents.emit('unresponsive');
  await page.die();
  expect(page.boxes[2]?.options.signal?.aborted).toBe(true);
  expect(page.contents.did).toEqual(['reload']);
});
