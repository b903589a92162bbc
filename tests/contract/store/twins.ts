import type { ServerRecord } from '../../../domain/protocol/record.ts';
import type { Receipt } from '../../../domain/protocol/wire.ts';
import { createMemoryDisk } from '../../../renderer/store/disk/memory.ts';
import type { MemoryDisk } from '../../../renderer/store/disk/memory.ts';
import { readEnvelopes } from '../../../renderer/store/units/read.ts';
import type { SealedBatch } from '../../../renderer/sync/port.ts';
import { numbersIn, receiptFor } from './helpers.ts';
import { countingRandom, enrolled, home, restarted, value } from './support.ts';
import type { Bench } from './support.ts';
import { person } from './types.ts';

/** One of two stores that live the same life; `freshStretches` 0 writes every record anew, as decision 0002 said. */
export class Twin {
  private bench: Bench;
  private disk: MemoryDisk;
  private readonly clock: { at: number; now(): number };
  private rev = 0;

  private constructor(bench: Bench, disk: MemoryDisk, clock: Twin['clock']) {
    this.bench = bench;
    this.disk = disk;
    this.clock = clock;
  }

  static async born(freshStretches: number): Promise<Twin> {
    const clock = { at: Date.parse('2026-11-23T08:00:00Z'), now: () => clock.at };
    const disk = createMemoryDisk();
    const more = { clock, random: countingRandom(), freshStretches };
    return new Twin(await enrolled([person], disk, more), disk, clock);
  }

  pass(ms: number): void {
    this.clock.at += ms;
  }

  private get port() {
    return this.bench.core.port;
  }

  private get sync() {
    const sync = this.bench.core.sync();
    if (sync === undefined) throw new Error('locked');
    return sync;
  }

  private get ledger() {
    const ledger = this.bench.core.ledger();
    if (ledger === undefined) throw new Error('locked');
    return ledger;
  }

  /** The record with this place in the order of names: ids differ between the two. */
  private async idAt(at: number): Promise<string | undefined> {
    const ids = await this.port.ids({ type: 'person' });
    return ids[at % Math.max(1, ids.length)];
  }

  async import(names: readonly string[]): Promise<void> {
    const begin = { type: 'person', organisation: home, fileLabel: 'a', coverage: 'all', rows: names.length };
    const { importId } = value(await this.port.importBegin(begin));
    value(
      await this.port.importStage(
        importId,
        names.map((name) => ({ kind: 'create', data: { name } })),
      ),
    );
    value(await this.port.importCommit(importId));
  }

  async edit(at: number, note: string): Promise<void> {
    const id = await this.idAt(at);
    if (id === undefined) return;
    // A record whose create came back cannot be edited by a form that does not know it; whatever is said, both say it.
    await this.port.save({ type: 'person', id, organisation: home, fields: { note } });
  }

  /** Three of four, so that every segment keeps some. */
  async editMost(note: string): Promise<void> {
    const ids = (await this.port.ids({ type: 'person' })).filter((_id, at) => at % 4 !== 3);
    value(await this.port.setMany({ type: 'person', ids, fields: { note }, label: '备注' }));
  }

  async void(at: number): Promise<void> {
    const id = await this.idAt(at);
    if (id !== undefined) await this.port.voidRecords({ type: 'person', ids: [id], reason: '重复' });
  }

  async giveUp(): Promise<void> {
    const [first] = await this.port.rejected();
    if (first !== undefined) await this.port.giveUp(first.op);
  }

  async undo(): Promise<void> {
    const one = (await this.port.imports('person')).find((each) => each.undoneAt === undefined);
    if (one !== undefined) await this.port.undoImport(one.importId);
  }

  async seal(operations: number): Promise<void> {
    if (!this.sync.needsReconcile()) value(await this.sync.sealNext(home, 'general', operations));
  }

  /** The answer to the oldest unanswered batch; every `odd`-th operation is answered otherwise than plainly. */
  async receipt(kind: 'plain' | 'odd' | 'refused', odd: number): Promise<void> {
    const [batch] = await this.sync.unanswered();
    if (batch === undefined) return;
    const receipt = await this.answer(batch, kind, odd);
    value(await this.sync.applyReceipt(receipt, 'x'));
    // Twice changes nothing.
    value(await this.sync.applyReceipt(receipt, 'x'));
  }

