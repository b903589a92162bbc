import type { HttpAnswer, HttpRequest } from '../../../renderer/sync/port.ts';
import { SyncEngine } from '../../../renderer/sync/engine.ts';
import { provinceFingerprint, provinceJwk } from './network.ts';
import { SimStore } from './store.ts';
import type { Disk } from './store.ts';

export interface PcWorld {
  now(): number;
  /** Asked at each commit: does the PC die here? */
  crashes(): boolean;
  readonly random: { next(): number };
  id(): string;
  note(line: string): void;
}

interface Waiting {
  readonly request: HttpRequest;
  readonly answer: (answer: HttpAnswer) => void;
}

/** One PC: a disk, and while it runs an engine. Its only scheduled port is the network; the disk answers at once. */
export class Pc {
  readonly name: string;
  readonly device: string;
  user = 'u1';
  store: SimStore;
  waiting: Waiting | undefined;
  isBusy = false;
  private readonly world: PcWorld;
  private engine: SyncEngine | undefined;
  private life = 0;
  private readonly earlierFaults: string[] = [];
  private rest: () => void = () => undefined;

  constructor(name: string, device: string, disk: Disk, world: PcWorld) {
    this.name = name;
    this.device = device;
    this.world = world;
    this.store = this.open(disk);
  }

  private open(disk: Disk): SimStore {
    this.life += 1;
    const { life } = this;
    return new SimStore(disk, {
      device: this.device,
      connection: {
        url: `http://${this.device}.province`,
        serverKey: provinceFingerprint,
        serverJwk: provinceJwk,
        device: this.device,
        user: this.user,
        assertAsUser: async () => 'user',
        assertAsDevice: async () => 'device',
      },
      user: () => this.user,
      at: () => new Date(this.world.now()).toISOString(),
      id: () => this.world.id(),
      gate: async (name) => {
        // A process that is gone never hears of its commit again.
        if (life !== this.life) return new Promise<void>(() => undefined);
        if (!this.world.crashes()) return undefined;
        this.world.note(`${this.name} dies at ${name}`);
        this.crash();
        return new Promise<void>(() => undefined);
      },
    });
  }

  /** The process ends; what was committed is there when it starts again. */
  crash(disk: Disk = this.store.disk): void {
    this.earlierFaults.push(...this.store.faults);
    this.store = this.open(disk);
    this.engine = undefined;
    this.waiting = undefined;
    this.isBusy = false;
    this.rest();
  }

  /** What no run of the program may do, over all its runs. */
  get faults(): readonly string[] {
    return [...this.earlierFaults, ...this.store.faults];
  }

  private engineNow(): SyncEngine {
    const { life } = this;
    this.engine ??= new SyncEngine({
      store: this.store,
      clock: {
        now: () => this.world.now(),
        sleep: async () => undefined,
        random: () => this.world.random.next(),
      },
      nonce: () => this.world.id(),
      http: {
        send: (request) =>
          new Promise((answer) => {
            if (life !== this.life) return;
            this.waiting = { request, answer };
            this.rest();
          }),
      },
    });
    return this.engine;
  }

  /** Starts a round and returns when the PC waits for the network, has finished, or is gone. */
  startRound(forced: boolean): Promise<void> {
    const { life } = this;
    this.isBusy = true;
    return this.untilRest(() => {
      void this.engineNow()
        .round(forced)
        .then(() => {
          if (life !== this.life) return;
          this.isBusy = false;
          this.rest();
        });
    });
  }

  /** Lets the waiting request come back with this. */
  release(answer: HttpAnswer): Promise<void> {
    const { waiting } = this;
    this.waiting = undefined;
    return this.untilRest(() => waiting?.answer(answer));
  }

  private async untilRest(start: () => void): Promise<void> {
    const rested = new Promise<void>((resolve) => {
      this.rest = resolve;
    });
    start();
    await rested;
    // Sealing ahead runs beside a request; it touches no port but the disk, so one turn of the loop finishes it.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
