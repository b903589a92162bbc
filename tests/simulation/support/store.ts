import { createHash } from 'node:crypto';
import type { OperationAnswer } from '../../../domain/protocol/receipt.ts';
import { answersOf } from '../../../domain/protocol/receipt.ts';
import type { ServerRecord } from '../../../domain/protocol/record.ts';
import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { Envelope } from '../../../renderer/store/work/envelope.ts';
import { openWorkOf } from '../../../renderer/store/work/indexRow.ts';
import { applyServerRecord } from '../../../renderer/store/work/pull.ts';
import { applyReceiptTo, reopenBatch } from '../../../renderer/store/work/receipt.ts';
import { acknowledgeKnown } from '../../../renderer/store/work/reconcile.ts';
import { sealOperations } from '../../../renderer/store/work/seal.ts';
import type { Stamp } from '../../../renderer/store/work/stamp.ts';
import type { Cursor, SealedBatch, ServerConnection, SyncStore } from '../../../renderer/sync/port.ts';
import { definitionOf } from './definition.ts';

/** Everything a PC has on its disk, in one value that is replaced whole: a crash leaves the old or the new one. */
export interface Disk {
  readonly envelopes: ReadonlyMap<string, Envelope>;
  readonly batches: readonly (SealedBatch & {
    readonly open: boolean;
    readonly records: readonly string[];
  })[];
  readonly cursor: Cursor | undefined;
  readonly incarnation: string;
  readonly n: number;
  readonly seq: number;
  readonly previous: string | null;
  readonly reconcile: boolean;
}

export function emptyDisk(incarnation: string): Disk {
  return {
    envelopes: new Map(),
    batches: [],
    cursor: undefined,
    incarnation,
    n: 0,
    seq: 0,
    previous: null,
    reconcile: false,
  };
}

const organisation = 'org';
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const digestOf = (value: unknown): string => sha256(Buffer.from(JSON.stringify(value))).slice(0, 16);

export interface PcPorts {
  readonly device: string;
  readonly connection: ServerConnection;
  user(): string;
  at(): string;
  id(): string;
  /** Called before and after every commit; a crash is a promise that never comes back. */
  gate(name: string): Promise<void>;
}

/** A SyncStore over the product's own work functions; the disk is a value in memory. */
export class SimStore implements SyncStore {
  disk: Disk;
  readonly faults: string[] = [];
  private readonly ports: PcPorts;

  constructor(disk: Disk, ports: PcPorts) {
    this.disk = disk;
    this.ports = ports;
  }

  stampWith(counter: { n: number }): Stamp {
    const user = this.ports.user();
    return {
      actor: { user, userName: user },
      at: this.ports.at(),
      next: () => (counter.n += 1),
    };
  }

  /** A clerk's act: one change of one record, one commit. */
  act(id: string, change: (envelope: Envelope | undefined, stamp: Stamp) => Envelope | undefined): void {
    const counter = { n: this.disk.n };
    const next = change(this.disk.envelopes.get(id), this.stampWith(counter));
    if (next)
      this.disk = { ...this.disk, n: counter.n, envelopes: new Map(this.disk.envelopes).set(id, next) };
  }

  private async commit(name: string, change: () => Partial<Disk>): Promise<Result<void>> {
    await this.ports.gate(`${name} before`);
    const before = unsentOf(this.disk);
    this.disk = { ...this.disk, ...change() };
    const fell = unsentOf(this.disk) < before;
    // Only the province's verified word, or a person's act, which does not pass here, may lower it (R57.1).
    if (fell && name !== 'receipt' && name !== 'known') this.faults.push(`unsent work fell at ${name}`);
    await this.ports.gate(`${name} after`);
    return ok(undefined);
  }

  lanes(): ReturnType<SyncStore['lanes']> {
    return [{ organisation, compartment: 'general' }];
  }

  async unanswered(): Promise<readonly SealedBatch[]> {
    return this.disk.batches.filter((batch) => batch.open);
  }

  async sealNext(
    _organisation: string,
    _compartment: string,
    operations = 4,
  ): Promise<Result<SealedBatch | undefined>> {
    let sealed: SealedBatch | undefined;
    await this.commit('seal', () => {
      const open = [...this.disk.envelopes.values()]
        .filter((envelope) => openWorkOf(envelope) > 0)
        .sort((a, b) => openWorkOf(a) - openWorkOf(b) || (a.id < b.id ? -1 : 1));
      const user = this.ports.user();
      const batchId = this.ports.id();
      const { incarnation } = this.disk;
      const place = { device: this.ports.device, incarnation, batchId, user };
      const limits = { operations: Math.min(4, operations), bytes: 100_000 };
      const done = sealOperations(open, { ...place, nextN: this.disk.n + 1 }, limits, definitionOf);
      if (done.ops.length === 0) return {};
      const seq = this.disk.seq + 1;
      const { previous } = this.disk;
      const body = Buffer.from(JSON.stringify({ ...place, organisation, seq, previous, ops: done.ops }));
      const head = {
        batchId,
        organisation,
        compartment: 'general' as const,
        incarnation,
        seq,
        sha256: sha256(body),
      };
      sealed = { ...head, body, deviceSignature: 'd', userSignature: 'u', count: done.ops.length };
      const records = done.ops.map((op) => op.id);
      return {
        envelopes: merged(this.disk.envelopes, done.envelopes),
        batches: [...this.disk.batches, { ...sealed, open: true, records }],
        n: done.nextN - 1,
        seq,
        previous: head.sha256,
      };
    });
    return ok(sealed);
  }

