import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { HttpAnswer, HttpPort, HttpRequest } from '../../../renderer/sync/port.ts';
import { startTestServer } from '../../server/support.ts';
import type { TestServer } from '../../server/support.ts';
import { Journal } from './journal.ts';
import { strangeAnswer } from './network.ts';
import { Random } from './random.ts';
import { actForReal } from './realClerk.ts';
import { RealPc } from './realPc.ts';
import type { RealCopy, RealWorld } from './realPc.ts';
import { trialOf } from './trials.ts';
import { indexFaults, leaksOnThePc, leaksOnTheWire, sentences } from './watch.ts';

export const office = 'demo-yunqiao';

const lost: HttpAnswer = { kind: 'noConnection', reason: 'timeout' };

/** The product's own server over a real database, PCs with the product's own store, and everything between them. */
export class RealSimulation implements RealWorld {
  readonly random_: Random;
  readonly journal = new Journal();
  readonly pcs: RealPc[] = [];
  readonly trace: string[] = [];
  /** Whatever the simulation must never see; asserted empty by the test. */
  readonly faultsFound: string[] = [];
  readonly logs: string[] = [];
  step = 0;
  faults = true;
  private readonly first: TestServer;
  private server: TestServer;
  private readonly copies = new Map<RealPc, RealCopy>();

  private constructor(seed: number, server: TestServer, logs: string[]) {
    this.random_ = new Random(seed);
    this.first = server;
    this.server = server;
    this.logs = logs;
  }

