import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headers, paths } from '../../domain/protocol/api.ts';
import { limits } from '../../domain/protocol/wire.ts';
import type { TestServer } from './support.ts';
import { startTestServer } from './support.ts';
import { makeKey } from './support/keys.ts';
import { member } from './support/operations.ts';
import { ask, enrolPc, makePerson } from './support/pc.ts';
import type { TestPc } from './support/pc.ts';

const office = 'demo-yunqiao';
let server: TestServer;
let pc: TestPc;
beforeAll(async () => {
  server = await startTestServer();
  pc = await enrolPc(server, { office });
});
afterAll(() => server.close());

async function nothingStored(): Promise<void> {
  const rows = await server.sql.query('select 1 from batch where organisation_id = $1', [office]);
  expect(rows).toEqual([]);
  const [head] = await server.sql.query(
    'select seq, batches from organisation_head where organisation_id = $1',
    [office],
  );
  expect(head).toEqual({ seq: 0, batches: 0 });
}

describe('a whole batch that cannot be used gets a signed refusal (R6)', () => {
  const ops = [member(1, 'p1')];
  const cases: readonly [string, Parameters<TestPc['push']>[3], string][] = [
    ['not gzip', { bytes: Buffer.from('no gzip at all') }, 'unreadable'],
    ['cut off', { bytes: gzipSync(randomBytes(2000)).subarray(0, 900) }, 'unreadable'],
    ['not JSON', { bytes: gzipSync('{"protocol":1,') }, 'unreadable'],
    ['JSON of another kind', { bytes: gzipSync('[1,2]') }, 'unreadable'],
    ['not UTF-8', { bytes: gzipSync(Buffer.from([0x22, 0xff, 0xfe, 0x22])) }, 'unreadable'],
    ['a bomb', { bytes: gzipSync(Buffer.alloc(limits.batchBytesUnzipped + 1, 0x20)) }, 'tooLarge'],
    ['more than the limit zipped', { bytes: Buffer.alloc(limits.batchBytesZipped + 1, 1) }, 'tooLarge'],
    ['a protocol of the future', { body: { protocol: 99 } }, 'unknownProtocol'],
    ['another organisation inside', { body: { organisation: 'demo-small01' } }, 'mismatch'],
    ['another device inside', { body: { device: 'demo-yunqiao-other' } }, 'mismatch'],
    ['another user inside', { body: { user: 'u-other' } }, 'mismatch'],
    ['another compartment inside', { body: { compartment: 'hardship' } }, 'mismatch'],
    ['another sequence inside', { body: { seq: 77 } }, 'mismatch'],
    ['a word too many', { body: { ops, evil: 1 } as never }, 'unreadable'],
    ['an operation without a number', { body: { ops: [{ kind: 'create' }] } }, 'unnumberedOperation'],
    [
      'two operations with one number',
      { body: { ops: [member(1, 'a'), member(1, 'b')] } },
      'repeatedOperation',
    ],
    [
      'more operations than a batch holds',
      { body: { ops: Array.from({ length: 501 }, (_, n) => member(n, `m${n}`)) } },
      'unreadable',
    ],
  ];
  it.each(cases)('%s', async (_name, options, refusal) => {
    const sealed = pc.seal(office, 'general', ops, options);
    const { status, receipt } = await pc.send(office, sealed);
    expect(status).toBe(200);
    expect(receipt).toMatchObject({
      verdict: 'refused',
      refusal,
      sha256: sealed.sha,
      organisation: office,
      seq: pc.seq,
    });
    await nothingStored();
  });

  it('lets the operations come again in another batch under their own ids', async () => {
    const other = await enrolPc(server, { office });
    const refused = await other.push(office, 'general', [member(5, 'again')], { body: { protocol: 99 } });
    expect(refused.receipt?.verdict).toBe('refused');
    const taken = await other.pushed(office, 'general', [member(5, 'again')]);
    expect(taken.exceptions).toEqual([]);
    await server.sql.script(
      'delete from batch; update organisation_head set seq = 0, batches = 0; delete from operation; delete from record; delete from feed',
    );
  });
});

