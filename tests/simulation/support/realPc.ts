import { enrolDevice } from '../../../renderer/sync/enrolment.ts';
import { SyncEngine } from '../../../renderer/sync/engine.ts';
import type { HttpPort } from '../../../renderer/sync/port.ts';
import { createStoreCore } from '../../../renderer/store/core/createStore.ts';
import type { StoreCore } from '../../../renderer/store/core/createStore.ts';
import type { Ledger } from '../../../renderer/store/core/ledger.ts';
import type { StoreCoreInput } from '../../../renderer/store/core/ports.ts';
import { createMemoryDisk } from '../../../renderer/store/disk/memory.ts';
import type { MemoryDisk, MemoryDiskOptions } from '../../../renderer/store/disk/memory.ts';
import { createKeyRing } from '../../../renderer/store/keys/keyRing.ts';
import { readEnvelopes } from '../../../renderer/store/units/read.ts';
import type { Envelope } from '../../../renderer/store/work/envelope.ts';
import { cheap, createTestHost, passphrase, value } from '../../contract/store/support.ts';
import type { TestHost } from '../../contract/store/support.ts';
import { trials } from './trials.ts';

export interface RealWorld {
  now(): number;
  random(): number;
  /** Asked before and after each commit: does the PC die here? */
  crashes(): boolean;
  note(line: string): void;
  httpOf(pc: RealPc): HttpPort;
}

export interface RealCopy {
  readonly entries: ReturnType<MemoryDisk['dump']>;
  readonly files: TestHost['files'];
  readonly step: number;
}

/** One PC with the product's own store, keys and engine; its disk is memory, its network a port of the world. */
export class RealPc {
  readonly name: string;
  isDead = false;
  host: TestHost;
  disk: MemoryDisk;
  private readonly world: RealWorld;
  private core: StoreCore | undefined;
  private engine: SyncEngine | undefined;
  private died: () => void = () => undefined;
  private death = Promise.resolve();

  constructor(name: string, world: RealWorld, from?: RealCopy) {
    this.name = name;
    this.world = world;
    this.host = createTestHost(new Map(from?.files ?? []));
    this.disk = createMemoryDisk(this.options());
  }

  private options(): MemoryDiskOptions {
    return {
      fault: (point) => {
        if (point.call !== 'commit' || this.core === undefined || !this.world.crashes()) return undefined;
        this.world.note(`${this.name} dies ${point.when} a commit`);
        this.kill();
        return 'crash';
      },
    };
  }

  /** The process is gone; only what lies on the disk and in the host's files is left. */
  kill(): void {
    this.isDead = true;
    this.died();
  }

  private assemble(): StoreCore {
    const input: StoreCoreInput = {
      definitions: trials,
      disk: this.disk,
      host: this.host,
      keyRing: createKeyRing({ host: this.host, cost: cheap }),
      clock: { now: () => this.world.now() },
      enrolment: {
        preview: () => Promise.reject(new Error('not asked')),
        enrol: (request) =>
          enrolDevice(
            { http: this.world.httpOf(this), clock: { now: () => this.world.now() }, host: 'electron' },
            request,
          ),
      },
      onFatal: (error) => {
        throw error;
      },
    };
    this.isDead = false;
    this.death = new Promise((resolve) => {
      this.died = resolve;
    });
    return createStoreCore(input);
  }

  async enrol(code: string): Promise<void> {
    const core = this.assemble();
    const user = { name: '甲测试', passphrase };
    value(await core.port.enrol({ code, user, alone: true }));
    this.begin(core);
  }

  /** Starts the program again on what is left; `copy` puts an older disk under it first. */
  async start(copy?: RealCopy): Promise<void> {
    if (copy) {
      this.disk = createMemoryDisk(this.options());
      await this.disk.commit({ put: copy.entries }, 'strict');
    } else this.disk = this.disk.reopen('restart', this.options());
    this.core = undefined;
    const core = this.assemble();
    const { slots } = await core.port.status();
    value(await core.port.unlock({ userId: slots[0]?.userId ?? '', passphrase }));
    this.begin(core);
  }

  private begin(core: StoreCore): void {
    this.core = core;
    const store = core.sync();
    if (!store) throw new Error('nobody is unlocked');
    const clock = {
      now: () => this.world.now(),
      sleep: async () => undefined,
      random: () => this.world.random(),
    };
    this.engine = new SyncEngine({ store, clock, http: this.world.httpOf(this) });
  }

  copy(step: number): RealCopy {
    return { entries: this.disk.dump(), files: new Map(this.host.files), step };
  }

  get port(): StoreCore['port'] {
    if (!this.core) throw new Error('not started');
    return this.core.port;
  }

  get ledger(): Ledger {
    const ledger = this.core?.ledger();
    if (!ledger) throw new Error('nobody is unlocked');
    return ledger;
  }

  /** The answer, or undefined when the PC died before it came. */
  survive<T>(task: Promise<T>): Promise<T | undefined> {
    return Promise.race([task, this.death.then(() => undefined)]);
  }

  async round(): Promise<void> {
    if (this.engine) await this.survive(this.engine.round(true));
  }

  async envelopes(): Promise<readonly Envelope[]> {
    const all: Envelope[] = [];
    for (const [type, { index }] of this.ledger.types) {
      const { found } = await readEnvelopes(this.ledger, type, index.ids({ type, includeVoided: true }));
      all.push(...found.values());
    }
    return all;
  }
}
