import { expect, test } from 'vitest';
import type { OperationAnswer } from '../../../../../domain/protocol/receipt.ts';
import type { ServerRecord } from '../../../../../domain/protocol/record.ts';
import { definition } from '../../../../../domain/records/types/member.ts';
import type { FieldValue, RecordData } from '../../../../../domain/records/definition.ts';
import { newEnvelope } from '../../../../../renderer/store/work/create.ts';
import type { Envelope } from '../../../../../renderer/store/work/envelope.ts';
import { giveUp } from '../../../../../renderer/store/work/mend.ts';
import { applyServerRecord } from '../../../../../renderer/store/work/pull.ts';
import { applyReceiptTo } from '../../../../../renderer/store/work/receipt.ts';
import { sealOperations } from '../../../../../renderer/store/work/seal.ts';
import type { Stamp } from '../../../../../renderer/store/work/stamp.ts';
import { addTransition } from '../../../../../renderer/store/work/steps.ts';
import { undoAct } from '../../../../../renderer/store/work/undo.ts';

let n = 100;
const stamp = (act?: string): Stamp => ({
  actor: { user: 'u1', userName: '甲测试' },
  at: '2026-11-28T00:00:00Z',
  next: () => (n += 1),
  ...(act === undefined ? {} : { act }),
});
const options = { definition, device: 'd1' };

function served(rev: number, data: RecordData): ServerRecord {
  return {
    organisation: 'org',
    type: 'member',
    id: 'm1',
    rev,
    createdRev: 1,
    fieldRevs: rev === 1 ? {} : { membershipStatus: rev, membershipLog: rev },
    schemaVersion: 1,
    data: { name: '甲测试', employeeNo: '001', ...data },
    voided: false,
    conflicts: [],
  };
}
const pulled = (envelope: Envelope | undefined, record: ServerRecord) =>
  applyServerRecord(envelope, record, options);
const member = () =>
  pulled(undefined, served(1, { membershipStatus: '02', membershipLog: ['2026-11-02|join|00|02'] }));

const step = (envelope: Envelope, name: string, fields: RecordData, act?: string) =>
  addTransition(envelope, { name, fields }, stamp(act), definition);
const keep = (envelope: Envelope, act?: string) =>
  step(envelope, 'keep', { membershipDate: '2026-11-20', membershipReason: '2' }, act);
const sent = (envelope: Envelope): Envelope => {
  const sealing = { device: 'd1', incarnation: 'i', batchId: 'b1', user: 'u1', nextN: (n += 1) };
  const done = sealOperations([envelope], sealing, { operations: 9, bytes: 99_999 }, () => definition);
  return done.envelopes[0] ?? envelope;
};
const answered = (envelope: Envelope, answer: 'applied' | 'rejected', rev = 9): Envelope => {
  const work = envelope.sealed[0];
  const head = { op: work?.op ?? '', n: work?.n ?? 0 };
  const given: OperationAnswer =
    answer === 'applied'
      ? { ...head, kind: 'applied', rev }
      : { ...head, kind: 'rejected', code: 'wrongState', message: '' };
  return applyReceiptTo(envelope, [given], stamp(), definition);
};
const log = ({ data }: Envelope): FieldValue | undefined => data['membershipLog'];
const first = '2026-11-02|join|00|02';
const kept = '2026-11-20|keep|02|04';

test('a step shows its line at once, and the province’s answer keeps it', () => {
  const done = keep(member());
  expect(log(done)).toEqual([first, kept]);
  const after = answered(sent(done), 'applied');
  expect(log(after)).toEqual([first, kept]);
  expect(after.acked?.fieldRevs).toMatchObject({ membershipStatus: 9, membershipLog: 9 });
  expect(log(pulled(after, served(9, { membershipStatus: '04', membershipLog: [first, kept] })))).toEqual([
    first,
    kept,
  ]);
});

test('the line is not among what is sent', () => {
  const sealing = { device: 'd1', incarnation: 'i', batchId: 'b1', user: 'u1', nextN: 1 };
  const { texts } = sealOperations(
    [keep(member())],
    sealing,
    { operations: 9, bytes: 99_999 },
    () => definition,
  );
  expect(texts.join()).toContain('"keep"');
  expect(texts.join()).not.toContain('membershipLog');
});

test('a new record says nothing of its steps in its create', () => {
  const made = newEnvelope({ definition, id: 'm2', organisation: 'org', data: { name: '乙测试' } }, stamp());
  const done = step(made, 'join', { joinDate: '2026-11-02' });
  expect(log(done)).toEqual([first]);
  const sealing = { device: 'd1', incarnation: 'i', batchId: 'b1', user: 'u1', nextN: 1 };
  const { texts } = sealOperations([done], sealing, { operations: 9, bytes: 99_999 }, () => definition);
  expect(texts).toHaveLength(2);
  expect(texts.join()).not.toContain('membershipLog');
});

test('a rejected step leaves no line, and none after it was given up', () => {
  const refused = answered(sent(keep(member())), 'rejected');
  expect([log(refused), refused.data['membershipStatus']]).toEqual([[first], '04']);
  const gone = giveUp(refused, refused.rejected[0]?.work.op ?? '', stamp());
  expect([log(gone), gone.data['membershipStatus']]).toEqual([[first], '02']);
});

test('what others wrote meanwhile stands before the line that is on its way', () => {
  const others = ['2026-11-05|transferOut|02|09', '2026-11-06|transferIn|09|02'];
  const envelope = pulled(
    sent(keep(member())),
    served(5, { membershipStatus: '02', membershipLog: [first, ...others] }),
  );
  expect(log(envelope)).toEqual([first, ...others, kept]);
  expect(log(answered(envelope, 'applied'))).toEqual([first, ...others, kept]);
});

test('a step that somebody else has taken already adds no second line, before and after the answer', () => {
  const theirs = '2026-11-19|keep|02|04';
  const envelope = pulled(
    sent(keep(member())),
    served(5, { membershipStatus: '04', membershipLog: [first, theirs] }),
  );
  expect(log(envelope)).toEqual([first, theirs]);
  // Nobody did anything since: no pull will correct what is written down here.
  expect(log(answered(envelope, 'applied', 6))).toEqual([first, theirs]);
});

test('an import that is taken back takes its unsent step’s line with it', () => {
  const { envelope } = undoAct(keep(member(), 'import-1'), 'import-1', stamp(), definition);
  expect([log(envelope), envelope.data['membershipStatus']]).toEqual([[first], '02']);
});

test('a counter-step names the event and empties what told of it', () => {
  const done = step(keep(member()), 'takeBack', { membershipDate: '2026-11-21', takeBackReason: '选错人' });
  expect(done.steps.at(-1)).toMatchObject({ to: '02', undoes: kept });
  expect(done.data).toMatchObject({ membershipStatus: '02', membershipReason: null });
  expect(log(done)).toEqual([first, kept, '2026-11-21|takeBack|04|02']);
});

test('a pulled journal is no line of the history', () => {
  const after = pulled(member(), served(5, { membershipStatus: '04', membershipLog: [first, kept] }));
  expect(after.log.flatMap((line) => line.changes.map(([field]) => field))).not.toContain('membershipLog');
});
