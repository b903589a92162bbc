import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../domain/access.ts';
import type { TestServer } from './support.ts';
import { startTestServer } from './support.ts';
import { create, edit, makeVoid, member, transition } from './support/operations.ts';
import { enrolPc, makePerson } from './support/pc.ts';
import type { TestPc } from './support/pc.ts';

const office = 'demo-yunqiao';
let server: TestServer;
let pc: TestPc;
let second: TestPc;
let counter = 100;
const next = (): number => (counter += 1);

async function someone(roles: readonly Role[]): Promise<TestPc> {
  const person = makePerson(roles);
  expect((await pc.register(person)).status).toBe(200);
  const other = pc.with({ person });
  other.incarnation = `${pc.incarnation}-${person.id}`;
  return other;
}

async function recordOf(id: string) {
  const { records } = await pc.snapshot(office, 'general', 1000);
  return records.find((record) => record.id === id);
}

beforeAll(async () => {
  server = await startTestServer();
  pc = await enrolPc(server, { office });
  second = await enrolPc(server, { office });
});
afterAll(() => server.close());

describe('a batch that is taken', () => {
  it('takes one revision per operation, in the order of the batch, and answers with a signed receipt [S3]', async () => {
    const receipt = await pc.pushed(office, 'general', [member(1, 'p1'), member(2, 'p2')]);
    expect(receipt).toMatchObject({ firstRev: 1, count: 2, exceptions: [], seq: 1, durableThrough: 0 });
    const page = await pc.changes(office, 'general', 0);
    expect(page.records.map((each) => [each.id, each.rev])).toEqual([
      ['p1', 1],
      ['p2', 2],
    ]);
    expect(page.cursor).toBe(2);
    expect(page.records[0]?.changedBy).toMatchObject({
      user: pc.person.id,
      userName: '甲测试',
      op: `${pc.device}.${pc.incarnation}.1`,
    });
  });

  it('finds among new records one that was there already: it is not overwritten, and keeps its author', async () => {
    const first = await pc.pushed(office, 'general', [member(next(), 'there1'), member(next(), 'there2')]);
    const receipt = await second.pushed(office, 'general', [
      member(next(), 'there1'),
      member(next(), 'there2', { position: '另一个岗位' }),
      member(next(), 'there3'),
    ]);
    expect(receipt.exceptions).toMatchObject([{ status: 'rejected', code: 'alreadyExists' }]);
    const same = await recordOf('there1');
    expect(same).toMatchObject({ rev: receipt.firstRev, createdRev: first.firstRev });
    expect(same?.changedBy?.op).toMatch(new RegExp(`^${pc.device}[.]`));
    expect(await recordOf('there2')).toMatchObject({ rev: first.firstRev + 1 });
    const fresh = await recordOf('there3');
    expect(fresh?.changedBy?.op).toMatch(new RegExp(`^${second.device}[.]`));
  });

  it('chains several operations on one record inside one batch (R2)', async () => {
    const after = { after: `${pc.device}.${pc.incarnation}.10` };
    const receipt = await pc.pushed(office, 'general', [
      member(10, 'p10'),
      edit(11, 'member', 'p10', { mobile: [after, '13800138000'] }),
      transition(12, 'member', 'p10', 'join', after, { joinDate: '2026-11-01' }),
      makeVoid(13, 'member', 'p10'),
    ]);
    expect(receipt.exceptions).toEqual([]);
    const page = await pc.changes(office, 'general', receipt.firstRev - 1);
    expect(page.records).toHaveLength(1);
    expect(page.records[0]).toMatchObject({
      rev: receipt.firstRev + 3,
      createdRev: receipt.firstRev,
      voided: true,
      data: { mobile: '13800138000', membershipStatus: '02', joinDate: '2026-11-01' },
    });
    expect(page.records[0]?.fieldRevs).toMatchObject({
      mobile: receipt.firstRev + 1,
      joinDate: receipt.firstRev + 2,
    });
  });

  it('resolves an edit made upon an operation of an earlier batch (R2)', async () => {
    const n = next();
    const { firstRev } = await pc.pushed(office, 'general', [member(n, 'chain')]);
    const base = { after: `${pc.device}.${pc.incarnation}.${n}` };
    const receipt = await pc.pushed(office, 'general', [
      edit(next(), 'member', 'chain', { name: [base, '丙测试'] }),
    ]);
    expect(receipt.exceptions).toEqual([]);
    expect(await recordOf('chain')).toMatchObject({ createdRev: firstRev, data: { name: '丙测试' } });
  });

  it('answers dependsOn for an edit made upon a rejected operation, in this batch or an earlier one (R2)', async () => {
    await pc.pushed(office, 'general', [member(next(), 'dep')]);
    const bad = next();
    const upon = { after: `${pc.device}.${pc.incarnation}.${bad}` };
    const first = await pc.pushed(office, 'general', [
      edit(bad, 'member', 'dep', { mobile: [{ rev: 1 }, '不是电话'] }),
      edit(next(), 'member', 'dep', { mobile: [upon, '13800138001'] }),
    ]);
    expect(first.exceptions.map((each) => each.code)).toEqual(['invalidValue', 'dependsOn']);
    const later = await pc.pushed(office, 'general', [
      edit(next(), 'member', 'dep', { mobile: [upon, '13800138001'] }),
    ]);
    expect(later.exceptions.map((each) => each.code)).toEqual(['dependsOn']);
  });

  it('keeps fields of a known type that it does not know', async () => {
    await pc.pushed(office, 'general', [member(next(), 'newer', { inventedLater: '留着' })]);
    expect((await recordOf('newer'))?.data).toMatchObject({ inventedLater: '留着' });
  });

  it('keeps both values of one field as a question that names who gave which (R1, R57)', async () => {
    const made = await pc.pushed(office, 'general', [member(next(), 'both', { position: '焊工' })]);
    const base = { rev: made.firstRev };
    await pc.pushed(office, 'general', [edit(next(), 'member', 'both', { position: [base, '质检员'] })]);
    const other = await someone(['clerk']);
    // The record's last author changed another field: the question must not name them.
    await other.pushed(office, 'general', [edit(1, 'member', 'both', { nativePlace: [base, '某地'] })]);
    const receipt = await second.pushed(office, 'general', [
      edit(next(), 'member', 'both', { position: [base, '班长'] }),
    ]);
    expect(receipt.exceptions).toMatchObject([{ status: 'conflict', fields: ['position'] }]);
    const record = await recordOf('both');
    expect(record?.data).toMatchObject({ position: '质检员', nativePlace: '某地' });
    expect(record?.conflicts).toMatchObject([
      {
        field: 'position',
        serverValue: '质检员',
        serverBy: { user: pc.person.id },
        candidates: [{ value: '班长', by: { user: second.person.id } }],
        state: 'open',
      },
    ]);
    const conflict = record?.conflicts[0];
    const settle = {
      kind: 'settle',
      n: next(),
      type: 'member',
      id: 'both',
      at: '2026-11-23T09:00:00.000Z',
      conflict: conflict?.conflictId,
      version: conflict?.version,
      value: '班长',
    };
    expect((await pc.pushed(office, 'general', [settle])).exceptions).toEqual([]);
    expect(await recordOf('both')).toMatchObject({
      data: { position: '班长' },
      conflicts: [{ state: 'settled' }],
    });
  });
});

