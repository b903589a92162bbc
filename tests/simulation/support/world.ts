import { createHash } from 'node:crypto';
import type { HttpRequest } from '../../../renderer/sync/port.ts';
import { actOnce, mendOne, settle } from './clerk.ts';
import type { Office } from './clerk.ts';
import { Journal } from './journal.ts';
import { answerOf, strangeAnswer } from './network.ts';
import { Pc } from './pc.ts';
import type { PcWorld } from './pc.ts';
import { Province } from './province.ts';
import { Random } from './random.ts';
import { emptyDisk } from './store.ts';
import type { Disk } from './store.ts';

const tenYears = 10 * 365 * 24 * 3600_000;

export interface Copy {
  readonly disk: Disk;
  readonly step: number;
}

/** A province, some PCs, and everything that can go wrong between them, from one seed. */
export class World implements PcWorld, Office {
  readonly random: Random;
  readonly journal = new Journal();
  readonly province = new Province();
  readonly pcs: Pc[] = [];
  readonly trace: string[] = [];
  step = 0;
  private readonly tokens = new Set<string>();
  private readonly ghosts: HttpRequest[] = [];
  private readonly copies = new Map<string, Copy>();
  private faults = true;
  private time = Date.UTC(2026, 10, 23);
  private ids = 0;

  readonly seats: boolean;

  constructor(seed: number, seats = false) {
    this.seats = seats;
    this.random = new Random(seed);
    const count = 2 + this.random.below(3);
    for (let i = 1; i <= count; i += 1) this.pcs.push(new Pc(`pc${i}`, `d${i}`, emptyDisk(`i${i}`), this));
  }

  // The clock and the dice as PCs see them.
  now(): number {
    return this.time;
  }
  crashes(): boolean {
    return this.faults && this.random.chance(0.02);
  }
  id(): string {
    this.ids += 1;
    return `x${this.ids}`;
  }
  note(line: string): void {
    this.trace.push(`${this.step} ${line}`);
  }

  /** One thing happens. */
  async once(): Promise<void> {
    this.step += 1;
    const pc = this.random.pick(this.pcs);
    if (!pc) return;
    const lot = this.random.next();
    if (lot < 0.3) this.note(actOnce(this, pc));
    else if (lot < 0.9) await this.advance(pc);
    else await this.disaster(pc);
  }

  private async advance(pc: Pc): Promise<void> {
    if (pc.waiting) return this.deliver(pc);
    if (pc.isBusy) return undefined;
    this.note(`${pc.name} begins a round`);
    return pc.startRound(this.random.chance(0.5));
  }

  private async deliver(pc: Pc): Promise<void> {
    const request = pc.waiting?.request;
    if (!request) return;
    const lot = this.faults ? this.random.next() : 1;
    const words = `${pc.name} ${request.method} ${new URL(request.url).pathname}`;
    const serve = () => answerOf(this.province, request, this.tokens, this.time);
    if (lot < 0.06) {
      this.note(`${words}: lost on the way there`);
      // It may still arrive, long after everybody gave it up.
      if (this.random.chance(0.5)) this.ghosts.push(request);
      return pc.release({ kind: 'noConnection', reason: 'timeout' });
    }
    if (lot < 0.12) {
      this.note(`${words}: answer lost`);
      serve();
      return pc.release({ kind: 'noConnection', reason: 'timeout' });
    }
    if (lot < 0.17) {
      const kind = this.random.below(12);
      this.note(`${words}: strange answer ${kind}`);
      return pc.release(strangeAnswer(kind));
    }
    if (lot < 0.22) {
      this.note(`${words}: twice`);
      serve();
    }
    const answer = serve();
    this.note(`${words}: ${answer.kind === 'answer' ? answer.status : answer.reason}`);
    return pc.release(answer);
  }

  private async disaster(pc: Pc): Promise<void> {
    const lot = this.random.next();
    if (lot < 0.25) {
      this.note(`${pc.name} is switched off`);
      pc.crash();
    } else if (lot < 0.4) {
      const jump = (this.random.next() * 2 - 1) * tenYears;
      this.note('the clock jumps');
      this.time += Math.round(jump);
    } else if (lot < 0.55) {
      const ghost = this.ghosts.shift();
      if (ghost) this.note(`a forgotten request arrives: ${new URL(ghost.url).pathname}`);
      if (ghost) answerOf(this.province, ghost, this.tokens, this.time);
    } else if (lot < 0.7) {
      this.note('tokens run out');
      this.tokens.clear();
    } else if (lot < 0.85) {
      this.copies.set(pc.name, { disk: pc.store.disk, step: this.step });
    } else await this.restoreOrClone(pc, this.copies.get(pc.name));
  }

  private async restoreOrClone(pc: Pc, copy: Copy | undefined): Promise<void> {
    if (!copy) return;
    if (this.pcs.length < 5 && this.random.chance(0.4)) {
      this.note(`${pc.name} is cloned`);
      this.pcs.push(new Pc(`${pc.name}c${this.step}`, pc.device, copy.disk, this));
      return;
    }
    this.note(`${pc.name} goes back to step ${copy.step}`);
    this.journal.losePc(pc.name, copy.step);
    pc.crash(copy.disk);
    // Half of the time the host file tells that the profile is older than it should be (R3).
    if (this.random.chance(0.5)) {
      this.faults = false;
      await pc.store.newIncarnation();
      this.faults = true;
    }
  }

  /** The network is back, people look at what waits for them; returns how many rounds it took to come to rest. */
  async heal(limit: number): Promise<number> {
    this.faults = false;
    for (const ghost of this.ghosts) answerOf(this.province, ghost, this.tokens, this.time);
    for (let round = 1; round <= limit; round += 1) {
      const before = this.fingerprint();
      for (const pc of this.pcs) {
        this.look(pc);
        for (const user of ['u1', 'u2']) {
          pc.user = user;
          await this.finishRound(pc);
        }
      }
      if (this.fingerprint() === before) return round;
    }
    return limit + 1;
  }

  private async finishRound(pc: Pc): Promise<void> {
    while (pc.isBusy) await this.deliver(pc);
    await pc.startRound(true);
    while (pc.isBusy) await this.deliver(pc);
  }

  private look(pc: Pc): void {
    for (const [id] of pc.store.disk.envelopes) {
      for (let n = 0; n < 5; n += 1) {
        const found = pc.store.disk.envelopes.get(id);
        if (found && found.rejected.length > 0) this.note(mendOne(this, pc, found, true));
      }
      const found = pc.store.disk.envelopes.get(id);
      // One desk decides; two that decide differently are tested while faults are on.
      if (pc === this.pcs[0] && found?.conflicts.some((each) => each.state === 'open'))
        this.note(settle(this, pc, found));
    }
  }

  fingerprint(): string {
    const disks = this.pcs.map((pc) => [...pc.store.disk.envelopes.values(), pc.store.disk.cursor]);
    return createHash('sha256')
      .update(JSON.stringify([disks, this.province.head]))
      .digest('hex');
  }

  traceHash(): string {
    return createHash('sha256').update(this.trace.join('\n')).digest('hex');
  }

  /** Everything readable anywhere: PCs and province. */
  texts(): string {
    return JSON.stringify([
      this.pcs.map((pc) => [...pc.store.disk.envelopes.values()].map(({ log: _log, ...rest }) => rest)),
      [...this.province.records.values()],
    ]);
  }
}
