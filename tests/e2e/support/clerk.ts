import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { Pc } from './pc.ts';

export const password = '今天天气很好我们去爬山吧';

export interface PickedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** 8126 → 8,126, as the screens write it. */
export const shown = (count: number): string => count.toLocaleString('zh-CN');

/** What a clerk does with mouse and keyboard: only roles and the words on the screen. */
export class Clerk {
  readonly pc: Pc;

  constructor(pc: Pc) {
    this.pc = pc;
  }

  get page(): Page {
    return this.pc.page;
  }

  button(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** First run with the code that came with the address. */
  async enrol(
    name: string,
    options: { readonly alone?: boolean; readonly photograph?: string } = {},
  ): Promise<void> {
    await this.button('认一下开通码').click();
    if (options.alone === false) await this.page.getByLabel('几个人轮流用').check();
    await this.page.getByLabel('您的姓名').fill(name);
    await this.page.getByLabel('登录密码', { exact: true }).fill(password);
    await this.page.getByLabel('再输一次').fill(password);
    if (options.photograph !== undefined) await this.pc.photograph(options.photograph);
    await this.button('设好了，进入').click();
    await expect(this.page.getByRole('navigation', { name: '主菜单' })).toBeVisible({ timeout: 30_000 });
  }

  async lock(): Promise<void> {
    await this.button('锁定').click();
    await expect(this.button('登录')).toBeVisible();
  }

  async unlock(words = password): Promise<void> {
    await this.page.getByLabel('登录密码', { exact: true }).fill(words);
    await this.button('登录').click();
    await expect(this.page.getByRole('navigation', { name: '主菜单' })).toBeVisible({ timeout: 30_000 });
  }

  async menu(...names: readonly string[]): Promise<void> {
    const menu = this.page.getByRole('navigation', { name: '主菜单' });
    for (const name of names) await menu.getByRole('link', { name: new RegExp(`^${name}`) }).click();
  }

  /** The unit switch of the title bar; without a name: 全部. */
  async unit(name?: string): Promise<void> {
    await this.pickOption('切换单位', name ?? /^全部 \d+ 个单位$/);
  }

  /** A choice box that only chooses: open, click the entry. */
  async pickOption(label: string, entry: string | RegExp): Promise<void> {
    await this.page.getByRole('combobox', { name: label, exact: true }).click();
    await this.page.locator('.ant-select-dropdown:visible').getByTitle(entry).first().click();
  }

  // ── lists ──

  get grid(): Locator {
    return this.page.getByRole('grid');
  }

  get searchBox(): Locator {
    return this.page.getByRole('textbox', { name: /^搜索/ });
  }

  /** The line at the bottom left: 共 8,126 人. */
  get figures(): Locator {
    return this.page.getByRole('status', { name: '人数与合计' });
  }

  async roster(): Promise<void> {
    await this.menu('会员管理', '会员花名册');
    await expect(this.grid).toBeVisible();
    // The list comes back as it was left, searched and filtered.
    const narrowed = this.button('全部清除');
    await expect(narrowed.or(this.page.getByText('没有筛选，显示全部'))).toBeVisible();
    if (await narrowed.isVisible()) await narrowed.click();
  }

  async find(words: string): Promise<void> {
    await this.searchBox.fill(words);
  }

  /** Searches, and waits until exactly so many people are listed. */
  async findCount(words: string, count: number): Promise<void> {
    await this.find(words);
    await expect(this.figures).toContainText(`共 ${shown(count)} 人`);
  }

  rowOf(words: string): Locator {
    return this.grid.getByRole('row').filter({ hasText: words });
  }

  /** Opens the file of the person with this 工号; others whose phone holds the same digits stand below. */
  async open(number: string): Promise<void> {
    await this.find(number);
    await expect(this.grid.getByRole('row').nth(1)).toContainText(number);
    await this.searchBox.press('ArrowDown');
    await this.grid.press('Control+Home');
    await this.grid.press('Enter');
    await expect(this.box('工号')).toHaveValue(number);
  }

  // ── files ──

  box(label: string): Locator {
    return this.page.getByRole('textbox', { name: label, exact: true });
  }

  /** A choice box: type to find, Enter to take. */
  async choose(label: string, words: string): Promise<void> {
    const box = this.page.getByRole('combobox', { name: label, exact: true });
    await box.fill(words);
    await box.press('Enter');
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+s');
    await expect(this.page.getByText('已保存（在本机）')).toBeVisible();
  }

  // ── 数据上报 ──

  get corner(): Locator {
    return this.page.getByRole('navigation', { name: '数据上报' });
  }

  async expectWaiting(count: number | RegExp, timeout = 30_000): Promise<void> {
    const words = typeof count === 'number' ? new RegExp(`待上报\\s*${shown(count)}(?![\\d,])`) : count;
    await expect(this.corner).toContainText(words, { timeout });
  }

  /** 立即上报并接收, or 再试一次 while the line is down. */
  async report(): Promise<void> {
    await this.menu('数据上报');
    await this.button(/立即上报并接收|再试一次/).click();
  }

  // ── 导入花名册 ──

  async pickRoster(file: PickedFile): Promise<void> {
    await this.menu('会员管理', '导入花名册');
    await this.giveRoster(file);
    await expect(this.button('下一步：看结果')).toBeVisible({ timeout: 30_000 });
  }

  /** By the button: the file chooser gets it. */
  async giveRoster(file: PickedFile): Promise<void> {
    await this.page
      .getByLabel('花名册文件')
      .setInputFiles({ name: file.name, mimeType: xlsx, buffer: file.bytes });
  }

  async compare(coverage: string, membership?: string): Promise<void> {
    await this.page.getByLabel(coverage, { exact: true }).check();
    if (membership !== undefined) await this.page.getByLabel(membership, { exact: true }).check();
    await this.button('下一步：看结果').click();
    await expect(this.page.getByRole('navigation', { name: '导入结果' })).toBeVisible({ timeout: 60_000 });
  }

  /** The numbers of the result, by their words. */
  async expectVerdicts(numbers: Readonly<Record<string, number>>): Promise<void> {
    const tally = this.page.getByRole('navigation', { name: '导入结果' });
    for (const [label, count] of Object.entries(numbers))
      await expect(this.button(`${label} ${shown(count)}`, tally), `${label} ${count}`).toBeVisible();
  }

  async openVerdict(label: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: '导入结果' })
      .getByRole('button', { name: new RegExp(`^${label} `) })
      .click();
  }

  async write(people: number): Promise<void> {
    await this.button(`写入 ${shown(people)} 人`).click();
    await expect(this.page.getByText(/写好了：/)).toBeVisible({ timeout: 60_000 });
  }
}
