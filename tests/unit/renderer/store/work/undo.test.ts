import { describe, expect, it } from 'vitest';
import { answersOf } from '../../../../../domain/protocol/receipt.ts';
import type { Receipt } from '../../../../../domain/protocol/wire.ts';
import { newEnvelope } from '../../../../../renderer/store/work/create.ts';
import { editFields } from '../../../../../renderer/store/work/edit.ts';
import type { Envelope } from '../../../../../renderer/store/work/envelope.ts';
import { indexRowOf, openWorkOf } from '../../../../../renderer/store/work/indexRow.ts';
import { applyServerRecord } from '../../../../../renderer/store/work/pull.ts';
import { applyReceiptTo } from '../../../../../renderer/store/work/receipt.ts';
import { sealOperations } from '../../../../../renderer/store/work/seal.ts';
import type { Stamp } from '../../../../../renderer/store/work/stamp.ts';
import { restoreWithdrawn, undoAct } from '../../../../../renderer/store/work/undo.ts';
import { definitionOf, testDefinition } from '../../../../simulation/support/definition.ts';
import { Province } from '../../../../simulation/support/province.ts';

/** One record, one PC and a province, far enough to bring an import to any stage. */
class Desk {
  readonly province = new Province();
  private n = 0;
  private seq = 0;

  stamp(act?: string): Stamp {
    const base = { actor: { user: 'u1', userName: '甲测试' }, at: '2026-11-23', next: () => (this.n += 1) };
    return act === undefined ? base : { ...base, act };
  }
  create(act?: string): Envelope {
    const record = {
      definition: testDefinition,
      id: 'r1',
      organisation: 'org',
      data: { title: '原名', a: '一' },
    };
    return newEnvelope(record, this.stamp(act));
  }
  edit(envelope: Envelope, fields: Record<string, string>, act?: string): Envelope {
    return editFields(envelope, fields, this.stamp(act), testDefinition);
  }
  seal(envelope: Envelope): { envelope: Envelope; answer: (to: Envelope) => Envelope } {
    const batchId = `b${(this.seq += 1)}`;
    const place = { device: 'd1', incarnation: 'i1', batchId, user: 'u1' };
    const limits = { operations: 500, bytes: 1e6 };
    const done = sealOperations([envelope], { ...place, nextN: this.n + 1 }, limits, definitionOf);
    this.n = done.nextN - 1;
    const sha256 = batchId.padStart(64, '0');
    const answer = (to: Envelope): Envelope => {
      const receipt = this.province.push({ ...place, seq: this.seq, sha256, ops: done.ops }) as Receipt;
      const answers = answersOf(
        receipt,
        done.ops.map((op) => op.n),
      );
      const next = applyReceiptTo(to, answers, this.stamp(), testDefinition);
      const record = this.province.records.get('trial/r1');
      const options = { definition: testDefinition, device: 'd1' };
      return record ? applyServerRecord(next, record, options) : next;
    };
    return { envelope: done.envelopes[0] ?? envelope, answer };
  }
  sent(envelope: Envelope): Envelope {
    const { envelope: sealed, answer } = this.seal(envelope);
    return answer(sealed);
  }
  undo(envelope: Envelope) {
    return undoAct(envelope, 'import', this.stamp('undo'), testDefinition);
  }
  get held() {
    const record = this.province.records.get('trial/r1');
    return record && { title: record.data['title'], a: record.data['a'], voided: record.voided };
  }
}

describe('an import that created the record is taken back (R18, R57.5)', () => {
  it('before it was sealed: hidden, never sent, and sent after all when the undo is undone', () => {
    const desk = new Desk();
    const { kind, envelope } = desk.undo(desk.create('import'));
    expect([kind, envelope.voided, openWorkOf(envelope)]).toEqual(['withdrawn', true, 0]);
    expect(envelope.data).toMatchObject({ title: '原名', a: '一' });
    const back = desk.sent(restoreWithdrawn(envelope, desk.stamp()));
    expect(back.voided).toBe(false);
    expect(desk.held).toEqual({ title: '原名', a: '一', voided: false });
  });

  it('sealed and not answered: voided by an operation of its own, which follows it', () => {
    const desk = new Desk();
    const { envelope: sealed, answer } = desk.seal(desk.create('import'));
    const { kind, envelope } = desk.undo(sealed);
    expect(kind).toBe('reversed');
    const done = desk.sent(answer(envelope));
    expect([done.voided, desk.held]).toEqual([true, { title: '原名', a: '一', voided: true }]);
  });

  it('acknowledged: voided, and taken back again by one more operation', () => {
    const desk = new Desk();
    const { kind, envelope } = desk.undo(desk.sent(desk.create('import')));
    expect(kind).toBe('reversed');
    const voided = desk.sent(envelope);
    expect(desk.held?.voided).toBe(true);
    const back = desk.sent(restoreWithdrawn(voided, desk.stamp()));
    expect([back.voided, desk.held?.voided]).toEqual([false, false]);
  });

  it('edited since: left as it is, every field listed', () => {
    const desk = new Desk();
    const edited = desk.edit(desk.create('import'), { a: '二' });
    const undone = desk.undo(edited);
    expect([undone.kind, undone.envelope]).toEqual(['left', edited]);
    expect(undone.leftFields).toContain('a');
  });

  it('what is not hidden is not brought back', () => {
    const desk = new Desk();
    const envelope = desk.create();
    expect(restoreWithdrawn(envelope, desk.stamp())).toBe(envelope);
  });
});

