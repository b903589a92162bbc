import { answersOf } from '../../../domain/protocol/receipt.ts';
import type { OperationAnswer } from '../../../domain/protocol/receipt.ts';
import type { Receipt } from '../../../domain/protocol/wire.ts';
import type { Result } from '../../../domain/result.ts';
import { fail, ok } from '../../../domain/result.ts';
import { readEnvelopes } from '../units/read.ts';
import { opIdOf } from '../../../domain/protocol/operation.ts';
import { stretchesOf } from '../units/overlay.ts';
import type { Envelope } from '../work/envelope.ts';
import { applyReceiptTo, reopenBatch } from '../work/receipt.ts';
import type { BatchHead, BatchRecords } from './stored.ts';
import { readBatchBody, sealBatchHead } from './batches.ts';
import { act, commit } from './commit.ts';
import { freshRecord, restate } from './freshRecords.ts';
import type { FreshRecord } from './freshRecords.ts';
import type { Ledger } from './ledger.ts';
import { relayEntries } from './relays.ts';
import { stampOf } from './save.ts';

/**
 * A verified answer of the province: envelopes, batch and history lines in one transaction. An answer to a batch this PC
 * does not know, to one it has an answer for, or to other bytes, changes nothing (R2, R3).
 */
export function applyReceipt(ledger: Ledger, receipt: Receipt, jws: string): Promise<Result<void>> {
  return act(ledger, async (draft) => {
    const head = ledger.batches.get(receipt.batchId);
    if (head?.state !== 'sealed' || head.sha256 !== receipt.sha256) return ok(undefined);
    const stored = await readBatchBody(ledger, head.batchId);
    if (stored === undefined)
      return fail('damaged', '有一批已发送的内容在本机读不出来，没有改动任何内容。请联系上级工会。');
    const stamp = stampOf(ledger, draft);
    const answers = answersOf(
      receipt,
      stored.records.map(([, , n]) => n),
    );
    const changed: Envelope[] = [];
    const fresh = acknowledgedAsTheyLie(ledger, head, stored.records, answers);
    for (const [type, wanted] of byRecord(stored.records, answers)) {
      for (const one of fresh) if (one.type === type) wanted.delete(one.id);
      const definition = ledger.types.get(type)?.definition;
      const { found } = await readEnvelopes(ledger, type, [...wanted.keys()]);
      for (const [id, envelope] of found) {
        const after =
          receipt.verdict === 'refused'
            ? reopenBatch(envelope, new Set([head.batchId]))
            : applyReceiptTo(envelope, wanted.get(id) ?? [], stamp, definition);
        if (after !== envelope) changed.push(after);
      }
    }
    const next = { ...answered(head, receipt, answers, jws), ...freshOf(head, fresh) };
    const relay = ledger.relays.get(head.batchId);
    // A carried batch left the count when its answer came home.
    if (head.compartment !== 'general' && relay?.answered !== true) {
      const { waiting } = ledger.counters;
      const left = Math.max(0, (waiting[head.compartment] ?? 0) - head.count);
      draft.set({ waiting: { ...waiting, [head.compartment]: left } });
    }
    const written = await commit(ledger, draft, {
      clerk: false,
      envelopes: changed,
      entries: async (nextGen) => [await sealBatchHead(ledger, nextGen(), next)],
      remove: relay === undefined ? [] : relayEntries(head.batchId),
      before: () => {
        ledger.batches.set(head.batchId, next);
        ledger.overlay.lay(next);
        restate(ledger, fresh, 'backedUp');
      },
    });
    if (!written.ok) return written;
    ledger.relays.delete(head.batchId);
    for (const type of new Set(stored.records.map(([each]) => each))) ledger.emit({ kind: 'records', type });
    if (receipt.verdict === 'refused') ledger.worked();
    return ok(undefined);
  });
}

/**
 * Fresh creates that still lie where they were sealed and were taken as they were: the head says so, and nothing of them is
 * written. Whatever was answered otherwise, or moved since, goes the ordinary way.
 */
function acknowledgedAsTheyLie(
  ledger: Ledger,
  head: BatchHead,
  records: BatchRecords,
  answers: readonly OperationAnswer[],
): readonly FreshRecord[] {
  return records.flatMap(([type, id], at) => {
    const answer = answers[at];
    const stored = ledger.types.get(type);
    if (stored === undefined || answer?.kind !== 'applied') return [];
    if (answer.op !== opIdOf(head.device, head.incarnation, answer.n)) return [];
    return freshRecord(stored, id, answer.rev).filter(({ place }) => {
      const laid = ledger.overlay.at(place);
      return laid?.rev === 0 && laid.batch.batchId === head.batchId;
    });
  });
}

/** What a refused batch left as it lay was written anew above; its old stretches lie over nothing. */
function freshOf(head: BatchHead, fresh: readonly FreshRecord[]): Pick<BatchHead, 'fresh'> {
  return head.fresh === undefined || fresh.length === 0 ? {} : { fresh: stretchesOf(fresh) };
}

function byRecord(
  records: BatchRecords,
  answers: readonly OperationAnswer[],
): Map<string, Map<string, OperationAnswer[]>> {
  const byType = new Map<string, Map<string, OperationAnswer[]>>();
  records.forEach(([type, id], at) => {
    const ofType = byType.get(type) ?? new Map<string, OperationAnswer[]>();
    byType.set(type, ofType);
    const list = ofType.get(id) ?? [];
    ofType.set(id, list);
    const answer = answers[at];
    if (answer !== undefined) list.push(answer);
  });
  return byType;
}

function answered(
  head: BatchHead,
  receipt: Receipt,
  answers: readonly OperationAnswer[],
  jws: string,
): BatchHead {
  const count = (kind: OperationAnswer['kind']): number =>
    answers.filter((answer) => answer.kind === kind).length;
  return {
    ...head,
    state: receipt.verdict === 'refused' ? 'refused' : 'answered',
    merged: count('merged'),
    conflicts: count('conflict'),
    rejected: count('rejected'),
    receipt: jws,
  };
}
