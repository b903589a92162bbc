import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { myOperationsSchema } from '../../domain/protocol/api.ts';
import type { TestServer } from './support.ts';
import { startTestServer } from './support.ts';
import { sha256 } from './support/keys.ts';
import { edit, member } from './support/operations.ts';
import { enrolPc } from './support/pc.ts';
import type { TestPc } from './support/pc.ts';

const office = 'demo-yunqiao';
let server: TestServer;
let pc: TestPc;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  pc = await enrolPc(server, { office });
});
afterAll(() => server.close());

async function counts() {
  const [row] = await server.sql.query<{ head: number; feed: number; ops: number; batches: number }>(
    `select h.seq as head, (select count(*) from feed where organisation_id = $1) as feed,
       (select count(*) from operation where organisation_id = $1) as ops,
       (select count(*) from batch where organisation_id = $1) as batches
     from organisation_head h where organisation_id = $1`,
    [office],
  );
  return row;
}

describe('the same batch again (exactly once in effect)', () => {
  it('answers with the very same receipt and changes nothing', async () => {
    const sealed = pc.seal(office, 'general', [member(1, `${pc.device}a`), { n: 2, kind: 'dance' }]);
    const first = await pc.send(office, sealed);
    const before = await counts();
    const again = await pc.send(office, sealed);
    expect(again.jws).toBe(first.jws);
    expect(await counts()).toEqual(before);
  });

  it('answers from another process over the same database', async () => {
    const other = await server.another();
    const sealed = pc.seal(office, 'general', [member(1, `${pc.device}b`)]);
    const first = await pc.send(office, sealed);
    const again = await pc.with({ server: other }).send(office, sealed);
    expect(again.jws).toBe(first.jws);
    await other.close();
  });

  it('takes one of eight that arrive at once', async () => {
    const other = await server.another({ limits: { batchesInFlightPerOffice: 20 } });
    const here = pc.with({ server: other });
    await here.token();
    const sealed = pc.seal(office, 'general', [member(1, `${pc.device}c`)]);
    const before = await counts();
    const answers = await Promise.all(Array.from({ length: 8 }, () => here.send(office, sealed)));
    expect(new Set(answers.map((each) => each.jws)).size).toBe(1);
    expect(answers[0]?.jws).toBeDefined();
    const after = await counts();
    expect((after?.head ?? 0) - (before?.head ?? 0)).toBe(1);
    expect((after?.batches ?? 0) - (before?.batches ?? 0)).toBe(1);
    await other.close();
  });

  it('never gives an old receipt to other bytes: batchReused (R3)', async () => {
    await pc.pushed(office, 'general', [member(1, `${pc.device}d`)], { batchId: `${pc.device}-x` });
    const { status, problem } = await pc.push(office, 'general', [member(2, `${pc.device}e`)], {
      batchId: `${pc.device}-x`,
    });
    expect([status, problem?.code]).toEqual([409, 'batchReused']);
  });

  it('tells two live PCs of one incarnation that they are: forked (R3)', async () => {
    await pc.pushed(office, 'general', [member(1, `${pc.device}f`)], { seq: 1 });
    const { status, problem } = await pc.push(office, 'general', [member(2, `${pc.device}g`)], { seq: 1 });
    expect([status, problem?.code]).toEqual([409, 'forked']);
    const onward = await pc.push(office, 'general', [member(2, `${pc.device}g`)], {
      seq: 1,
      incarnation: 'fresh',
    });
    expect(onward.receipt?.verdict).toBe('accepted');
  });

  it('does not mind batches that arrive out of order', async () => {
    const [one, two] = [
      pc.seal(office, 'general', [member(1, `${pc.device}h`)]),
      pc.seal(office, 'general', [member(2, `${pc.device}i`)]),
    ];
    const second = await pc.send(office, two);
    const first = await pc.send(office, one);
    expect([second.receipt?.seq, first.receipt?.seq]).toEqual([2, 1]);
    expect(first.receipt?.firstRev).toBe((second.receipt?.firstRev ?? 0) + 1);
  });
});

