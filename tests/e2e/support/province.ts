import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { servePages } from '../../../scripts/lib/pages.mjs';
import { startServer } from '../../../scripts/lib/server.mjs';
import type { RunningServer } from '../../../scripts/lib/server.mjs';
import { startedFolder } from './firstStart.ts';
import { Relay } from './relay.ts';
import { programWithWrongClock } from './wrongClock.ts';

export const root = path.resolve(import.meta.dirname, '..', '..', '..');

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

type Pages = Awaited<ReturnType<typeof servePages>>;

/** A provincial server of its own with the demo tree, on one port that survives its restarts, and the built page. */
export class Province {
  private server: RunningServer | undefined;
  readonly codes: { office: string; label?: string; code: string }[] = [];

  readonly pageUrl: string;
  private readonly port: number;
  private readonly folder: string;
  private pages: Pages;
  /** Copies of parts of the program, to be thrown away. */
  private readonly copies: string[] = [];
  private readonly kept: boolean;
  private readonly line: { readonly relay: Relay; readonly port: number } | undefined;
  /** Where the server's program lies: the repository, or a copy with newer rules. */
  private program = root;

  private constructor(
    pages: Pages,
    port: number,
    folder: string,
    kept: boolean,
    line: { readonly relay: Relay; readonly port: number } | undefined,
  ) {
    this.pages = pages;
    this.pageUrl = pages.url;
    this.port = port;
    this.folder = folder;
    this.kept = kept;
    this.line = line;
  }

  /**
   * `relayed`: PCs reach it over a line that can be listened to and broken. `kept`: it lies in this folder at these ports
   * and is there again the next time, as are the PCs that know it by them.
   */
  static async start(
    options: {
      readonly relayed?: boolean;
      readonly kept?: {
        readonly folder: string;
        readonly ports: { readonly pages: number; readonly server: number };
      };
    } = {},
  ): Promise<Province> {
    const { kept } = options;
    const folder = kept?.folder ?? (await startedFolder());
    const pages = await servePages(root, kept?.ports.pages ?? (await freePort()));
    const port = kept?.ports.server ?? (await freePort());
    let line: { readonly relay: Relay; readonly port: number } | undefined;
    if (options.relayed === true) {
      const relayPort = await freePort();
      line = { relay: await Relay.open(relayPort, port), port: relayPort };
    }
    const province = new Province(pages, port, folder, kept !== undefined, line);
    await province.plugIn();
    return province;
  }

  /** The address of the server itself, and where it keeps its secrets, for a PC of paper. */
  get address(): { readonly url: string; readonly secrets: string } {
    return { url: `http://127.0.0.1:${this.port}`, secrets: path.join(this.folder, 'secrets') };
  }

  /**
   * The province is updated while PCs still run the older program: the same server with one rule of it changed. It is
   * restarted over its own data, as an update would do.
   */
  async update(rule: (program: string) => string): Promise<void> {
    await mkdir(path.join(root, '.cache'), { recursive: true });
    // Inside the repository, so that the program still finds its libraries.
    this.program = await mkdtemp(path.join(root, '.cache', 'server-'));
    this.copies.push(this.program);
    const copy = path.join(this.program, 'dist-server');
    await cp(path.join(root, 'dist-server'), copy, { recursive: true });
    const main = path.join(copy, 'main.js');
    const before = await readFile(main, 'utf8');
    const after = rule(before);
    if (after === before) throw new Error('the rule to change is not in the server any more');
    await writeFile(main, after);
    await this.unplug();
    await this.plugIn();
  }

  /** PCs that load the program from now on have a clock that is wrong by so much; open pages keep theirs. */
  async setClocks(wrongByMs: number): Promise<void> {
    const copy = await programWithWrongClock(root, wrongByMs);
    this.copies.push(copy);
    await this.pages.close();
    this.pages = await servePages(copy, Number(new URL(this.pageUrl).port));
  }

  get relay(): Relay {
    if (this.line === undefined) throw new Error('this province was started without a relay');
    return this.line.relay;
  }

  /** The server is there (again); what it holds was on its disk all the time. */
  async plugIn(): Promise<void> {
    if (this.server) return;
    this.server = await startServer(this.program, {
      port: this.port,
      dataDir: this.folder,
      ...(this.line === undefined ? {} : { publicUrl: `http://127.0.0.1:${this.line.port}` }),
    });
    for (const code of this.server.codes) this.codes.push(code);
  }

  /** The cable is out: nobody answers on the port. */
  async unplug(): Promise<void> {
    await this.server?.stop();
    this.server = undefined;
  }

  /** An unused enrolment code of an office whose label contains these words. */
  takeCode(words: string): string {
    const at = this.codes.findIndex((each) => (each.label ?? each.office).includes(words));
    const [found] = at < 0 ? [] : this.codes.splice(at, 1);
    if (!found) throw new Error(`no enrolment code for ${words}`);
    return found.code;
  }

  async stop(): Promise<void> {
    await this.unplug();
    await this.line?.relay.close();
    await this.pages.close();
    if (!this.kept) await rm(this.folder, { recursive: true, force: true });
    for (const copy of this.copies) await rm(copy, { recursive: true, force: true });
  }
}