describe('one bad operation is rejected alone (R6)', () => {
  const lone = String.fromCharCode(0xd83d);
  const cases: readonly [string, (n: number) => unknown, string][] = [
    ['not an operation', (n) => ({ n, kind: 'dance' }), 'invalidOperation'],
    ['a word too many', (n) => ({ ...member(n, `x${n}`), extra: 1 }), 'invalidOperation'],
    ['U+0000', (n) => member(n, `x${n}`, { nativePlace: 'a\u0000b' }), 'invalidValue'],
    ['a lone surrogate', (n) => member(n, `x${n}`, { nativePlace: `a${lone}` }), 'invalidValue'],
    [
      'U+0000 in a field that is not known',
      (n) => member(n, `x${n}`, { unknownField: '\u0000' }),
      'invalidValue',
    ],
    [
      'a number beyond all numbers',
      (n) => ({ ...member(n, `x${n}`), data: '@infinite' }),
      'invalidOperation',
    ],
    [
      'a name every object inherits',
      (n) => ({ ...member(n, `x${n}`), data: { constructor: 'x' } }),
      'invalidOperation',
    ],
    ['an unknown type', (n) => create(n, 'spaceship', `x${n}`, {}), 'unknownType'],
    ['an edit of nothing', (n) => edit(n, 'member', 'nobody', { name: [{ rev: 0 }, '丁测试'] }), 'notFound'],
    ['an impossible date', (n) => member(n, `x${n}`, { birthDate: '2026-02-30' }), 'invalidValue'],
    [
      'a state by plain edit',
      (n) => edit(n, 'member', 'p2', { membershipStatus: [{ rev: 2 }, '02'] }),
      'invalidOperation',
    ],
    [
      'a step from the wrong state',
      (n) => transition(n, 'member', 'p2', 'refuseJoin', { rev: 2 }, { membershipDate: '2026-11-01' }),
      'wrongState',
    ],
    ['an unknown step', (n) => transition(n, 'member', 'p2', 'fly', { rev: 2 }), 'unknownTransition'],
    ['an existing id with other content', (n) => member(n, 'p2', { name: '别人' }), 'alreadyExists'],
    [
      'text beyond the limit',
      (n) => member(n, `x${n}`, { nativePlace: '长'.repeat(4001) }),
      'invalidOperation',
    ],
    [
      'too many fields',
      (n) => member(n, `x${n}`, Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`f${i}`, 1]))),
      'invalidOperation',
    ],
  ];
  it.each(cases)('%s', async (_name, make, code) => {
    const [before, bad, after] = [next(), next(), next()];
    const ops = [member(before, `g${before}`), make(bad), member(after, `g${after}`)];
    const text = JSON.stringify(ops).replace('"data":"@infinite"', '"data":{"heads":1e999}');
    const receipt = await pc.pushed(office, 'general', [], { opsText: text });
    expect(receipt.count).toBe(3);
    expect(receipt.exceptions).toMatchObject([{ n: bad, status: 'rejected', code }]);
    expect(receipt.exceptions[0]?.message).toMatch(/[\u4e00-\u9fff]/);
    expect(await recordOf(`g${before}`)).toMatchObject({ rev: receipt.firstRev });
    expect(await recordOf(`g${after}`)).toMatchObject({ rev: receipt.firstRev + 1 });
    expect(await recordOf(`x${bad}`)).toBeUndefined();
  });
});

