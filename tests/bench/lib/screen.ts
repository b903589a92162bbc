import type { Page } from 'playwright';

interface Watch {
  /** The next key ends the wait for the one before. */
  settle(): void;
  /** Every key that changed the list: how long until its own rows stood on the screen, in milliseconds. */
  readonly times: readonly number[];
}
declare const watch: Watch;

/**
 * Notes, for every key that goes into the page, the milliseconds until a frame with its rows has been painted. Which rows
 * are a key's own is known when the list has come to rest, before the next key: of the frames since the key, the first
 * that already showed those counts, so rows of an earlier key that come late are no answer. Keys that leave the list as it
 * is note nothing.
 */
async function watchList(page: Page): Promise<void> {
  await page.evaluate(() => {
    const grid = document.querySelector('[role="grid"]');
    if (grid === null) throw new Error('no list on the screen');
    const times: number[] = [];
    /** The rows a clerk can see, and how many there are. */
    const shown = (): string => {
      const edge = grid.getBoundingClientRect();
      const rows = [...grid.querySelectorAll('[role="row"]')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > edge.top + 1 && top < edge.bottom - 1;
      });
      return [grid.getAttribute('aria-rowcount'), ...rows.map((row) => row.textContent)].join('\n');
    };
    let from: number | undefined;
    let before = shown();
    let frames: { readonly at: number; readonly rows: string }[] = [];
    document.addEventListener(
      'beforeinput',
      () => {
        from = performance.now();
      },
      { capture: true },
    );
    new MutationObserver(() => {
      // A frame callback runs before its paint; the task behind it runs after.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          frames.push({ at: performance.now(), rows: shown() });
        };
        port2.postMessage(0);
      });
    }).observe(grid, { attributes: true, childList: true, characterData: true, subtree: true });
    const settle = (): void => {
      const rows = shown();
      const own = frames.find((frame) => frame.rows === rows);
      if (from !== undefined && rows !== before && own !== undefined) times.push(own.at - from);
      from = undefined;
      before = rows;
      frames = [];
    };
    Object.assign(globalThis, { watch: { times, settle } });
  });
}

const settle = (page: Page): Promise<void> => page.evaluate(() => watch.settle());

/** Unlocks the product's own page over the bench's profile, opens the roster and types; milliseconds key by key. */
export async function typeInList(
  page: Page,
  product: string,
  passphrase: string,
  words: readonly string[],
): Promise<readonly number[]> {
  await page.goto(product);
  await page.getByLabel('登录密码', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('navigation', { name: '主菜单' }).waitFor({ timeout: 60_000 });
  await page.goto(`${product}#/records/member`);
  const box = page.getByRole('textbox', { name: /^搜索/ });
  await page.getByRole('row').nth(5).waitFor({ timeout: 60_000 });
  // Search texts are made ready behind the list.
  await page.waitForTimeout(6000);
  await box.focus();
  await watchList(page);
  for (const word of words) {
    for (const letter of word) {
      await page.keyboard.insertText(letter);
      // Eight keys a second: a quick typist.
      await page.waitForTimeout(125);
      await settle(page);
    }
    await box.press('Escape');
    await page.waitForTimeout(200);
    // Not a key of a search: the whole list comes back.
    await settle(page);
  }
  return page.evaluate(() => watch.times);
}
