import type { SyncSummary } from '../store/port.ts';
import { Patience } from './backoff.ts';
import type { Client } from './client.ts';
import type { Verdict } from './classify.ts';
import { fetchHistory } from './history.ts';
import type { ClockPort, HistoryAnswer, HistoryPlace, HttpPort, SyncStore } from './port.ts';
import { newMemory, runRound } from './round.ts';
import type { Memory, RoundOutcome } from './round.ts';
import { clockSentence, sentenceFor } from './sentences.ts';
import { serverVoice } from './serverKey.ts';

export interface EngineInput {
  readonly store: SyncStore;
  readonly http: HttpPort;
  readonly clock: ClockPort;
  /** 128 random bits; a nonce must not be guessed by who answers in the province's place. */
  readonly nonce?: () => string;
  /** Told after every change of what `summary` says. */
  readonly changed?: () => void;
}

export type EngineSummary = Pick<SyncSummary, 'online' | 'busy' | 'trouble' | 'wrongClock' | 'lastSuccess'>;

const idleMs = 30_000;
const gatherMs = 300;
const tellEveryMs = 500;
/** Beyond this the clerk is told that the PC's clock is wrong (R43). */
const skewLimitMs = 5 * 60_000;

function randomNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Sends and receives while a user is unlocked. It holds nothing worth saving: stop it anywhere, start it again, and the
 * store says what is left to do.
 */
export class SyncEngine {
  private readonly input: EngineInput;
  private readonly memory: Memory = newMemory();
  private readonly patience: Patience;
  private state: EngineSummary = { online: false, busy: false };
  private running: Promise<RoundOutcome> | undefined;
  private loop: Promise<void> | undefined;
  private stopped = false;
  private wake: (() => void) | undefined;
  private nudged = false;
  private toldAt = 0;

  constructor(input: EngineInput) {
    this.input = input;
    this.patience = new Patience(input.clock);
  }

  summary(): EngineSummary {
    return this.state;
  }

  /** Rounds in the background until `stop`. */
  start(): void {
    this.loop ??= this.rounds();
  }

  /** New work was saved: send it soon. While the province cannot be reached it waits its turn like everything else. */
  nudge(): void {
    this.nudged = true;
    this.wake?.();
  }

  /** 立即上报并接收: a whole round now, whatever the back-off says. */
  async syncNow(): Promise<void> {
    if (this.running) await this.running;
    await this.round(true);
  }

  /** Ends after the round under way; nothing is interrupted half-way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake?.();
    await this.loop;
    await this.running;
  }

  /** The history of one record, beside the rounds; not asked for while the last round met nobody (S22). */
  async history(place: HistoryPlace): Promise<HistoryAnswer> {
    const client = this.state.online && !this.stopped ? await this.client() : undefined;
    return client ? fetchHistory({ client, memory: this.memory }, place) : { kind: 'offline' };
  }

  /** One round; two never run at once. */
  async round(forced = false): Promise<RoundOutcome> {
    this.running ??= this.oneRound(forced).finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async oneRound(forced: boolean): Promise<RoundOutcome> {
    const client = await this.client();
    if (!client) return { online: false, verdict: undefined };
    this.say({ ...this.state, busy: true });
    const { store, clock } = this.input;
    const nonce = this.input.nonce ?? randomNonce;
    const { memory } = this;
    const moved = (): void => {
      this.moved();
    };
    const outcome = await runRound({ client, store, clock, memory, forced, nonce, moved });
    this.say(this.summaryOf(outcome));
    return outcome;
  }

  private async client(): Promise<Client | undefined> {
    const connection = this.input.store.connection();
    if (!connection) return undefined;
    const voice = await serverVoice(connection.serverJwk, connection.serverKey);
    return voice && { http: this.input.http, voice, connection };
  }

  private summaryOf(outcome: RoundOutcome): EngineSummary {
    const trouble = this.troubleOf(outcome.verdict);
    const succeeded = outcome.online && outcome.verdict === undefined;
    const at = succeeded ? new Date(this.input.clock.now()).toISOString() : this.state.lastSuccess;
    return {
      online: outcome.online,
      busy: false,
      ...(trouble === undefined ? {} : { trouble }),
      ...(this.isSkewed() ? { wrongClock: true } : {}),
      ...(at === undefined ? {} : { lastSuccess: at }),
    };
  }

  private troubleOf(verdict: Verdict | undefined): string | undefined {
    const { serverTime } = this.memory;
    if (verdict?.kind === 'offline' && verdict.reason === 'tls' && serverTime !== undefined)
      return clockSentence(serverTime);
    const sentence = verdict && sentenceFor(verdict);
    if (sentence !== undefined) return sentence;
    const isTold = this.isSkewed() && verdict === undefined && serverTime !== undefined;
    return isTold ? clockSentence(serverTime) : undefined;
  }

  private isSkewed(): boolean {
    const { skewMs } = this.memory;
    return skewMs !== undefined && Math.abs(skewMs) > skewLimitMs;
  }

  /** A first upload is one round of minutes on a slow line: what waits is told as it shrinks, twice a second at most. */
  private moved(): void {
    const since = this.input.clock.now() - this.toldAt;
    const online = this.state.online || this.memory.proven;
    if (online === this.state.online && since >= 0 && since < tellEveryMs) return;
    this.say({ ...this.state, online });
  }

  private say(next: EngineSummary): void {
    this.toldAt = this.input.clock.now();
    this.state = next;
    this.input.changed?.();
  }

  private async rounds(): Promise<void> {
    while (!this.stopped) {
      this.nudged = false;
      const { verdict } = await this.round();
      if (verdict === undefined) this.patience.succeeded();
      const waitMs =
        verdict === undefined ? idleMs : this.patience.failed(verdict.kind === 'wait' ? verdict.ms : 0);
      await this.pause(waitMs, verdict === undefined);
    }
  }

  /** Waits, but new work ends an idle wait early; a short gathering lets a burst of saves become one batch. */
  private async pause(ms: number, mayHurry: boolean): Promise<void> {
    const { clock } = this.input;
    if (this.stopped) return;
    if (mayHurry && this.nudged) return clock.sleep(gatherMs);
    const woken = new Promise<'woken'>((resolve) => {
      this.wake = () => {
        if (mayHurry || this.stopped) resolve('woken');
      };
    });
    const first = await Promise.race([clock.sleep(ms), woken]);
    this.wake = undefined;
    if (first === 'woken' && !this.stopped) await clock.sleep(gatherMs);
    return undefined;
  }
}
