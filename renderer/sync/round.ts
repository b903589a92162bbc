import type { z } from 'zod';
import type { myOperationsSchema } from '../../domain/protocol/api.ts';
import { fetchMyOperations, fetchScope, fetchToken, probe, putUser } from './client.ts';
import type { Answer, Client } from './client.ts';
import type { Verdict } from './classify.ts';
import { pullLane } from './pullLane.ts';
import { fullSize, pushLane } from './pushLane.ts';
import type { Lane, LaneOutcome, LaneSize, Session } from './pushLane.ts';
import { Patience } from './backoff.ts';
import type { ClockPort, SealedBatch, SyncStore } from './port.ts';
import { readInbox, sendCarried } from './relay.ts';

/** What the engine remembers between rounds; all of it may be lost at any moment without harm. */
export interface Memory {
  token: string | undefined;
  /** Clock time of the last verified answer, to spare a probe when there was one a moment ago. */
  heardAt: number | undefined;
  scopeAt: number | undefined;
  /** In this round the province has answered something it was never asked before: our nonce, or a new batch. */
  proven: boolean;
  /** Milliseconds this PC's clock is ahead of the province's; words only (R43). */
  skewMs: number | undefined;
  serverTime: string | undefined;
  readonly lanes: Map<string, { readonly patience: Patience; readonly size: LaneSize }>;
}

type MyOperations = z.output<typeof myOperationsSchema>;

export interface RoundOutcome {
  readonly online: boolean;
  /** The first trouble met; other lanes went on. */
  readonly verdict: Verdict | undefined;
}

/** A person who presses the button wants to see now what the province decided a few minutes ago. */
const fresh = { probe: 60_000, scope: 10 * 60_000, scopeForced: 2 * 60_000 } as const;
const lanesAtOnce = 3;

export function newMemory(): Memory {
  return {
    token: undefined,
    heardAt: undefined,
    scopeAt: undefined,
    proven: false,
    skewMs: undefined,
    serverTime: undefined,
    lanes: new Map(),
  };
}

function isFresh(at: number | undefined, now: number, span: number): boolean {
  // A clock that jumped in either direction makes nothing fresh.
  return at !== undefined && now >= at && now - at < span;
}

export interface RoundInput {
  readonly client: Client;
  readonly store: SyncStore;
  readonly clock: ClockPort;
  readonly memory: Memory;
  /** A person pressed the button: nothing waits for its turn. */
  readonly forced: boolean;
  nonce(): string;
  /** Told in the middle of a round that may be long: the province was reached, or less waits than before. */
  moved?(this: void): void;
}

async function greet(input: RoundInput): Promise<Verdict | undefined> {
  const { memory, clock } = input;
  // An answer of a moment ago lets the work begin; what a pressed button says at its end is proven anew (`prove`).
  return isFresh(memory.heardAt, clock.now(), fresh.probe) ? undefined : askHealth(input);
}

async function askHealth({ memory, clock, ...input }: RoundInput): Promise<Verdict | undefined> {
  const before = clock.now();
  const health = await probe(input.client, input.nonce());
  if (!health.ok) return health.verdict;
  memory.heardAt = clock.now();
  memory.proven = true;
  memory.serverTime = health.value.time;
  memory.skewMs = (before + memory.heardAt) / 2 - Date.parse(health.value.time);
  input.moved?.();
  return undefined;
}

/**
 * 立即上报并接收 tells a person that the province was reached. A page may be a recording of the very same question; a receipt
 * for a new batch or an answer with our nonce cannot be, so a button that had nothing to send asks for the latter.
 */
async function prove(input: RoundInput, verdict: Verdict | undefined): Promise<Verdict | undefined> {
  const isCut = verdict?.kind === 'offline' || verdict?.kind === 'foreign';
  return !input.forced || input.memory.proven || isCut ? undefined : askHealth(input);
}

/** Asks with the token in hand; renews it once on 401 (R43). Two 401 in a row are a trouble, not a loop. */
export async function withToken<T>(
  input: Pick<RoundInput, 'client' | 'memory'>,
  call: (token: string) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const { memory } = input;
  for (const isLastTry of [false, true]) {
    if (memory.token === undefined) {
      const granted = await fetchToken(input.client);
      if (!granted.ok) return granted;
      memory.token = granted.value;
    }
    const answer = await call(memory.token);
    if (answer.ok || answer.verdict.kind !== 'renewToken') return answer;
    memory.token = undefined;
    // What ended the token may have changed what this PC may act for.
    memory.scopeAt = undefined;
    if (isLastTry) return answer;
  }
  return { ok: false, verdict: { kind: 'renewToken' } };
}

/** Before anything is pushed after a restore or clone: what does the province have of this device already? (R3) */
async function reconcile(input: RoundInput): Promise<Verdict | undefined> {
  if (!input.store.needsReconcile()) return undefined;
  const known: { op: string; type: string; id: string; digests: Readonly<Record<string, string>> }[] = [];
  let page: string | null = null;
  do {
    const at: string | null = page;
    const answer: Answer<MyOperations> = await withToken(input, (token) =>
      fetchMyOperations(input.client, token, at),
    );
    if (!answer.ok) return answer.verdict;
    known.push(...answer.value.operations);
    page = answer.value.next;
  } while (page !== null);
  const stored = await input.store.acknowledgeKnown(known);
  return stored.ok ? undefined : { kind: 'later' };
}