  applyReceipt(receipt: Parameters<SyncStore['applyReceipt']>[0]): Promise<Result<void>> {
    return this.commit('receipt', () => {
      const batch = this.disk.batches.find((each) => each.batchId === receipt.batchId && each.open);
      if (batch?.sha256 !== receipt.sha256) return {};
      const ops = (JSON.parse(Buffer.from(batch.body).toString()) as { ops: { n: number }[] }).ops;
      const answers = answersOf(
        receipt,
        ops.map((op) => op.n),
      );
      const counter = { n: this.disk.n };
      const changed = [...new Set(batch.records)].flatMap((id) => {
        const envelope = this.disk.envelopes.get(id);
        return envelope ? [this.answered(envelope, receipt.verdict, batch, answers, counter)] : [];
      });
      const batches = this.disk.batches.map((each) => (each === batch ? { ...each, open: false } : each));
      return { envelopes: merged(this.disk.envelopes, changed), batches, n: counter.n };
    });
  }

  private answered(
    envelope: Envelope,
    verdict: 'accepted' | 'refused',
    batch: SealedBatch,
    answers: readonly OperationAnswer[],
    counter: { n: number },
  ): Envelope {
    if (verdict === 'refused') return reopenBatch(envelope, new Set([batch.batchId]));
    return applyReceiptTo(envelope, answers, this.stampWith(counter), definitionOf(envelope.type));
  }

  newIncarnation(): Promise<Result<void>> {
    return this.commit('incarnation', () => {
      const ended = new Set(this.disk.batches.filter((each) => each.open).map((each) => each.batchId));
      return {
        incarnation: this.ports.id(),
        seq: 0,
        previous: null,
        reconcile: true,
        batches: this.disk.batches.map((each) => ({ ...each, open: false })),
        envelopes: merged(
          this.disk.envelopes,
          [...this.disk.envelopes.values()].map((envelope) => reopenBatch(envelope, ended)),
        ),
      };
    });
  }

  acknowledgeKnown(known: Parameters<SyncStore['acknowledgeKnown']>[0]): Promise<Result<void>> {
    return this.commit('known', () => {
      const counter = { n: this.disk.n };
      const changed = [...this.disk.envelopes.values()].map((envelope) =>
        acknowledgeKnown(
          envelope,
          known.filter((each) => each.id === envelope.id),
          this.stampWith(counter),
          digestOf,
        ),
      );
      return { envelopes: merged(this.disk.envelopes, changed), reconcile: false, n: counter.n };
    });
  }

  async cursor(): Promise<Cursor | undefined> {
    return this.disk.cursor;
  }

  applyChanges(page: { readonly records: readonly unknown[] }, cursor: Cursor): Promise<Result<void>> {
    return this.commit('page', () => {
      const options = { device: this.ports.device };
      const changed = (page.records as readonly ServerRecord[]).map((record) => {
        const known = this.disk.envelopes.get(record.id);
        return applyServerRecord(known, record, { ...options, definition: definitionOf(record.type) });
      });
      return { envelopes: merged(this.disk.envelopes, changed), cursor };
    });
  }

  applySnapshot(page: { readonly records: readonly unknown[] }, cursor: Cursor): Promise<Result<void>> {
    return this.applyChanges(page, cursor);
  }

  async applyScope(): Promise<Result<void>> {
    return ok(undefined);
  }

  async pendingUsers(): Promise<readonly { readonly id: string; readonly registration: string }[]> {
    return [];
  }

  async userAcknowledged(): Promise<Result<void>> {
    return ok(undefined);
  }

  needsReconcile(): boolean {
    return this.disk.reconcile;
  }

  connection(): ServerConnection {
    return this.ports.connection;
  }
}

function merged(
  envelopes: ReadonlyMap<string, Envelope>,
  changed: readonly Envelope[],
): ReadonlyMap<string, Envelope> {
  const next = new Map(envelopes);
  for (const envelope of changed) next.set(envelope.id, envelope);
  return next;
}

/** Field edits and steps the province has not acknowledged: sealing moves them from one list to another, nothing more. */
function unsentOf(disk: Disk): number {
  let count = 0;
  for (const envelope of disk.envelopes.values()) {
    const works = [...envelope.sealed, ...envelope.rejected.map((each) => each.work)];
    for (const work of works) count += work.kind === 'edit' ? Object.keys(work.fields).length : 1;
    count += Object.keys(envelope.dirty).length + envelope.steps.length;
  }
  return count;
}
