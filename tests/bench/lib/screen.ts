import type { Page } from 'playwright';

interface Watched {
  readonly times: number[];
}
declare const watched: Watched;

/**
 * Notes, for every key that goes into the page, the milliseconds until a frame with the new rows has been painted. Keys
 * that leave the list as it is note nothing.
 */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = [];
    let from: number | undefined;
    const grid = document.querySelector('[role="grid"]');
    if (grid === null) throw new Error('no list on the screen');
    document.addEventListener(
      'beforeinput',
      () => {
        from = performance.now();
      },
      { capture: true },
    );
    // A last key that changed nothing must not be answered by the whole list coming back.
    document.addEventListener(
      'keydown',
      () => {
        from = undefined;
      },
      { capture: true },
    );
    new MutationObserver(() => {
      const began = from;
      if (began === undefined) return;
      from = undefined;
      // A frame callback runs before its paint; the task behind it runs after.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          times.push(performance.now() - began);
        };
        port2.postMessage(0);
      });
    }).observe(grid, { attributes: true, childList: true, characterData: true, subtree: true });
    Object.assign(globalThis, { watched: { times } });
  });
}

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
  await watch(page);
  for (const word of words) {
    for (const letter of word) {
      await page.keyboard.insertText(letter);
      // Eight keys a second: a quick typist.
      await page.waitForTimeout(125);
    }
    await box.press('Escape');
    await page.waitForTimeout(200);
  }
  return page.evaluate(() => watched.times);
}
