import { expect, test } from 'vitest';
import { answersOf } from '../../../../../domain/protocol/receipt.ts';
import type { Receipt } from '../../../../../domain/protocol/wire.ts';
import { editFields } from '../../../../../renderer/store/work/edit.ts';
import type { Envelope } from '../../../../../renderer/store/work/envelope.ts';
import { mend } from '../../../../../renderer/store/work/mend.ts';
import { newEnvelope } from '../../../../../renderer/store/work/create.ts';
import { applyServerRecord } from '../../../../../renderer/store/work/pull.ts';
import { applyReceiptTo } from '../../../../../renderer/store/work/receipt.ts';
import { sealOperations } from '../../../../../renderer/store/work/seal.ts';
import type { Stamp } from '../../../../../renderer/store/work/stamp.ts';
import { definitionOf, testDefinition } from '../../../../simulation/support/definition.ts';
import { Province } from '../../../../simulation/support/province.ts';
import type { SimBatch } from '../../../../simulation/support/province.ts';

/** What R2 names, for one field: a clerk here, a clerk elsewhere, and a network that repeats and forgets. */
const moves = [
  'edit',
  'wrong',
  'elsewhere',
  'seal',
  'send',
  'crash',
  'receipt',
  'again',
  'pull',
  'mend',
] as const;
type Move = (typeof moves)[number];

const me = { user: 'u1', userName: '甲测试' };

class World {
  envelope: Envelope;
  readonly province = new Province();
  n = 0;
  seq = 0;
  values = 0;
  sealed: { batch: SimBatch; sent: boolean }[] = [];
  answers: { receipt: Receipt; counters: readonly number[]; seen: boolean }[] = [];
  readonly entered: string[] = [];
  readonly replaced = new Set<string>();

  constructor() {
    this.envelope = newEnvelope(
      { definition: testDefinition, id: 'r1', organisation: 'org', data: { title: '一', a: 'v0' } },
      this.stamp(),
    );
    for (const move of ['seal', 'send', 'receipt', 'pull'] as const) this.do(move);
  }

  stamp(): Stamp {
    return { actor: me, at: '2026-01-01T00:00:00Z', next: () => (this.n += 1) };
  }

  /** The clerk who types sees what is there and replaces it knowingly. */
  type(value: string): void {
    this.replaced.add(String(this.envelope.data['a']));
    this.entered.push(value);
    this.envelope = editFields(this.envelope, { a: value }, this.stamp(), testDefinition);
  }

  do(move: Move): boolean {
    const before = JSON.stringify([this.envelope, this.sealed, this.answers, this.province.head]);
    this[move]();
    return before !== JSON.stringify([this.envelope, this.sealed, this.answers, this.province.head]);
  }

  edit(): void {
    this.type(`v${(this.values += 1)}`);
  }

  wrong(): void {
    this.type(`v${(this.values += 1)}-too-long-to-be`);
  }

  elsewhere(): void {
    const record = this.province.records.get('trial/r1');
    const value = `w${(this.values += 1)}`;
    this.entered.push(value);
    this.replaced.add(String(record?.data['a']));
    const rev = record?.fieldRevs['a'] ?? record?.createdRev ?? 0;
    const op = {
      kind: 'edit' as const,
      n: this.values,
      type: 'trial',
      id: 'r1',
      at: '',
      fields: { a: { base: { rev }, value } },
    };
    const place = { device: 'other', incarnation: 'i', seq: this.values, user: 'u2' };
    this.province.push({ batchId: `o${this.values}`, sha256: 'o', ...place, ops: [op] });
  }

  seal(): void {
    const place = { device: 'me', incarnation: 'i1', batchId: `b${this.seq + 1}` };
    const sealing = { ...place, user: 'u1', nextN: this.n + 1 };
    const done = sealOperations([this.envelope], sealing, { operations: 500, bytes: 1e6 }, definitionOf);
    if (done.ops.length === 0) return;
    this.seq += 1;
    this.n = done.nextN - 1;
    this.envelope = done.envelopes[0] ?? this.envelope;
    this.sealed.push({
      batch: { ...place, seq: this.seq, sha256: place.batchId, user: 'u1', ops: done.ops },
      sent: false,
    });
  }

  /** The first batch without an answer goes out, again if its answer was lost. */
  send(): void {
    const next = this.sealed.find((each) => !each.sent);
    if (!next) return;
    const receipt = this.province.push(next.batch);
    if (typeof receipt === 'string') throw new Error(receipt);
    next.sent = true;
    this.answers.push({ receipt, counters: next.batch.ops.map((op) => op.n), seen: false });
  }

