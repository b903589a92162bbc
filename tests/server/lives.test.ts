import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Operation } from '../../domain/protocol/operation.ts';
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

async function everything() {
  const [row] = await server.sql.query<{ found: unknown }>(
    `select jsonb_build_array(h.seq, h.batches, h.origins,
       (select count(*) from operation where organisation_id = $1),
       (select count(*) from batch where organisation_id = $1),
       (select jsonb_agg(r.data order by r.id) from record r where organisation_id = $1)) as found
     from organisation_head h where organisation_id = $1`,
    [office],
  );
  return row?.found;
}

/** Refused as forked, and the province is as it was. */
async function expectForked(push: () => ReturnType<TestPc['send']>): Promise<void> {
  const before = await everything();
  const { status, problem, receipt } = await push();
  expect([status, problem?.code, receipt]).toEqual([409, 'forked', undefined]);
  expect(await everything()).toEqual(before);
}

const elsewhere = sha256('another life');

describe('a batch that does not fit its neighbours in the chain (R3, S19)', () => {
  it('is forked when it names another batch before it', async () => {
    await pc.pushed(office, 'general', [member(1, `${pc.device}a`)]);
    await expectForked(() =>
      pc.push(office, 'general', [member(2, `${pc.device}b`)], { previous: elsewhere }),
    );
    await expectForked(() =>
      pc.push(office, 'general', [member(2, `${pc.device}b`)], { seq: 2, body: { previous: null } }),
    );
  });

  it('is forked when the batch after it names another', async () => {
    const first = pc.seal(office, 'general', [member(1, `${pc.device}c`)]);
    await pc.pushed(office, 'general', [member(2, `${pc.device}d`)]);
    const otherFirst = pc.seal(office, 'general', [member(1, `${pc.device}e`)], { seq: 1 });
    await expectForked(() => pc.send(office, otherFirst));
    expect((await pc.send(office, first)).receipt?.verdict).toBe('accepted');
  });

  it('is taken when the batch before it is not here yet, and again under a new incarnation', async () => {
    const late = pc.seal(office, 'general', [member(1, `${pc.device}f`)]);
    expect((await pc.push(office, 'general', [member(2, `${pc.device}g`)])).receipt?.verdict).toBe(
      'accepted',
    );
    expect((await pc.send(office, late)).receipt?.verdict).toBe('accepted');
    const anew = await pc.push(office, 'general', [member(3, `${pc.device}h`)], {
      seq: 1,
      incarnation: `${pc.incarnation}-2`,
    });
    expect(anew.receipt?.verdict).toBe('accepted');
  });

  it('does not mind a row from before the column was: it says nothing', async () => {
    const first = pc.seal(office, 'general', [member(1, `${pc.device}i`)]);
    await pc.pushed(office, 'general', [member(2, `${pc.device}j`)]);
    await server.sql.query('update batch set previous = null where organisation_id = $1 and device_id = $2', [
      office,
      pc.device,
    ]);
    expect((await pc.send(office, first)).receipt?.verdict).toBe('accepted');
  });

  it('keeps work that came before what it was made upon: refused alone, and the other still welcome', async () => {
    const id = `${pc.device}k`;
    await pc.pushed(office, 'general', [member(1, id, { position: '焊工' })]);
    const upon = { after: `${pc.device}.${pc.incarnation}.2` };
    const first = pc.seal(office, 'general', [edit(2, 'member', id, { position: [{ rev: 1 }, '质检员'] })]);
    const second = await pc.pushed(office, 'general', [
      edit(3, 'member', id, { position: [upon, '班长'] }),
      member(4, `${id}2`),
    ]);
    expect(second.exceptions).toMatchObject([{ n: 3, status: 'rejected', code: 'dependsOn' }]);
    expect((await pc.send(office, first)).receipt?.verdict).toBe('accepted');
  });
});

describe('an operation id with other words (R3, S19)', () => {
  const once = (n: number, id: string): readonly Operation[] => [
    member(n, id, { position: '焊工', mobile: '13900000000' }),
    edit(n + 1, 'member', id, { position: [{ rev: 0 }, '质检员'] }),
  ];

  it.each<[string, (n: number, id: string) => readonly Operation[]]>([
    ['another value', (n, id) => [edit(n + 1, 'member', id, { position: [{ rev: 0 }, '班长'] })]],
    ['another field', (n, id) => [edit(n + 1, 'member', id, { mobile: [{ rev: 0 }, '质检员'] })]],
    [
      'one field more',
      (n, id) => [
        edit(n + 1, 'member', id, { position: [{ rev: 0 }, '质检员'], mobile: [{ rev: 0 }, '13900000001'] }),
      ],
    ],
    ['another record', (n, id) => [edit(n + 1, 'member', `${id}x`, { position: [{ rev: 0 }, '质检员'] })]],
    ['another kind', (n, id) => [member(n + 1, id)]],
    ['another create', (n, id) => [member(n, id, { position: '班长', mobile: '13900000000' })]],
    [
      'a good one before it',
      (n, id) => [member(n + 5, `${id}y`), edit(n + 1, 'member', id, { position: [{ rev: 0 }, '班长'] })],
    ],
  ])('is forked: %s', async (_what, other) => {
    const id = `${pc.device}m`;
    await pc.pushed(office, 'general', once(1, id));
    await expectForked(() => pc.push(office, 'general', other(1, id)));
  });

  it('is the same operation under other bases, in another order of keys', async () => {
    const id = `${pc.device}n`;
    const first = await pc.pushed(office, 'general', once(1, id));
    const again = edit(2, 'member', id, { position: [{ rev: first.firstRev }, '质检员'] });
    const turned = Object.fromEntries(Object.entries(again).reverse()) as unknown as Operation;
    const receipt = await pc.pushed(office, 'general', [turned]);
    expect(receipt.exceptions).toMatchObject([{ n: 2, code: 'alreadyExists' }]);
  });

  it('compares what was rejected and what was never kept, too', async () => {
    const id = `${pc.device}p`;
    const bad = edit(2, 'member', id, { mobile: [{ rev: 0 }, '不是电话'] });
    await pc.pushed(office, 'general', [member(1, id), bad, { n: 3, kind: 'dance' }]);
    const again = await pc.pushed(office, 'general', [bad, { kind: 'dance', n: 3 }]);
    expect(again.exceptions.map((each) => each.status)).toEqual(['rejected', 'rejected']);
    await expectForked(() =>
      pc.push(office, 'general', [edit(2, 'member', id, { mobile: [{ rev: 0 }, '13900000002'] })]),
    );
    await expectForked(() => pc.push(office, 'general', [{ n: 3, kind: 'sing' }]));
  });

  it('does not take an edit for one that saw a value of another life (seed 385)', async () => {
    const id = `${pc.device}q`;
    await pc.pushed(office, 'general', [member(1, id, { position: '焊工' })]);
    const upon = { after: `${pc.device}.${pc.incarnation}.1` };
    const blind: Operation = {
      ...edit(2, 'member', id, {}),
      kind: 'edit',
      fields: { position: { base: upon, value: '班长', was: '质检员' } },
    };
    const receipt = await pc.pushed(office, 'general', [blind]);
    expect(receipt.exceptions).toMatchObject([{ n: 2, status: 'conflict', fields: ['position'] }]);
  });
});
