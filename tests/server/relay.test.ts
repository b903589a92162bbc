import { createDecipheriv, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headers, paths } from '../../domain/protocol/api.ts';
import { answerPlace, packRelay, relayPurpose, sealedMediaType } from '../../domain/protocol/relay.ts';
import { receiptSchema } from '../../domain/protocol/wire.ts';
import type { Receipt } from '../../domain/protocol/wire.ts';
import { wrapTo } from '../../renderer/store/keys/wrap.ts';
import type { TestServer } from './support.ts';
import { startTestServer } from './support.ts';
import { create } from './support/operations.ts';
import { enrolPc, makePerson } from './support/pc.ts';
import type { TestPc } from './support/pc.ts';

const office = 'demo-yunqiao';
const reply = randomBytes(32);
let server: TestServer;
let clerk: TestPc;
let counsellor: TestPc;

beforeAll(async () => {
  server = await startTestServer();
  clerk = await enrolPc(server, { office });
  const person = makePerson(['counsellor']);
  expect((await clerk.register(person)).status).toBe(200);
  counsellor = clerk.with({ person });
  counsellor.incarnation = `${clerk.incarnation}-2`;
});
afterAll(() => server.close());

type Sealed = ReturnType<TestPc['seal']>;
const log = (n: number, id: string) => create(n, 'counsellingLog', id, { date: '2026-11-01', kind: '01' });

function wrapped(batch: Sealed, key = server.ports.secrets.sealPublic): Promise<Uint8Array> {
  const head = {
    batch: batch.headers[headers.batch] ?? '',
    deviceSignature: batch.headers[headers.deviceSignature] ?? '',
    userSignature: batch.headers[headers.userSignature] ?? '',
    reply: reply.toString('base64url'),
  };
  return wrapTo(key, packRelay(head, batch.bytes), relayPurpose);
}

async function carry(bytes: Uint8Array) {
  const payload = Buffer.from(bytes);
  const type = { 'content-type': sealedMediaType };
  return clerk.ask(paths.batches(office), { method: 'POST', headers: type, payload });
}

/** The receipt as the counsellor's session will read it later. */
function opened(json: unknown, batch: Sealed): Receipt {
  const sealed = Buffer.from((json as { sealed: string }).sealed, 'base64url');
  const cipher = createDecipheriv('aes-256-gcm', reply, sealed.subarray(0, 12));
  cipher.setAAD(Buffer.from(answerPlace(batch.headers[headers.batch] ?? '')));
  cipher.setAuthTag(sealed.subarray(-16));
  const jws = Buffer.concat([cipher.update(sealed.subarray(12, -16)), cipher.final()]).toString();
  return receiptSchema.parse(
    JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as unknown,
  );
}

describe('a batch that a colleague carries (R11) [S21]', () => {
  it('is taken as its author’s work, and the answer is closed to who carried it', async () => {
    const batch = counsellor.seal(office, 'counselling', [log(900, 'c1')]);
    const answer = await carry(await wrapped(batch));
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.json as object)).toEqual(['sealed']);
    expect(answer.text).not.toContain('counselling');
    expect(opened(answer.json, batch)).toMatchObject({
      exceptions: [],
      verdict: 'accepted',
      compartment: 'counselling',
      count: 1,
    });
    const page = await counsellor.changes(office, 'counselling', 0);
    expect(page.records.find((each) => each.id === 'c1')?.changedBy?.user).toBe(counsellor.person.id);
  });

  it('is taken once, whether it comes wrapped, again, or by its author (R2)', async () => {
    const batch = counsellor.seal(office, 'counselling', [log(910, 'c2')]);
    const first = opened((await carry(await wrapped(batch))).json, batch);
    const again = opened((await carry(await wrapped(batch))).json, batch);
    const own = await counsellor.send(office, batch);
    expect(again).toEqual(first);
    expect(own.receipt).toEqual(first);
  });

  it('is refused without effect when it was not sealed to this province, was damaged, or holds another’s signature', async () => {
    const batch = counsellor.seal(office, 'counselling', [log(920, 'c3')]);
    const foreign = Buffer.alloc(32, 9).toString('base64url');
    const damaged = (await wrapped(batch)).slice(0, -1);
    const forged = { ...batch, bytes: Buffer.concat([batch.bytes, Buffer.from([0])]) };
    expect((await carry(await wrapped(batch, foreign))).problem?.code).toBe('badRequest');
    expect((await carry(damaged)).problem?.code).toBe('badRequest');
    expect((await carry(new Uint8Array(7))).problem?.code).toBe('badRequest');
    expect((await carry(await wrapped(forged))).problem?.code).toBe('badSignature');
    const page = await counsellor.changes(office, 'counselling', 0);
    expect(page.records.some((each) => each.id === 'c3')).toBe(false);
  });

  it('does not open the compartment to who carries it', async () => {
    const batch = clerk.seal(office, 'counselling', [log(930, 'c4')]);
    const receipt = opened((await carry(await wrapped(batch))).json, batch);
    expect(receipt.exceptions).toMatchObject([{ n: 930, status: 'rejected', code: 'forbidden' }]);
  });
});
