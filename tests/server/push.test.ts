import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from './support.ts';
import { startTestServer } from './support.ts';
import { edit, makeVoid, member, transition } from './support/operations.ts';
import { enrolPc } from './support/pc.ts';
import type { TestPc } from './support/pc.ts';

const office = 'demo-yunqiao';
let server: TestServer;
let pc: TestPc;
beforeAll(async () => {
  server = await startTestServer();
  pc = await enrolPc(server, { office });
});
afterAll(() => server.close());

describe('a batch that is taken', () => {
  it('takes one revision per operation, in the order of the batch, and answers with a signed receipt', async () => {
    const receipt = await pc.pushed(office, 'general', [member(1, 'p1'), member(2, 'p2')]);
    expect(receipt).toMatchObject({
      firstRev: 1,
      count: 2,
      exceptions: [],
      seq: 1,
      organisation: office,
      durableThrough: 0,
    });
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
});
