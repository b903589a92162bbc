import { EventEmitter } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onAllClosed, watchPopups } from './browserWindow.ts';
import { startChromium } from './cdp.ts';
import { options, record } from './control.ts';
import { endChromium, setChromium } from './running.ts';
import { closeRegistration } from './scheme.ts';
import { strict } from './strict.ts';

const inbox = path.join(options.userData, 'second-starts');
const lock = path.join(options.userData, 'standin.lock');

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // Nobody has this number: the lock was left behind by a crash.
    return false;
  }
}

class App extends EventEmitter {
  #ready = false;
  #quitting = false;
  #watch: NodeJS.Timeout | undefined;
  readonly #whenReady: Promise<void>;

  constructor() {
    super();
    this.#whenReady = new Promise((resolve) => this.once('standin-ready', resolve));
    // After the main module has run to its end, as in Electron, which starts Chromium beside it.
    setImmediate(() => {
      this.#start().catch((error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exit(70);
      });
    });
    onAllClosed(() => {
      record('window.allClosed');
      if (this.listenerCount('window-all-closed') === 0) this.quit();
      else this.emit('window-all-closed');
    });
  }

  async #start(): Promise<void> {
    if (this.#quitting) return;
    closeRegistration();
    record('app.starting');
    const chromium = await startChromium();
    setChromium(chromium);
    watchPopups(chromium.cdp);
    this.#ready = true;
    this.emit('ready');
    this.emit('standin-ready');
  }

  whenReady(): Promise<void> {
    return this.#whenReady;
  }

  isReady(): boolean {
    return this.#ready;
  }

  enableSandbox(): void {
    if (this.#ready) throw new Error('standin: app.enableSandbox was called after ready');
    record('app.sandbox');
  }

  requestSingleInstanceLock(): boolean {
    mkdirSync(inbox, { recursive: true });
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
    } catch {
      // Somebody holds it, or died holding it.
      if (alive(Number(readFileSync(lock, 'utf8')))) {
        writeFileSync(path.join(inbox, String(process.pid)), '');
        return false;
      }
      writeFileSync(lock, String(process.pid));
    }
    this.#watch = setInterval(() => {
      for (const name of readdirSync(inbox)) {
        rmSync(path.join(inbox, name));
        this.emit('second-instance', {}, [], '');
      }
    }, 50);
    this.#watch.unref();
    return true;
  }

  getVersion(): string {
    const file = path.join(path.dirname(process.argv[1] ?? ''), '..', 'package.json');
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }

  getPath(name: string): string {
    if (name !== 'userData') throw new Error(`standin: app.getPath(${name}) is not implemented`);
    return options.userData;
  }

  quit(): void {
    if (this.#quitting) return;
    this.#quitting = true;
    record('app.quit');
    this.emit('before-quit', { preventDefault: () => undefined });
    void this.#leave(0);
  }

  exit(code = 0): void {
    void this.#leave(code);
  }

  async #leave(code: number): Promise<void> {
    await endChromium();
    if (this.#watch !== undefined) rmSync(lock, { force: true });
    // The channel to the test delivers in order; disconnecting after the last line loses none of them.
    process.exit(code);
  }
}

export const app = strict('app', new App());
