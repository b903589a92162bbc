import type { Result } from '../../../domain/result.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { FieldValue } from '../../../domain/records/definition.ts';
import { sealedFieldsOf } from '../../../domain/records/sealed.ts';
import type { ConflictItem, PendingItem, RejectedItem, SentBatch, SyncSummary } from '../port.ts';
import { readEnvelopes } from '../units/read.ts';
import type { StoredType } from '../units/types.ts';
import type { Envelope } from '../work/envelope.ts';
import { giveUp as giveUpWork } from '../work/mend.ts';
import { addSettle } from '../work/steps.ts';
import { readBatchBody } from './batches.ts';
import { act, commit } from './commit.ts';
import type { Ledger } from './ledger.ts';
import type { EngineHandle } from './ports.ts';
import { isLeft, leftOrganisations, leftWords, organisationsOf } from './reach.ts';
import { stampOf, writable } from './save.ts';
import { readOne, subtitleOf, titleOf } from './view.ts';

/** Full envelopes of the records in one sync state, of every type this user opens. */
async function inState(
  ledger: Ledger,
  state: 'rejected' | 'conflict',
): Promise<readonly { readonly stored: StoredType; readonly envelope: Envelope }[]> {
  const all: { stored: StoredType; envelope: Envelope }[] = [];
  for (const [type, stored] of ledger.types) {
    if (stored.index.syncCounts()[state] === 0) continue;
    const ids = stored.index.ids({ type, filters: { '@sync': [state] }, includeVoided: true });
    const { found } = await readEnvelopes(ledger, type, ids);
    for (const envelope of found.values()) all.push({ stored, envelope });
  }
  return all;
}

/** Records in batches that are sealed and not yet answered: they have left the index's open work, not this PC. */
async function onTheirWay(ledger: Ledger, limit: number): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const byType = new Map<string, Set<string>>();
  const heads = [...ledger.batches.values()].filter((head) => head.state === 'sealed');
  let room = limit;
  for (const head of heads.sort((a, b) => a.seq - b.seq)) {
    if (room <= 0) break;
    for (const [type, id] of (await readBatchBody(ledger, head.batchId))?.records ?? []) {
      const ids = byType.get(type) ?? new Set();
      if (!ids.has(id)) room -= 1;
      byType.set(type, ids.add(id));
    }
  }
  return byType;
}

/** Everything the count 待上报 counts, oldest first: a clerk who reads 2 must find both. */
export async function pending(ledger: Ledger, limit: number): Promise<readonly PendingItem[]> {
  const items: (PendingItem & { readonly order: number })[] = [];
  const sealed = await onTheirWay(ledger, limit);
  for (const [type, stored] of ledger.types) {
    const everywhere = [...organisationsOf(ledger), ...leftOrganisations(ledger, stored)];
    const open = everywhere.flatMap((one) => stored.index.openWork(one, limit));
    const ids = [...new Set([...(sealed.get(type) ?? []), ...open])];
    if (ids.length > 0) {
      const { found } = await readEnvelopes(ledger, type, ids);
      for (const envelope of found.values()) {
        const line = envelope.log.findLast((one) => one.state === 'saved');
        items.push({
          type,
          id: envelope.id,
          title: titleOf(stored.definition, envelope.data),
          what: line?.what ?? '修改',
          at: line?.at ?? '',
          userName: line?.userName ?? '',
          ...(isLeft(ledger, envelope.organisation)
            ? { stuck: `${leftWords}，请导出后交给现在的经办单位` }
            : {}),
          order: stored.index.get(envelope.id)?.work ?? 0,
        });
      }
    }
  }
  items.sort((a, b) => a.order - b.order);
  return items.slice(0, limit).map(({ order: _order, ...item }) => item);
}

export function sent(ledger: Ledger, limit: number): readonly SentBatch[] {
  return [...ledger.batches.values()]
    .sort((a, b) => (a.at === b.at ? b.seq - a.seq : a.at < b.at ? 1 : -1))
    .slice(0, limit)
    .map(({ batchId, at, organisation, count, merged, conflicts, rejected, state }) => ({
      batchId,
      at,
      organisation,
      count,
      merged,
      conflicts,
      rejected,
      state,
    }));
}

export async function rejected(ledger: Ledger): Promise<readonly RejectedItem[]> {
  const records = await inState(ledger, 'rejected');
  return records.flatMap(({ stored, envelope }) =>
    envelope.rejected.map(({ work, field, message, at }) => ({
      op: work.op,
      type: envelope.type,
      id: envelope.id,
      title: titleOf(stored.definition, envelope.data),
      ...subtitleOf(stored.definition, envelope.data),
      ...(field === undefined ? {} : { field }),
      message,
      at,
      values: Object.fromEntries(Object.entries(work.fields).map(([key, one]) => [key, one.value])),
    })),
  );
}