describe('role and compartment of the author (R10)', () => {
  it('rejects what a chair writes, operation by operation', async () => {
    const chair = await someone(['chair']);
    const receipt = await chair.pushed(office, 'general', [member(1, 'bychair')]);
    expect(receipt.exceptions).toMatchObject([{ status: 'rejected', code: 'forbidden' }]);
    expect(await recordOf('bychair')).toBeUndefined();
  });

  it('judges the author of the batch, not whose session sends it (R11)', async () => {
    const chair = await someone(['chair']);
    const sealed = pc.seal(office, 'general', [member(next(), 'courier')]);
    const { receipt } = await chair.send(office, sealed);
    expect(receipt?.exceptions).toEqual([]);
    expect(await recordOf('courier')).toMatchObject({ changedBy: { user: pc.person.id } });
  });

  it('rejects what someone no longer active wrote, and keeps the batch', async () => {
    const clerk = await someone(['clerk']);
    const sealed = clerk.seal(office, 'general', [member(1, 'gone')]);
    expect((await pc.register({ ...clerk.person }, false)).status).toBe(200);
    const { receipt } = await pc.send(office, sealed);
    expect(receipt?.exceptions).toMatchObject([{ code: 'forbidden' }]);
  });

  it('refuses a type of another compartment than the batch says', async () => {
    const receipt = await pc.pushed(office, 'hardship', [member(next(), 'smuggled')]);
    expect(receipt.exceptions).toMatchObject([{ code: 'forbidden' }]);
  });

  it('refuses fields that must not leave a PC yet (R21)', async () => {
    const counsellor = await someone(['counsellor']);
    const receipt = await counsellor.pushed(office, 'counselling', [
      create(1, 'counsellingLog', 'c1', { summary: '不该上来的话', date: '2026-11-01', kind: '1' }),
    ]);
    expect(receipt.exceptions).toMatchObject([{ code: 'sealedField', field: 'summary' }]);
    const rows = await server.sql.query('select 1 from record where organisation_id = $1 and id = $2', [
      office,
      'c1',
    ]);
    expect(rows).toEqual([]);
    const [kept] = await server.sql.query<{ body: Uint8Array }>(
      'select body from batch where organisation_id = $1 and compartment = $2',
      [office, 'counselling'],
    );
    const text = gunzipSync(kept?.body ?? Buffer.alloc(0)).toString('utf8');
    expect(text).toContain('"withheld"');
    expect(text).not.toContain('不该上来的话');
  });
});