describe('what is no batch of this PC is a problem, not a receipt', () => {
  const ops = [member(1, 'p1')];
  const stranger = makeKey();
  const send = async (change: (sealed: ReturnType<TestPc['seal']>) => ReturnType<TestPc['seal']>) =>
    pc.send(office, change(pc.seal(office, 'general', ops)));

  it('a foreign device signature', async () => {
    const { status, problem } = await pc.push(office, 'general', ops, { signers: { device: stranger } });
    expect([status, problem?.code]).toEqual([400, 'badSignature']);
  });
  it('a foreign user signature', async () => {
    const { problem } = await pc.push(office, 'general', ops, {
      signers: { user: { ...pc.person, key: stranger } },
    });
    expect(problem?.code).toBe('badSignature');
  });
  it('a user the province does not know yet: to be tried again', async () => {
    const {
      status,
      problem,
      headers: sent,
    } = await pc.push(office, 'general', ops, { signers: { user: makePerson(['clerk']) } });
    expect([status, problem?.code, sent['retry-after']]).toEqual([409, 'userUnknown', '30']);
  });
  it.each([headers.deviceSignature, headers.userSignature, headers.batch])('without %s', async (name) => {
    const { problem } = await send((sealed) => ({
      ...sealed,
      headers: Object.fromEntries(Object.entries(sealed.headers).filter(([key]) => key !== name)),
    }));
    expect(problem?.code).toBe('badSignature');
  });
  it('bytes changed on the way', async () => {
    const { problem } = await send((sealed) => ({
      ...sealed,
      bytes: Buffer.concat([sealed.bytes, Buffer.from([0])]),
    }));
    expect(problem?.code).toBe('badSignature');
  });
  it('another place in the chain than was signed', async () => {
    const { problem } = await send((sealed) => ({
      ...sealed,
      headers: {
        ...sealed.headers,
        [headers.batch]: (sealed.headers[headers.batch] ?? '').replace(/\.\d+\.1$/, '.999.1'),
      },
    }));
    expect(problem?.code).toBe('badSignature');
  });
  it("another office's device in the words", async () => {
    const other = await enrolPc(server, { office: 'demo-shiqiao' });
    const sealed = other.seal(office, 'general', ops);
    expect((await pc.send(office, sealed)).problem?.code).toBe('badSignature');
  });
  it('an attached signature instead of a detached one', async () => {
    const { problem } = await send((sealed) => ({
      ...sealed,
      headers: {
        ...sealed.headers,
        [headers.deviceSignature]: (sealed.headers[headers.deviceSignature] ?? '').replace('..', '.e30.'),
      },
    }));
    expect(problem?.code).toBe('badSignature');
  });
  it('an organisation this office does not work for', async () => {
    for (const organisation of ['demo-small01', 'demo-shiqiao', 'nowhere']) {
      const { status, problem } = await pc.push(organisation, 'general', ops);
      expect([status, problem?.code]).toEqual([403, 'notYours']);
    }
  });
  it('no token, a token of nonsense, a token that has run out', async () => {
    const sealed = pc.seal(office, 'general', ops);
    const url = paths.batches(office);
    const bare = await ask(server, url, { method: 'POST', headers: sealed.headers, payload: sealed.bytes });
    expect([bare.status, bare.problem?.code]).toEqual([401, 'tokenInvalid']);
    const nonsense = await pc.ask(url, {
      method: 'POST',
      headers: { ...sealed.headers, authorization: 'Bearer a.b.c' },
      payload: sealed.bytes,
    });
    expect(nonsense.status).toBe(401);
    await pc.token();
    server.clock.advance(16 * 60 * 1000);
    expect((await pc.send(office, sealed)).status).toBe(401);
    pc.forgetToken();
    server.clock.advance(-16 * 60 * 1000);
  });
  it('a body of another kind, and one beyond every reading', async () => {
    const json = await pc.ask(paths.batches(office), { method: 'POST', payload: { a: 1 } });
    expect([json.status, json.problem?.code]).toEqual([415, 'wrongMediaType']);
    const sealed = pc.seal(office, 'general', ops, { bytes: Buffer.alloc(9 * 1024 * 1024) });
    const large = await pc.send(office, sealed);
    expect([large.status, large.problem?.code]).toEqual([413, 'tooLarge']);
  });
  it('leaves nothing behind', nothingStored);
});

describe('limits of traffic', () => {
  it('answers 429 with Retry-After when too many batches of one office are in work', async () => {
    const busy = await server.another({ limits: { batchesInFlightPerOffice: 0 } });
    const {
      status,
      problem,
      headers: sent,
    } = await pc.with({ server: busy }).push(office, 'general', [member(1, 'p1')]);
    expect([status, problem?.code, sent['retry-after']]).toEqual([429, 'tooMany', '1']);
    expect(problem?.retryAfterSeconds).toBe(1);
    await busy.close();
  });
  it('counts requests per device, not per address', async () => {
    const strict = await server.another({ limits: { requestsPerMinute: 6 } });
    const other = (await enrolPc(server, { office })).with({ server: strict });
    const first = pc.with({ server: strict });
    await first.token();
    await other.token();
    const url = `${paths.changes(office)}?compartment=general`;
    const codes: number[] = [];
    for (let i = 0; i < 8; i += 1) codes.push((await first.ask(url)).status);
    expect(codes.filter((code) => code === 200)).toHaveLength(6);
    const last = await first.ask(url);
    expect([last.status, last.problem?.code]).toEqual([429, 'tooMany']);
    expect((await other.ask(url)).status).toBe(200);
    await strict.close();
  });
});