describe('an operation id seen before (R3)', () => {
  it('is answered as it was, with the revision it took, and has no second effect', async () => {
    const id = `${pc.device}k`;
    const first = await pc.pushed(office, 'general', [
      member(1, id),
      edit(2, 'member', id, { mobile: [{ rev: 0 }, '不是电话'] }),
    ]);
    const someoneElse = await enrolPc(server, { office });
    await someoneElse.pushed(office, 'general', [
      edit(1, 'member', id, { name: [{ rev: first.firstRev }, '改名测试'] }),
    ]);
    const again = await pc.pushed(office, 'general', [
      member(1, id),
      edit(2, 'member', id, { mobile: [{ rev: 0 }, '不是电话'] }),
      member(3, `${id}2`),
    ]);
    expect(again.exceptions).toMatchObject([
      { n: 1, status: 'merged', code: 'alreadyExists', knownRev: first.firstRev },
      { n: 2, status: 'rejected', code: 'invalidValue' },
    ]);
    expect(again.exceptions[1]).toEqual(first.exceptions[0]);
    expect(again.count).toBe(3);
    const { records } = await pc.changes(office, 'general', first.firstRev - 1);
    expect(records.find((record) => record.id === id)?.data['name']).toBe('改名测试');
    // The only new operation took the first revision of the batch.
    expect(records.find((record) => record.id === `${id}2`)?.rev).toBe(again.firstRev);
  });

  it('is the same answer a third time, from whatever batch', async () => {
    const id = `${pc.device}m`;
    await pc.pushed(office, 'general', [member(1, id)]);
    const second = await pc.pushed(office, 'general', [member(1, id)]);
    const third = await pc.pushed(office, 'general', [member(1, id)]);
    expect(third.exceptions).toEqual(second.exceptions);
    expect(third.firstRev).toBe(second.firstRev);
  });

  it('keeps a question open under its old number', async () => {
    const id = `${pc.device}n`;
    const made = await pc.pushed(office, 'general', [member(1, id, { position: '焊工' })]);
    const other = await enrolPc(server, { office });
    await other.pushed(office, 'general', [
      edit(1, 'member', id, { position: [{ rev: made.firstRev }, '质检员'] }),
    ]);
    const late = edit(2, 'member', id, { position: [{ rev: made.firstRev }, '班长'] });
    const first = await pc.pushed(office, 'general', [late]);
    expect(first.exceptions).toMatchObject([{ status: 'conflict', fields: ['position'] }]);
    const again = await pc.pushed(office, 'general', [late]);
    expect(again.exceptions).toMatchObject([
      { status: 'conflict', fields: ['position'], code: 'alreadyExists', knownRev: first.firstRev },
    ]);
    const { records } = await pc.changes(office, 'general', 0);
    expect(records.find((record) => record.id === id)?.conflicts).toHaveLength(1);
  });
});

describe('what the province holds of a PC (R3)', () => {
  it('lists operations with a digest per value, page by page, without those it rejected', async () => {
    const id = `${pc.device}p`;
    for (let i = 1; i <= 6; i += 1)
      await pc.pushed(office, 'general', [member(i, `${id}${i}`, { position: `岗位${i}` })]);
    await pc.pushed(office, 'general', [{ n: 7, kind: 'dance' }]);
    const found: { op: string; digests: Record<string, string> }[] = [];
    let page = '';
    for (let rounds = 0; rounds < 9; rounds += 1) {
      const { json } = await pc.ask(`/v1/devices/me/operations?after=2${page}`);
      const parsed = myOperationsSchema.parse(json);
      found.push(...parsed.operations);
      if (parsed.next === null) break;
      page = `&page=${encodeURIComponent(parsed.next)}`;
    }
    expect(found.map((each) => each.op)).toEqual(
      [3, 4, 5, 6].map((n) => `${pc.device}.${pc.incarnation}.${n}`),
    );
    expect(found[0]?.digests['position']).toBe(sha256('"岗位3"').slice(0, 16));
    const other = await enrolPc(server, { office });
    const theirs = myOperationsSchema.parse((await other.ask('/v1/devices/me/operations')).json);
    expect(theirs).toEqual({ operations: [], next: null });
  });
});