  private async answer(batch: SealedBatch, kind: 'plain' | 'odd' | 'refused', odd: number): Promise<Receipt> {
    if (kind === 'refused') return receiptFor(batch, { verdict: 'refused', refusal: 'tooLarge', count: 0 });
    const ways = [
      { status: 'rejected', code: 'invalidValue', message: '姓名不对。', field: 'name' },
      { status: 'merged', code: 'alreadyExists', knownRev: 1 },
      { status: 'conflict', fields: ['note'] },
      { status: 'merged' },
    ] as const;
    const ns = kind === 'plain' ? [] : (await numbersIn(batch)).filter((_n, at) => at % odd === 0);
    const exceptions = ns.map((n, at) => ({ n, ...ways[at % ways.length] })) as Receipt['exceptions'];
    const receipt = receiptFor(batch, { firstRev: this.rev + 1, exceptions });
    this.rev += batch.count;
    return receipt;
  }

  /** Somebody else changed a record that the province has. */
  async pull(at: number, note: string): Promise<void> {
    const id = await this.idAt(at);
    if (id === undefined) return;
    this.rev += 1;
    const name = String(this.ledger.types.get('person')?.index.get(id)?.values['name'] ?? '');
    const record: ServerRecord = {
      organisation: home,
      type: 'person',
      id,
      rev: this.rev,
      createdRev: 1,
      fieldRevs: { note: this.rev },
      schemaVersion: 1,
      data: { name, note },
      voided: false,
      conflicts: [],
    };
    const head = { epoch: 'e1', organisation: home, compartment: 'general' as const, after: 0 };
    const page = { ...head, records: [record], cursor: this.rev, head: this.rev };
    value(await this.sync.applyChanges(page as never, { seq: this.rev, epoch: 'e1' }));
  }

  async newLife(): Promise<void> {
    value(await this.sync.newIncarnation());
    value(await this.sync.acknowledgeKnown([]));
  }

  async fold(): Promise<void> {
    this.pass(120_000);
    while (await this.bench.core.maintain());
  }

  async restart(how: 'restart' | 'powerCut'): Promise<void> {
    this.disk = this.disk.reopen(how);
    this.bench = await restarted(this.bench, this.disk, {
      ...(this.bench.input.freshStretches === undefined
        ? {}
        : { freshStretches: this.bench.input.freshStretches }),
    });
  }

  /** How many records lie under a batch that did not write them. */
  async laid(): Promise<number> {
    const ids = await this.port.ids({ type: 'person', includeVoided: true });
    const { types, overlay } = this.ledger;
    return ids.filter((id) => {
      const place = types.get('person')?.index.place(id);
      return place !== undefined && overlay.at(place) !== undefined;
    }).length;
  }

  /** Everything above the units: envelopes, index, outbox, batches and what was sent, with random names told apart by order. */
  async told(): Promise<string> {
    const ids = await this.port.ids({ type: 'person', includeVoided: true });
    const index = this.ledger.types.get('person')?.index;
    const { found } = await readEnvelopes(this.ledger, 'person', ids);
    const sorted = await this.port.ids({ type: 'person', sort: { field: '@sync' }, includeVoided: true });
    const bodies = await Promise.all((await this.sync.unanswered()).map(wordsOf));
    const text = sortedJson({
      records: ids.map((id) => [found.get(id), index?.get(id)]),
      work: index?.openWork(home, 10_000),
      counts: index?.syncCounts(),
      // Records of one state stand in the order in which their units were read, which is no part of the promise.
      sorted: sorted.map((id) => index?.get(id)?.sync),
      batches: await this.port.sent(99),
      pending: await this.port.pending(10_000),
      bodies,
      damage: this.ledger.damage,
    });
    const names = new Map<string, string>();
    return text.replace(/id\d{6}|u[0-9a-f]{24}/gu, (id) => {
      const name = names.get(id) ?? `@${String(names.size)}`;
      names.set(id, name);
      return name;
    });
  }
}

/** The order of an object's words says how it was read, not what it says. */
function sortedJson(content: unknown): string {
  return JSON.stringify(content, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

async function wordsOf(batch: SealedBatch): Promise<string> {
  const stream = new Blob([Uint8Array.from(batch.body)])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  // The hash before it is of bytes that hold random names.
  return (await new Response(stream).text()).replace(/"previous":"[0-9a-f]{64}"/u, '"previous":"…"');
}