  /** The process dies: answers on the way are lost, what was stored is there. */
  crash(): void {
    const lost = this.answers.filter((each) => !each.seen);
    this.answers = this.answers.filter((each) => each.seen);
    for (const each of this.sealed)
      if (lost.some(({ receipt }) => receipt.batchId === each.batch.batchId)) each.sent = false;
  }

  receipt(): void {
    const next = this.answers.find((each) => !each.seen);
    if (!next) return;
    next.seen = true;
    this.deliver(next);
  }

  again(): void {
    const last = this.answers.findLast((each) => each.seen);
    if (!last) return;
    const before = this.envelope;
    this.deliver(last);
    expect(this.envelope).toBe(before);
  }

  deliver(answer: { receipt: Receipt; counters: readonly number[] }): void {
    const answers = answersOf(answer.receipt, answer.counters);
    this.envelope = applyReceiptTo(this.envelope, answers, this.stamp(), testDefinition);
  }

  pull(): void {
    const record = this.province.records.get('trial/r1');
    if (!record) return;
    const bases = JSON.stringify([this.envelope.dirty, this.envelope.sealed]);
    this.envelope = applyServerRecord(this.envelope, record, { definition: testDefinition, device: 'me' });
    // R1: a pull never moves a base.
    expect(JSON.stringify([this.envelope.dirty, this.envelope.sealed])).toBe(bases);
  }

  mend(): void {
    const rejected = this.envelope.rejected[0];
    if (!rejected) return;
    const value = `v${(this.values += 1)}`;
    this.replaced.add(String(this.envelope.data['a']));
    this.entered.push(value);
    this.envelope = mend(this.envelope, rejected.work.op, { a: value }, this.stamp(), testDefinition);
  }

  /** Everything a person typed and nobody knowingly replaced must still be readable somewhere. */
  missing(): readonly string[] {
    const record = this.province.records.get('trial/r1');
    const texts = JSON.stringify([
      this.envelope.data,
      this.envelope.sealed,
      this.envelope.rejected,
      this.envelope.asked,
      record?.data,
      record?.conflicts,
    ]);
    return this.entered.filter((value) => !this.replaced.has(value) && !texts.includes(`"${value}"`));
  }

  settleDown(): void {
    for (let round = 0; round < 12; round += 1) {
      const moved = [
        this.do('crash'),
        this.do('seal'),
        this.do('send'),
        this.do('receipt'),
        this.do('pull'),
        this.do('mend'),
      ];
      if (moved.every((each) => !each)) return;
    }
    throw new Error('never quiet');
  }
}

function play(script: readonly Move[]): World {
  const world = new World();
  for (const move of script) world.do(move);
  return world;
}

const stateOf = (world: World): string =>
  JSON.stringify([
    world.envelope,
    world.sealed,
    world.answers,
    [...world.province.records.values()],
    [...world.province.taken.keys()],
  ]);

test('[S7][S8][S9] R2: every interleaving of six steps on one field keeps every value and comes to rest', () => {
  const seen = new Set<string>();
  let leaves = 0;
  const walk = (script: readonly Move[]): void => {
    for (const move of moves) {
      const world = play(script);
      if (!world.do(move)) continue;
      const next = [...script, move];
      expect(world.missing(), next.join(' ')).toEqual([]);
      const state = stateOf(world);
      if (seen.has(`${next.length}:${state}`)) continue;
      seen.add(`${next.length}:${state}`);
      if (next.length < 6) {
        walk(next);
        continue;
      }
      leaves += 1;
      expect(() => world.settleDown(), next.join(' ')).not.toThrow();
      expect(world.missing(), `${next.join(' ')} at rest`).toEqual([]);
      expect(world.envelope.dirty, next.join(' ')).toEqual({});
      expect(world.envelope.sealed, next.join(' ')).toEqual([]);
      expect(world.envelope.rejected, next.join(' ')).toEqual([]);
      const record = world.province.records.get('trial/r1');
      expect(world.envelope.data['a'], next.join(' ')).toBe(record?.data['a']);
      const ops = world.province.history.map((entry) => entry.op);
      expect(new Set(ops).size).toBe(ops.length);
    }
  };
  walk([]);
  expect(leaves).toBeGreaterThan(1000);
}, 120_000);
