import type { Page } from 'playwright';

interface Frame {
  readonly at: number;
  /** The rows a clerk can see, and how many there are. */
  readonly rows: string;
}
interface Watch {
  /** When each key went in, and every painted frame in which the list had changed. */
  readonly keys: number[];
  readonly frames: Frame[];
  shown(): string;
}
declare const watch: Watch;

async function watchList(page: Page): Promise<void> {
  await page.evaluate(() => {
    const grid = document.querySelector('[role="grid"]');
    if (grid === null) throw new Error('no list on the screen');
    const keys: number[] = [];
    const frames: Frame[] = [];
    const shown = (): string => {
      const edge = grid.getBoundingClientRect();
      const rows = [...grid.querySelectorAll('[role="row"]')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > edge.top + 1 && top < edge.bottom - 1;
      });
      return [grid.getAttribute('aria-rowcount'), ...rows.map((row) => row.textContent)].join('\n');
    };
    document.addEventListener('beforeinput', () => keys.push(performance.now()), { capture: true });
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
    Object.assign(globalThis, { watch: { keys, frames, shown } });
  });
}

/** Types a word and takes it back; what stood on the screen after each pause, the list before the first key included. */
async function type(page: Page, word: string, pause: number): Promise<readonly string[]> {
  const seen = [await page.evaluate(() => watch.shown())];
  await page.evaluate(() => {
    watch.keys.length = 0;
    watch.frames.length = 0;
  });
  for (const letter of word) {
    await page.keyboard.insertText(letter);
    await page.waitForTimeout(pause);
    if (pause === calm) seen.push(await page.evaluate(() => watch.shown()));
  }
  await page.waitForTimeout(calm);
  return seen;
}

async function takeBack(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: /^搜索/ }).press('Escape');
  await page.waitForTimeout(calm);
}

/** Long enough that the list has come to rest, on a busy machine too. */
const calm = 700;
/** Eight keys a second: a quick typist. */
const quick = 125;

/**
 * Milliseconds from each key until a frame with its own rows was painted. Which rows those are is learnt by typing the
 * word slowly first: late rows of an earlier key are no answer. A key whose rows a newer key overtook is answered when
 * that one's stand there; keys that leave the list as it is note nothing.
 */
async function timesOf(page: Page, word: string): Promise<readonly number[]> {
  const expected = await type(page, word, calm);
  await takeBack(page);
  await type(page, word, quick);
  const { keys, frames } = await page.evaluate(() => ({ keys: [...watch.keys], frames: [...watch.frames] }));
  await takeBack(page);
  if (keys.length !== expected.length - 1) throw new Error(`${keys.length} keys of “${word}” went in`);
  return keys.flatMap((from, at) => {
    if (expected[at + 1] === expected[at]) return [];
    const answers = new Set(expected.slice(at + 1));
    const answered = frames.find((frame) => frame.at >= from && answers.has(frame.rows));
    if (answered === undefined) throw new Error(`the rows of “${word.slice(0, at + 1)}” were never painted`);
    return [answered.at - from];
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
  await watchList(page);
  const times: number[] = [];
  for (const word of words) times.push(...(await timesOf(page, word)));
  return times;
}