/** 放弃修改: by a person only; the value stays in the history (R32). */
export async function giveUp(ledger: Ledger, op: string): Promise<Result<void>> {
  const records = await inState(ledger, 'rejected');
  const target = records.find(({ envelope }) => envelope.rejected.some(({ work }) => work.op === op));
  if (target === undefined) return fail('notFound', '这一项已经处理过了，没有改动任何内容。');
  const { type, id } = target.envelope;
  return changeOne(ledger, type, id, '放弃修改', (envelope, stamp) => ok(giveUpWork(envelope, op, stamp)));
}

export async function conflicts(ledger: Ledger): Promise<readonly ConflictItem[]> {
  const records = await inState(ledger, 'conflict');
  return records.map(({ stored, envelope }) => {
    const open = envelope.conflicts.filter((conflict) => conflict.state === 'open');
    return {
      type: envelope.type,
      id: envelope.id,
      title: titleOf(stored.definition, envelope.data),
      ...subtitleOf(stored.definition, envelope.data),
      conflicts: open,
      merged: mergedBeside(envelope, new Set(open.map((conflict) => conflict.field))),
    };
  });
}

/** What other fields became since the oldest open question was asked: merged without anybody having to choose. */
function mergedBeside(envelope: Envelope, asked: ReadonlySet<string>): ConflictItem['merged'] {
  const since = envelope.conflicts
    .filter((conflict) => conflict.state === 'open')
    .flatMap((conflict) => [conflict.serverBy.at, ...conflict.candidates.map((one) => one.by.at)])
    .reduce((oldest, at) => (oldest === '' || at < oldest ? at : oldest), '');
  const latest = new Map<string, ConflictItem['merged'][number]>();
  for (const line of envelope.log.filter((one) => one.at >= since && one.state === 'backedUp')) {
    for (const [field, , value] of line.changes) {
      if (!asked.has(field)) latest.set(field, { field, value, userName: line.userName, at: line.at });
    }
  }
  return [...latest.values()];
}

export function settle(
  ledger: Ledger,
  input: {
    readonly type: string;
    readonly id: string;
    readonly choices: readonly {
      readonly conflictId: string;
      readonly version: number;
      readonly value: FieldValue;
    }[];
  },
): Promise<Result<void>> {
  return changeOne(ledger, input.type, input.id, '核对', (envelope, stamp) =>
    isLeft(ledger, envelope.organisation)
      ? fail('forbidden', `${leftWords}，没有改动任何内容，两边的内容都在。请交给现在的经办单位核对。`)
      : ok(addSettle(envelope, input.choices, stamp)),
  );
}

function changeOne(
  ledger: Ledger,
  type: string,
  id: string,
  word: string,
  change: (envelope: Envelope, stamp: ReturnType<typeof stampOf>) => Result<Envelope>,
): Promise<Result<void>> {
  return act(ledger, async (draft) => {
    const definition = writable(ledger, type);
    if (!definition.ok) return definition;
    const before = await readOne(ledger, type, id);
    if (!before.ok) return before;
    const changed = change(before.value, stampOf(ledger, draft));
    if (!changed.ok) return changed;
    const after = changed.value;
    if (after === before.value)
      return fail('stale', '这一项已经变了，没有改动任何内容。请看一眼新的内容再决定。');
    const written = await commit(ledger, draft, {
      clerk: true,
      envelopes: [after],
      audit: { act: word, type, count: 1 },
    });
    if (!written.ok) return written;
    ledger.emit({ kind: 'records', type, ids: [id] });
    ledger.worked();
    return ok(undefined);
  });
}

/** Records whose remaining work may not leave this PC yet (R21): neither at the province nor waiting to go there. */
function localOnly(stored: StoredType): number {
  const { definition, index } = stored;
  if (sealedFieldsOf(definition).length === 0) return 0;
  const saved = index.ids({ type: definition.type, filters: { '@sync': ['saved'] } });
  return saved.filter((id) => index.get(id)?.work === 0).length;
}

/** Counts for the status bar; what the engine knows of the network comes with it. */
export function summary(ledger: Ledger, engine: EngineHandle | undefined): SyncSummary {
  const total = { waiting: 0, rejected: 0, conflict: 0, localOnly: 0 };
  for (const stored of ledger.types.values()) {
    const counts = stored.index.syncCounts();
    total.waiting += counts.work;
    total.rejected += counts.rejected;
    total.conflict += counts.conflict;
    total.localOnly += localOnly(stored);
  }
  const unanswered = [...ledger.batches.values()].filter((head) => head.state === 'sealed');
  const waitingForOthers = Object.entries(ledger.counters.waiting)
    .filter(([compartment]) => !ledger.vault.boxes.some((box) => box === compartment))
    .reduce((sum, [, count]) => sum + count, 0);
  return {
    ...(engine?.summary() ?? { online: false, busy: false }),
    waiting: total.waiting + unanswered.reduce((sum, head) => sum + head.count, 0),
    rejected: total.rejected,
    conflicts: total.conflict,
    waitingForOthers,
    localOnly: total.localOnly,
  };
}