describe('an import that changed fields is taken back (R18, R57.5)', () => {
  const imported = (desk: Desk): Envelope =>
    desk.edit(desk.sent(desk.create()), { title: '新名', a: '二' }, 'import');

  it('unsealed: the edit is withdrawn and nothing is sent', () => {
    const desk = new Desk();
    const { kind, envelope } = desk.undo(imported(desk));
    expect([kind, openWorkOf(envelope)]).toEqual(['withdrawn', 0]);
    expect(envelope.data).toMatchObject({ title: '原名', a: '一' });
    expect(desk.held).toMatchObject({ title: '原名', a: '一' });
  });

  it('sealed and not answered: a new edit upon it brings the old values back', () => {
    const desk = new Desk();
    const { envelope: sealed, answer } = desk.seal(imported(desk));
    const { kind, envelope } = desk.undo(sealed);
    expect([kind, envelope.data['title']]).toEqual(['reversed', '原名']);
    const done = desk.sent(answer(envelope));
    expect(done.conflicts).toEqual([]);
    expect(desk.held).toMatchObject({ title: '原名', a: '一' });
  });

  it('acknowledged: a new edit brings the old values back', () => {
    const desk = new Desk();
    const { kind, envelope } = desk.undo(desk.sent(imported(desk)));
    expect(kind).toBe('reversed');
    desk.sent(envelope);
    expect(desk.held).toMatchObject({ title: '原名', a: '一' });
  });

  it.each(['here', 'elsewhere'])(
    'a field that was changed since, %s, is left and listed; the rest goes back',
    (where) => {
      const desk = new Desk();
      let envelope = desk.sent(imported(desk));
      if (where === 'here') envelope = desk.edit(envelope, { a: '三' });
      else {
        const record = desk.province.records.get('trial/r1');
        if (!record) throw new Error('no record');
        const by = { user: 'u2', userName: '乙测试', device: 'd2', at: '', op: 'd2.i.1' };
        const elsewhere = { rev: record.rev + 1, fieldRevs: { ...record.fieldRevs, a: record.rev + 1 } };
        const changed = { ...record, ...elsewhere, data: { ...record.data, a: '三' }, changedBy: by };
        envelope = applyServerRecord(envelope, changed, { definition: testDefinition, device: 'd1' });
      }
      const undone = desk.undo(envelope);
      expect([undone.kind, undone.leftFields]).toEqual(['reversed', ['a']]);
      expect(undone.envelope.data).toMatchObject({ title: '原名', a: '三' });
    },
  );

  it('does not touch a record that the act did not touch', () => {
    const desk = new Desk();
    const envelope = desk.create('another');
    expect(desk.undo(envelope)).toEqual({ kind: 'none', envelope, leftFields: [] });
  });
});

describe('indexRowOf', () => {
  const row = (envelope: Envelope) => indexRowOf(testDefinition, envelope, ['title', 'b']);

  it('keeps indexed values only, and follows the record from saved to backed up', () => {
    const desk = new Desk();
    const made = desk.create();
    expect(row(made)).toMatchObject({ values: { title: '原名' }, sync: 'saved', voided: false, work: 1 });
    const { envelope: sealed, answer } = desk.seal(made);
    expect(row(sealed)).toMatchObject({ sync: 'saved', work: 0 });
    const done = answer(sealed);
    expect(row(done)).toMatchObject({ sync: 'backedUp', work: 0 });
    expect(row(desk.edit(done, { b: '乙' }))).toMatchObject({ values: { b: '乙' }, sync: 'saved' });
  });

  it('does not call a record backed up while a field of it stays on this PC only (R21)', () => {
    const desk = new Desk();
    const held = desk.edit(desk.sent(desk.create()), { note: '只在本机' });
    expect(row(held)).toMatchObject({ sync: 'saved', work: 0 });
  });

  it('shows what was refused above everything else', () => {
    const desk = new Desk();
    const refused = desk.sent(desk.edit(desk.sent(desk.create()), { a: '这一项实在是太长太长太长太长了' }));
    expect(row(refused)).toMatchObject({ sync: 'rejected', work: 0 });
  });
});