  static async start(seed: number): Promise<RealSimulation> {
    const logs: string[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        logs.push(chunk.toString('utf8'));
        done();
      },
    });
    const server = await startTestServer({ definitionOf: trialOf, log: pino({ level: 'debug' }, stream) });
    const world = new RealSimulation(seed, server, logs);
    world.faults = false;
    for (const name of ['pc1', 'pc2']) {
      const pc = new RealPc(name, world);
      await pc.enrol(await server.codeFor(office));
      world.pcs.push(pc);
    }
    world.faults = true;
    return world;
  }

  now(): number {
    return this.server.clock.now();
  }
  random(): number {
    return this.random_.next();
  }
  crashes(): boolean {
    return this.faults && this.random_.chance(0.01);
  }
  note(line: string): void {
    this.trace.push(`${this.step} ${line}`);
  }

  httpOf(pc: RealPc): HttpPort {
    return {
      send: async (request) => {
        // A person goes on working while a request is under way.
        if (this.faults && this.random_.chance(0.15)) await this.act(pc);
        return this.deliver(pc, request);
      },
    };
  }

  private async deliver(pc: RealPc, request: HttpRequest): Promise<HttpAnswer> {
    const lot = this.faults ? this.random_.next() : 1;
    this.note(
      `${pc.name} ${request.method} ${new URL(request.url).pathname} ${lot < 0.17 ? 'troubled' : ''}`,
    );
    if (lot < 0.05) return lost;
    if (lot < 0.09) return strangeAnswer(this.random_.below(12));
    if (lot < 0.13) await this.serve(request);
    const answer = await this.serve(request);
    return lot >= 0.13 && lot < 0.17 ? lost : answer;
  }

  private async serve(request: HttpRequest): Promise<HttpAnswer> {
    const { pathname, search } = new URL(request.url);
    const answer = await this.server.app.inject({
      method: request.method,
      url: `${pathname}${search}`,
      headers: { ...request.headers },
      ...(request.body ? { payload: Buffer.from(request.body) } : {}),
    });
    const body = new Uint8Array(answer.rawPayload);
    this.faultsFound.push(...leaksOnTheWire(request, body));
    const words = Object.entries(answer.headers).map(([key, each]): [string, string] => [key, String(each)]);
    return { kind: 'answer', status: answer.statusCode, headers: Object.fromEntries(words), body };
  }

  private async act(pc: RealPc): Promise<void> {
    this.note(`${pc.name} ${(await pc.survive(actForReal(this, pc))) ?? 'dies at work'}`);
  }

  async once(): Promise<void> {
    this.step += 1;
    // Everybody has an early copy to go back to.
    if (this.step === 10) for (const each of this.pcs) this.copies.set(each, each.copy(this.step));
    const pc = this.random_.pick(this.pcs);
    if (!pc) return;
    const lot = this.random_.next();
    if (lot < 0.55) await this.act(pc);
    else if (lot < 0.85) await pc.round();
    else await this.disaster(pc);
    if (pc.isDead) await this.startAgain(pc);
  }

  private async startAgain(pc: RealPc, copy?: RealCopy): Promise<void> {
    const { faults } = this;
    this.faults = false;
    await pc.start(copy);
    this.faults = faults;
    this.faultsFound.push(...(await indexFaults(pc)).map((fault) => `${pc.name} index: ${fault}`));
  }

  private async disaster(pc: RealPc): Promise<void> {
    const lot = this.random_.next();
    if (lot < 0.2) pc.kill();
    else if (lot < 0.35) {
      this.note('the server starts anew');
      // A process of its own over the same database: whatever it held in memory is gone.
      this.server = await this.first.another({ definitionOf: trialOf });
    } else if (lot < 0.5) this.copies.set(pc, pc.copy(this.step));
    else await this.goBack(pc);
  }

  private async goBack(pc: RealPc): Promise<void> {
    const copy = this.copies.get(pc);
    if (!copy) return;
    if (this.pcs.length < 4 && this.random_.chance(0.4)) {
      this.note(`${pc.name} is cloned`);
      const clone = new RealPc(`${pc.name}c${this.step}`, this, copy);
      this.pcs.push(clone);
      return this.startAgain(clone, copy);
    }
    const isWhole = this.random_.chance(0.5);
    this.note(`${pc.name} goes back to step ${copy.step}${isWhole ? ' with its files' : ''}`);
    this.journal.losePc(pc.name, copy.step);
    pc.kill();
    if (isWhole) for (const [name, bytes] of copy.files) pc.host.files.set(name, bytes);
    return this.startAgain(pc, copy);
  }

  /** The network is back and people answer what waits for them; how many rounds until nothing moves. */
  async heal(limit: number): Promise<number> {
    this.faults = false;
    for (const pc of this.pcs) if (pc.isDead) await this.startAgain(pc);
    for (let round = 1; round <= limit; round += 1) {
      const before = await this.fingerprint();
      for (const pc of this.pcs) {
        await actForReal(this, pc, 'look', pc === this.pcs[0]);
        await pc.round();
      }
      if ((await this.fingerprint()) === before) return round;
    }
    return limit + 1;
  }

  async fingerprint(): Promise<string> {
    const all = await Promise.all(this.pcs.map((pc) => pc.envelopes()));
    return JSON.stringify([
      all.map((each) => [...each].sort((a, b) => (a.id < b.id ? -1 : 1))),
      await this.head(),
    ]);
  }

  async head(): Promise<number> {
    const [row] = await this.first.sql.query<{ seq: number }>(
      'select seq from organisation_head where organisation_id = $1',
      [office],
    );
    return row?.seq ?? 0;
  }

  records(): Promise<
    { type: string; id: string; data: Record<string, unknown>; voided: boolean; conflicts: unknown }[]
  > {
    return this.first.sql.query(
      'select type, id, data, voided, conflicts from record where organisation_id = $1 order by type, id',
      [office],
    );
  }

  /** The feed and the operations as the database has them: numbers without a gap, each operation once. */
  async books(): Promise<{ readonly feed: readonly number[]; readonly ops: number; readonly revs: number }> {
    const feed = await this.first.sql.query<{ seq: number }>(
      'select seq from feed where organisation_id = $1 order by seq',
      [office],
    );
    const [counts] = await this.first.sql.query<{ ops: number; revs: number }>(
      'select count(rev)::int as ops, count(distinct rev)::int as revs from operation where organisation_id = $1',
      [office],
    );
    return { feed: feed.map(({ seq }) => seq), ops: counts?.ops ?? 0, revs: counts?.revs ?? 0 };
  }

  async texts(): Promise<string> {
    const all = await Promise.all(this.pcs.map((pc) => pc.envelopes()));
    return JSON.stringify([all.flat().map(({ log: _log, ...rest }) => rest), await this.records()]);
  }

  /** What lies on disks and in logs now (R57.2). */
  lookForLeaks(): void {
    for (const pc of this.pcs)
      this.faultsFound.push(...leaksOnThePc(pc).map((each) => `${pc.name}: ${each}`));
    const log = this.logs.join('');
    for (const sentence of Object.values(sentences))
      if (log.includes(sentence)) this.faultsFound.push('a sentence in the log');
  }

  close(): Promise<void> {
    return this.first.close();
  }
}
