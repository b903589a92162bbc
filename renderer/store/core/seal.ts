import type { Compartment } from '../../../domain/access.ts';
import { mayWrite } from '../../../domain/access.ts';
import type { BatchBody } from '../../../domain/protocol/wire.ts';
import { batchSigningText, limits, protocolVersion } from '../../../domain/protocol/wire.ts';
import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import type { Host } from '../../host/host.ts';
import { readEnvelopes } from '../units/read.ts';
import { stretchBudget, stretchesOf } from '../units/overlay.ts';
import type { Envelope } from '../work/envelope.ts';
import { isFreshCreate } from '../work/freshCreate.ts';
import type { SealedOperations } from '../work/seal.ts';
import { sealOperations } from '../work/seal.ts';
import type { BatchHead, BatchRecords } from './stored.ts';
import { sealBatchBody, sealBatchHead } from './batches.ts';
import { act, commit } from './commit.ts';
import { freshRecord, restate } from './freshRecords.ts';
import type { FreshRecord } from './freshRecords.ts';
import type { CounterDraft } from './counters.ts';
import { gzip, sha256Hex } from './bytes.ts';
import { keepIncarnationFile } from './incarnation.ts';
import type { Ledger } from './ledger.ts';
import { now } from './ledger.ts';
import { newRelay, sealRelay } from './relays.ts';

/** A batch as the engine sends it: head and body together. */
export type StoredBatch = BatchHead & { readonly body: Uint8Array };

export interface SealOptions {
  readonly organisation: string;
  readonly compartment: Compartment;
  /** Fewer operations than the protocol allows, after a 413. */
  readonly operations?: number;
}

/**
 * Seals at most one batch of one organisation, one compartment and the present user (R10): operations numbered, zipped,
 * signed by device and user, chained to the batch before, and stored together with the envelopes it takes them from.
 */
export function sealNext(
  ledger: Ledger,
  host: Host,
  options: SealOptions,
): Promise<Result<StoredBatch | undefined>> {
  return act(ledger, async (draft) => {
    const { connection } = ledger.office;
    if (connection === undefined || !mayWrite(ledger.session.roles, options.compartment))
      return ok(undefined);
    const batchId = ledger.random.id();
    const taken = await takeOperations(ledger, draft, options, connection.device, batchId);
    if (taken === undefined) return ok(undefined);
    draft.set({ n: taken.nextN - 1 });
    const { current } = draft;
    const place = { device: connection.device, incarnation: current.incarnation, seq: current.seq + 1 };
    const content: BatchBody = {
      protocol: protocolVersion,
      batchId,
      organisation: options.organisation,
      compartment: options.compartment,
      user: ledger.session.userId,
      ...place,
      previous: current.previous,
      ops: [],
    };
    const body = await gzip(new TextEncoder().encode(bodyText(content, taken.texts)));
    const sha256 = await sha256Hex(body);
    const text = batchSigningText(sha256, { ...place, protocol: protocolVersion });
    const plain: BatchHead = {
      batchId,
      organisation: options.organisation,
      compartment: options.compartment,
      user: ledger.session.userId,
      ...place,
      sha256,
      deviceSignature: await ledger.session.signAsDevice(text),
      userSignature: await ledger.session.signAsUser(text),
      count: taken.ops.length,
      at: now(ledger),
      state: 'sealed',
      merged: 0,
      conflicts: 0,
      rejected: 0,
      ...(taken.fresh.length === 0 ? {} : { fresh: stretchesOf(taken.fresh) }),
    };
    const relay = await newRelay(ledger, plain, body);
    const head = relay === undefined ? plain : { ...plain, reply: relay.reply };
    const records: BatchRecords = taken.ops.map((op) => [op.type, op.id, op.n]);
    draft.set({
      seq: place.seq,
      previous: sha256,
      waiting: countWaiting(ledger, options.compartment, taken.ops.length),
    });
    const written = await commit(ledger, draft, {
      clerk: false,
      envelopes: taken.envelopes,
      entries: async (nextGen) => {
        const gen = nextGen();
        const own = await Promise.all([
          sealBatchHead(ledger, gen, head),
          sealBatchBody(ledger, gen, head, records, body),
        ]);
        return relay === undefined
          ? own
          : [...own, ...(await sealRelay(ledger, gen, relay.head, relay.bytes))];
      },
      before: () => {
        ledger.batches.set(batchId, head);
        ledger.overlay.lay(head);
        restate(ledger, taken.fresh, 'saved');
      },
    });
    if (!written.ok) return written;
    if (relay !== undefined) ledger.relays.set(batchId, relay.head);
    // Before the first send: a profile restored from before this moment must know that it is behind (R3).
    await keepIncarnationFile(ledger, host);
    return ok({ ...head, body });
  });
}