async function registerUsers(input: RoundInput): Promise<Verdict | undefined> {
  let trouble: Verdict | undefined;
  const unheard = new Set<string>();
  for (const user of await input.store.pendingUsers()) {
    // Registrations of one user arrive in their order, or the older would undo the newer.
    if (unheard.has(user.id)) continue;
    const answer = await withToken(input, (token) => putUser(input.client, token, user));
    if (answer.ok) {
      await input.store.userAcknowledged(user.id, user.registration);
      continue;
    }
    unheard.add(user.id);
    trouble = answer.verdict;
  }
  return trouble;
}

async function refreshScope(input: RoundInput): Promise<Verdict | undefined> {
  const { memory, clock } = input;
  const span = input.forced ? fresh.scopeForced : fresh.scope;
  if (isFresh(memory.scopeAt, clock.now(), span)) return undefined;
  const answer = await withToken(input, (token) => fetchScope(input.client, token));
  if (!answer.ok) return answer.verdict;
  const stored = await input.store.applyScope(answer.value);
  if (stored.ok) memory.scopeAt = clock.now();
  return undefined;
}

function laneMemory(input: RoundInput, lane: Lane): { patience: Patience; size: LaneSize } {
  const key = `${lane.organisation}/${lane.compartment}`;
  const known = input.memory.lanes.get(key);
  if (known) return known;
  const made = { patience: new Patience(input.clock), size: fullSize() };
  input.memory.lanes.set(key, made);
  return made;
}

/** Works with a token; after a renewal in the middle the work begins again from what is stored. */
async function inLane(
  input: RoundInput,
  work: (session: Session, isAgain: boolean) => Promise<LaneOutcome>,
): Promise<LaneOutcome> {
  let isAgain = false;
  const answer = await withToken(input, async (token): Promise<Answer<void>> => {
    const { client, store, memory, moved } = input;
    const heard = (): void => {
      memory.proven = true;
    };
    const outcome = await work(
      { client, store, token, heard, ...(moved === undefined ? {} : { moved }) },
      isAgain,
    );
    isAgain = true;
    return outcome === undefined ? { ok: true, value: undefined } : { ok: false, verdict: outcome };
  });
  return answer.ok ? undefined : answer.verdict;
}

async function runLane(
  input: RoundInput,
  lane: Lane,
  unanswered: readonly SealedBatch[],
): Promise<LaneOutcome> {
  const { patience, size } = laneMemory(input, lane);
  if (!input.forced && !patience.isDue()) return undefined;
  const pushed = await inLane(input, async (session, isAgain) =>
    pushLane(session, lane, size, isAgain ? await input.store.unanswered() : unanswered),
  );
  // Receiving does not wait for sending: a lane whose batch is refused still hears what others did.
  const isCut = pushed?.kind === 'offline' || pushed?.kind === 'newIncarnation';
  const pulled = isCut ? undefined : await inLane(input, (session) => pullLane(session, lane));
  const trouble = pushed ?? pulled;
  // This PC takes a lane for its own that the province has closed: the scope is old.
  if (trouble?.kind === 'closed') input.memory.scopeAt = undefined;
  if (trouble) patience.failed(trouble.kind === 'wait' ? trouble.ms : 0);
  else patience.succeeded();
  return trouble;
}

async function carryForOthers(input: RoundInput): Promise<LaneOutcome> {
  const { relays } = input.store;
  return relays && inLane(input, (session) => sendCarried(session, relays));
}

async function runLanes(input: RoundInput): Promise<Verdict | undefined> {
  await readInbox(input.client, input.store);
  const unanswered = await input.store.unanswered();
  const queue = [...input.store.lanes()];
  const troubles: Verdict[] = [];
  const worker = async (): Promise<void> => {
    for (let lane = queue.shift(); lane; lane = queue.shift()) {
      const trouble = await runLane(input, lane, unanswered);
      if (trouble) troubles.push(trouble);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanesAtOnce, queue.length) }, worker));
  if (troubles.some((trouble) => trouble.kind === 'newIncarnation')) {
    await input.store.newIncarnation();
    return (await reconcile(input)) ?? { kind: 'newIncarnation' };
  }
  const carried = await carryForOthers(input);
  if (carried) troubles.push(carried);
  return troubles.find((trouble) => trouble.kind === 'offline') ?? troubles[0];
}

const stops = (verdict: Verdict): boolean =>
  ['offline', 'foreign', 'renewToken', 'wait', 'later', 'closed'].includes(verdict.kind);

/** One whole round: greet, reconcile, users, scope, then every lane: push, then pull. */
export async function runRound(input: RoundInput): Promise<RoundOutcome> {
  input.memory.proven = false;
  const silent = await greet(input);
  if (silent) {
    // An earlier answer is no longer fresh: the next round asks again before it seals work that could still be taken back.
    input.memory.heardAt = undefined;
    return { online: silent.kind !== 'offline' && silent.kind !== 'foreign', verdict: silent };
  }
  const unreconciled = await reconcile(input);
  // Nothing may be pushed before it is known what has been (R3).
  if (unreconciled) return outcomeOf(input, unreconciled);
  const users = await registerUsers(input);
  const scope = await refreshScope(input);
  if (scope && stops(scope) && scope.kind !== 'closed') return outcomeOf(input, scope);
  const lanes = await runLanes(input);
  const unproven = await prove(input, lanes);
  return outcomeOf(input, unproven ?? lanes ?? users ?? scope);
}

function outcomeOf(input: RoundInput, verdict: Verdict | undefined): RoundOutcome {
  const isCut = verdict?.kind === 'offline' || verdict?.kind === 'foreign';
  input.memory.heardAt = isCut ? undefined : input.clock.now();
  return { online: !isCut, verdict };
}
