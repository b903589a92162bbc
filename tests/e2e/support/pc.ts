import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { root } from './province.ts';

const quiet = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** Sizes that stand on desks: 1366×768, and the same screen under 125 % scaling (K61). */
export const sizes = { usual: { width: 1366, height: 768 }, scaled: { width: 1093, height: 614 } } as const;

/** One office PC: a browser profile of its own on the disk, which survives a killed page and a closed browser. */
export class Pc {
  page: Page;
  readonly profile: string;
  private context: BrowserContext;
  private readonly url: string;

  private constructor(context: BrowserContext, page: Page, profile: string, url: string) {
    this.context = context;
    this.page = page;
    this.profile = profile;
    this.url = url;
  }

  static async open(url: string, profile?: string): Promise<Pc> {
    const folder = profile ?? (await mkdtemp(path.join(tmpdir(), 'ledger-pc-')));
    const context = await Pc.launch(folder);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(url);
    return new Pc(context, page, folder, url);
  }

  private static async launch(folder: string): Promise<BrowserContext> {
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: quiet,
      viewport: sizes.usual,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
      // Scroll bars take their room on a real screen, too.
      ignoreDefaultArgs: ['--hide-scrollbars'],
    });
    // A click that cannot happen should say so long before the test's own time is over.
    context.setDefaultTimeout(20_000);
    return context;
  }

  /** Pulls the plug: the browser process ends without a chance to finish anything. */
  async kill(): Promise<void> {
    // Chromium notes its own process in the profile as `host-pid`.
    const note = await readlink(path.join(this.profile, 'SingletonLock'));
    const pid = Number(note.slice(note.lastIndexOf('-') + 1));
    if (!Number.isInteger(pid) || pid < 2) throw new Error('the browser left no process number');
    const gone = this.context.waitForEvent('close');
    process.kill(pid, 'SIGKILL');
    await gone;
  }

  /** The browser is closed as a person closes it. */
  async shutDown(): Promise<void> {
    await this.context.close();
  }

  async start(): Promise<void> {
    this.context = await Pc.launch(this.profile);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    await this.page.goto(this.url.split('#')[0] ?? this.url);
  }

  /** A picture of the screen at both sizes, for a person to look at; screenshots/ is not kept in the repository. */
  async photograph(name: string): Promise<void> {
    for (const [label, size] of Object.entries(sizes)) {
      await this.page.setViewportSize(size);
      await this.page.waitForTimeout(150);
      await this.page.screenshot({ path: path.join(root, 'screenshots', `${name}-${label}.png`) });
    }
    await this.page.setViewportSize(sizes.usual);
  }

  /** Switches it off; its profile stays for the next time. */
  async stop(): Promise<void> {
    await this.context.close();
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.profile, { recursive: true, force: true });
  }
}