describe('one person, one place in the province', () => {
  const number = '44000019900101001X';
  it('marks a second claim as contested, keeps both records, and never stores the number as a key', async () => {
    const street = await enrolPc(server, { office: 'demo-shiqiao' });
    await pc.pushed(office, 'general', [member(next(), 'mine', { idType: '111', idNumber: number })]);
    const receipt = await street.pushed('demo-small01', 'general', [
      member(1, 'theirs', { idType: '111', idNumber: number }),
    ]);
    expect(receipt.exceptions).toEqual([]);
    expect((await recordOf('mine'))?.claim).toBe('held');
    const { records } = await street.changes('demo-small01', 'general', 0);
    expect(records[0]?.claim).toBe('contested');
    const claims = await server.sql.query<{ claim: string }>('select claim from identity_claim');
    expect(claims.map((row) => row.claim).join()).not.toContain(number);
  });

  it('lets go of a claim when the record is voided', async () => {
    await pc.pushed(office, 'general', [makeVoid(next(), 'member', 'mine')]);
    await pc.pushed(office, 'general', [member(next(), 'again', { idType: '111', idNumber: number })]);
    expect((await recordOf('again'))?.claim).toBe('held');
  });
});

describe('dues of a year', () => {
  const dues = (n: number, id: string, more: Parameters<typeof create>[3]) =>
    create(n, 'duesYear', id, { memberId: 'p1', year: 2026, name: '甲测试', ...more });

  it('are judged as on the PC: a due that does not follow from its base is refused, an agreed one is taken', async () => {
    const bad = next();
    const receipt = await pc.pushed(office, 'general', [
      dues(next(), 'dues-right', { base03: 308_600, due03: 1540 }),
      dues(bad, 'dues-wrong', { base03: 308_600, due03: 1543 }),
      dues(next(), 'dues-agreed', { base03: 308_600, due03: 2000, agreed: 2000 }),
    ]);
    expect(receipt.exceptions).toMatchObject([
      { n: bad, status: 'rejected', code: 'invalidValue', field: 'due03' },
    ]);
  });

  it('of two PCs that enter different months merge without a question', async () => {
    const made = await pc.pushed(office, 'general', [
      dues(next(), 'dues-both', { base01: 308_600, due01: 1540 }),
    ]);
    const base = { rev: made.firstRev };
    const here = edit(next(), 'duesYear', 'dues-both', { base02: [base, 400_000], due02: [base, 2000] });
    const there = edit(next(), 'duesYear', 'dues-both', { paid01: [base, 1540], method01: [base, '2'] });
    expect((await pc.pushed(office, 'general', [here])).exceptions).toEqual([]);
    // 已合并 is no question: it only tells which months somebody else wrote meanwhile.
    expect((await second.pushed(office, 'general', [there])).exceptions).toMatchObject([
      { status: 'merged' },
    ]);
    expect((await recordOf('dues-both'))?.data).toMatchObject({
      due01: 1540,
      due02: 2000,
      paid01: 1540,
      method01: '2',
    });
  });
});