/** The batch as it is signed, around operations that are text already. */
function bodyText(content: BatchBody, texts: readonly string[]): string {
  // `ops` is the last word of a body and empty here.
  return `${JSON.stringify(content).slice(0, -3)}[${texts.join(',')}]}`;
}

function countWaiting(
  ledger: Ledger,
  compartment: Compartment,
  added: number,
): Readonly<Record<string, number>> {
  const { waiting } = ledger.counters;
  return compartment === 'general'
    ? waiting
    : { ...waiting, [compartment]: (waiting[compartment] ?? 0) + added };
}

type Taken = Omit<SealedOperations, 'left'> & { readonly fresh: readonly FreshRecord[] };

/** Open work of this user, oldest first. A colleague's work is passed over: only that colleague's key signs it (R10). */
async function takeOperations(
  ledger: Ledger,
  draft: CounterDraft,
  options: SealOptions,
  device: string,
  batchId: string,
): Promise<Taken | undefined> {
  const wanted = Math.max(
    1,
    Math.min(options.operations ?? limits.operationsPerBatch, limits.operationsPerBatch),
  );
  const sealing = { device, incarnation: draft.current.incarnation, batchId, user: ledger.session.userId };
  const definitionOf = (type: string) => ledger.types.get(type)?.definition;
  let ops: SealedOperations['ops'] = [];
  let texts: readonly string[] = [];
  let envelopes: readonly Envelope[] = [];
  let fresh: readonly FreshRecord[] = [];
  const hasRoom = stretchBudget(ledger.freshStretches);
  let nextN = draft.current.n + 1;
  let bytes = 0;
  const isFull = (): boolean => ops.length >= wanted || bytes > unzippedTarget / 2;
  for (const [type, stored] of ledger.types) {
    if (stored.definition.compartment !== options.compartment) continue;
    let ids = stored.index.openWork(options.organisation, wanted);
    for (let at = 0; at < ids.length && !isFull(); at += wanted) {
      const block = ids.slice(at, at + wanted);
      const { found } = await readEnvelopes(ledger, type, block);
      const open = block.map((id) => found.get(id)).filter((envelope) => envelope !== undefined);
      const room = { operations: wanted - ops.length, bytes: unzippedTarget / 2 };
      const leave = (envelope: Envelope): boolean => {
        const place = isFreshCreate(envelope) ? stored.index.place(envelope.id) : undefined;
        return place !== undefined && (ledger.units.get(place.unit)?.count ?? 0) > 1 && hasRoom(place);
      };
      const taken = sealOperations(open, { ...sealing, nextN }, room, definitionOf, leave);
      ops = [...ops, ...taken.ops];
      texts = [...texts, ...taken.texts];
      fresh = [...fresh, ...taken.left.flatMap(({ id }) => freshRecord(stored, id, 0))];
      envelopes = [...envelopes, ...taken.envelopes];
      ({ nextN } = taken);
      // Only when colleagues' work stands in front is the whole list worth asking for.
      if (!isFull() && ids.length === at + wanted) {
        bytes = texts.reduce((sum, text) => sum + text.length, 0);
        ids = stored.index.openWork(options.organisation, Number.MAX_SAFE_INTEGER);
      }
    }
  }
  return ops.length === 0 ? undefined : { ops, texts, envelopes, fresh, nextN };
}

/** 500 ordinary operations are far below it; it only bounds long texts. Zipped, it stays under `limits.sealTargetBytes`. */
const unzippedTarget = 4 * 1024 * 1024;
