import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolAnswerSchema, enrolmentCodeSchema, scopeSchema } from '../../domain/protocol/api.ts';
import { addOrganisation } from '../../server/demo/seed.ts';
import { smallUnions } from '../../server/demo/tree.ts';
import type { TestServer } from './support.ts';
import { startTestServer, testUrl } from './support.ts';
import { compact, makeKey } from './support/keys.ts';
import { member } from './support/operations.ts';
import { askEnrol, enrolPc, makePerson, registrationOf } from './support/pc.ts';
import type { TestPc } from './support/pc.ts';

const office = 'demo-yunqiao';
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  for (const id of ['real-office', 'fresh-office', 'admin-office', 'key-office']) {
    const organisation = {
      id,
      name: `${id}测试工会`,
      shortName: id,
      level: 'grassroots',
      parentId: 'demo-shiqiao',
    } as const;
    await addOrganisation(server.sql, organisation, id === 'real-office');
  }
});
afterAll(() => server.close());

const read = (code: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(code.slice(4), 'base64url').toString('utf8')) as Record<string, unknown>;
const write = (words: object): string => `GH1.${Buffer.from(JSON.stringify(words)).toString('base64url')}`;

describe('enrolment by a one-time code (R49)', () => {
  it('carries everything a PC must know, and 128 random bits', async () => {
    const words = enrolmentCodeSchema.parse(read(await server.codeFor(office)));
    expect(words).toMatchObject({
      url: testUrl,
      office,
      serverKey: server.ports.secrets.fingerprint,
      realData: false,
    });
    expect(Buffer.from(words.code, 'base64url')).toHaveLength(16);
    expect(Date.parse(words.expires) - server.clock.now()).toBe(24 * 3600 * 1000);
    const rows = await server.sql.query<object>('select * from enrolment_code');
    expect(JSON.stringify(rows)).not.toContain(words.code);
  });

  it('takes the PC in and makes the first person of an office its administrator', async () => {
    const answer = enrolAnswerSchema.parse((await askEnrol(server, { office: 'fresh-office' })).json);
    expect(answer.scope).toMatchObject({
      office: { id: 'fresh-office' },
      parentName: '石桥街道总工会',
      realData: false,
      users: [{ name: '甲测试', roles: ['officeAdmin', 'clerk'] }],
    });
    expect(answer.scope.organisations.map((each) => each.id)).toEqual(['fresh-office']);
    const second = enrolAnswerSchema.parse(
      (await askEnrol(server, { office: 'fresh-office', person: makePerson(['chair']) })).json,
    );
    expect(second.scope.users.map((user) => user.roles)).toContainEqual(['chair']);
  });

  it('gives a street office the unions it acts for, itself first', async () => {
    const street = await enrolPc(server, { office: 'demo-shiqiao' });
    expect(street.scope.organisations).toHaveLength(smallUnions.length + 1);
    expect(street.scope.organisations[0]?.id).toBe('demo-shiqiao');
    await street.pushed('demo-small05', 'general', [member(1, 'count1'), member(2, 'count2')]);
    const answer = enrolAnswerSchema.parse((await askEnrol(server, { office: 'demo-shiqiao' })).json);
    expect(answer.recordCount).toBe(2);
  });

  it('works once; the same PC may ask again for a lost answer, another may not', async () => {
    const code = await server.codeFor(office);
    const [deviceKey, person] = [makeKey(), makePerson(['clerk'])];
    const first = enrolAnswerSchema.parse((await askEnrol(server, { code, deviceKey, person })).json);
    const again = enrolAnswerSchema.parse((await askEnrol(server, { code, deviceKey, person })).json);
    expect(again.device).toBe(first.device);
    const other = await askEnrol(server, { code });
    expect([other.status, other.problem?.code]).toEqual([403, 'codeUsed']);
  });

  it('gives one code to one of several that come at once', async () => {
    const code = await server.codeFor(office);
    const answers = await Promise.all(Array.from({ length: 6 }, () => askEnrol(server, { code })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 403, 403, 403, 403, 403]);
  });

  it('refuses a code that is none, damaged, foreign, or expired', async () => {
    const good = read(await server.codeFor(office));
    for (const code of [
      '',
      'hello',
      'GH1.',
      'GH1.AAAA',
      write({ ...good, code: 'A'.repeat(22) }),
      write({ ...good, office: 'demo-shiqiao' }),
      write({ ...good, office: 'nowhere' }),
    ]) {
      const { status, problem } = await askEnrol(server, { code });
      expect([status, problem?.code]).toEqual([403, 'codeInvalid']);
    }
    server.clock.advance(24 * 3600 * 1000 + 1);
    const late = await askEnrol(server, { code: write(good) });
    server.clock.advance(-24 * 3600 * 1000 - 1);
    expect(late.problem?.code).toBe('codeExpired');
    expect((await askEnrol(server, { code: write(good) })).status).toBe(200);
  });

  it('keeps real data out of a browser and out of an embedded database, whatever the code says (R15)', async () => {
    const code = write({ ...read(await server.codeFor('real-office', true)), realData: false });
    const inBrowser = await askEnrol(server, { code, host: 'browser' });
    expect([inBrowser.status, inBrowser.problem?.code]).toEqual([403, 'hostRefused']);
    const embedded = await server.another();
    Object.assign(embedded.ports, { database: 'embedded' });
    const onPglite = await askEnrol(embedded, { code });
    expect([onPglite.status, onPglite.problem?.code]).toEqual([403, 'databaseRefused']);
    await embedded.app.close();
    const real = await server.another();
    Object.assign(real.ports, { database: 'postgresql' });
    // Refusals left the code unused.
    const taken = await askEnrol(real, { code });
    expect([taken.status, enrolAnswerSchema.parse(taken.json).scope.realData]).toEqual([200, true]);
    await real.app.close();
  });

  it('refuses keys that are none, and never stores a private half', async () => {
    const code = await server.codeFor('key-office');
    const bad = {
      privateKey: makeKey().privateKey,
      jwk: { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'B'.repeat(43) },
    };
    expect((await askEnrol(server, { code, deviceKey: bad })).problem?.code).toBe('badRequest');
    const key = makeKey();
    const leaky = { privateKey: key.privateKey, jwk: { ...key.privateKey.export({ format: 'jwk' }) } };
    expect((await askEnrol(server, { code, deviceKey: leaky })).status).toBe(200);
    const rows = await server.sql.query<{ sign_key: object }>(
      "select sign_key from device where office_id = 'key-office'",
    );
    expect(rows.map((row) => Object.keys(row.sign_key).sort())).toEqual([['crv', 'kty', 'x', 'y']]);
  });

  it('refuses a user id that is taken, and leaves the code unused', async () => {
    const taken = await enrolPc(server, { office });
    const code = await server.codeFor(office);
    const { status, problem } = await askEnrol(server, {
      code,
      person: { ...makePerson(['clerk']), id: taken.person.id },
    });
    expect([status, problem?.code]).toEqual([409, 'userExists']);
    expect((await askEnrol(server, { code })).status).toBe(200);
  });
});

describe('tokens (R10, R43)', () => {
  let pc: TestPc;
  beforeAll(async () => {
    pc = await enrolPc(server, { office });
  });
  const refusedWith = async (answer: ReturnType<TestPc['askToken']>) => {
    const { status, problem } = await answer;
    expect([status, problem?.code]).toEqual([401, 'assertionInvalid']);
  };

  it('come for two assertions over a nonce, and name the compartments', async () => {
    const { status, json } = await pc.askToken(await pc.nonce());
    expect(status).toBe(200);
    expect(json).toMatchObject({ compartments: ['general', 'hardship'] });
  });

  it('use a nonce once, in whatever process', async () => {
    const nonce = await pc.nonce();
    expect((await pc.askToken(nonce)).status).toBe(200);
    await refusedWith(pc.askToken(nonce));
    const other = await server.another();
    await refusedWith(pc.with({ server: other }).askToken(nonce));
    await other.app.close();
  });

  it('need a nonce of this server, within five minutes', async () => {
    await refusedWith(pc.askToken('made.up.nonce'));
    const nonce = await pc.nonce();
    await refusedWith(pc.askToken(`${nonce}x`));
    await refusedWith(pc.askToken(nonce.replace(/^[^.]+/, 'zzzzzzzz')));
    server.clock.advance(5 * 60 * 1000);
    await refusedWith(pc.askToken(nonce));
    server.clock.advance(-5 * 60 * 1000);
  });

  it('need both signatures, over the same words, for this server', async () => {
    await refusedWith(pc.askToken(await pc.nonce(), { aud: 'another-server' }));
    await refusedWith(pc.askToken(await pc.nonce(), { nonce: await pc.nonce() }));
    await refusedWith(pc.askToken(await pc.nonce(), { user: 'u-nobody' }));
    const stranger = { ...pc.person, key: makeKey() };
    await refusedWith(pc.with({ person: stranger }).askToken(await pc.nonce()));
    const street = await enrolPc(server, { office: 'demo-shiqiao' });
    await refusedWith(pc.with({ person: street.person }).askToken(await pc.nonce()));
    const nonce = await pc.nonce();
    const words = { nonce, aud: server.ports.secrets.fingerprint, device: pc.device, user: pc.person.id };
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(words)).toString('base64url')}.`;
    const answer = await server.app.inject({
      method: 'POST',
      url: '/v1/token',
      payload: { nonce, deviceAssertion: unsigned, userAssertion: unsigned },
    });
    expect(answer.statusCode).toBe(401);
    // None of these spent a nonce.
    expect((await pc.askToken(nonce)).status).toBe(200);
  });

  it('end at once for a revoked PC and for someone no longer active', async () => {
    const gone = await enrolPc(server, { office });
    expect((await gone.ask('/v1/scope')).status).toBe(200);
    await server.sql.query('update device set revoked_at = $2 where office_id = $1 and id = $3', [
      office,
      new Date(0).toISOString(),
      gone.device,
    ]);
    expect((await gone.ask('/v1/scope')).problem?.code).toBe('tokenInvalid');
    await refusedWith(gone.askToken(await gone.nonce()));
  });

  it('cannot be signed by anyone else', async () => {
    const words = JSON.stringify({
      device: pc.device,
      user: pc.person.id,
      aud: server.ports.secrets.fingerprint,
      exp: 4102444800,
    });
    const forged = compact(makeKey(), 'x', words, { typ: 'at+jwt' });
    const { status } = await pc.ask('/v1/scope', { headers: { authorization: `Bearer ${forged}` } });
    expect(status).toBe(401);
  });
});

describe('users of an office (R10)', () => {
  let admin: TestPc;
  beforeAll(async () => {
    admin = await enrolPc(server, { office: 'admin-office' });
  });
  const users = async () => scopeSchema.parse((await admin.ask('/v1/scope')).json).users;

  it('are registered and changed by an administrator of the same office only', async () => {
    const clerk = makePerson(['clerk']);
    expect((await admin.register(clerk)).status).toBe(200);
    const own = { ...clerk, roles: ['officeAdmin'] as const };
    expect((await admin.with({ person: clerk }).register(own)).problem?.code).toBe('registrationInvalid');
    const foreign = await enrolPc(server, { office });
    expect((await admin.register(own, true, foreign.person)).problem?.code).toBe('registrationInvalid');
    expect((await admin.register(own, true, { ...admin.person, key: makeKey() })).problem?.code).toBe(
      'registrationInvalid',
    );
    const misplaced = compact(admin.person.key, admin.person.id, JSON.stringify(registrationOf(clerk)));
    expect((await admin.putRegistration('u-other', misplaced)).problem?.code).toBe('registrationInvalid');
    expect((await users()).find((user) => user.id === clerk.id)?.roles).toEqual(['clerk']);
    expect((await admin.register({ ...clerk, roles: ['reviewer'] })).status).toBe(200);
    expect((await users()).find((user) => user.id === clerk.id)?.roles).toEqual(['reviewer']);
  });

  it('cannot get a role back by an old registration', async () => {
    const person = makePerson(['clerk']);
    const old = compact(admin.person.key, admin.person.id, JSON.stringify(registrationOf(person)));
    expect((await admin.putRegistration(person.id, old)).status).toBe(200);
    expect((await admin.putRegistration(person.id, old)).status).toBe(200);
    expect((await admin.register({ ...person, roles: ['chair'] })).status).toBe(200);
    const again = await admin.putRegistration(person.id, old);
    expect([again.status, again.problem?.code]).toEqual([409, 'registrationSuperseded']);
    expect((await users()).find((user) => user.id === person.id)?.roles).toEqual(['chair']);
  });

  it('always include an active administrator', async () => {
    const demoted = await admin.register({ ...admin.person, roles: ['clerk'] });
    expect([demoted.status, demoted.problem?.code]).toEqual([409, 'lastAdmin']);
    expect((await admin.register({ ...admin.person, roles: ['officeAdmin'] }, false)).problem?.code).toBe(
      'lastAdmin',
    );
    const second = makePerson(['officeAdmin']);
    expect((await admin.register(second)).status).toBe(200);
    expect((await admin.register({ ...admin.person, roles: ['clerk'] })).status).toBe(200);
    expect(
      (await admin.with({ person: second }).register({ ...admin.person, roles: ['officeAdmin'] })).status,
    ).toBe(200);
  });

  it('keep their signing key', async () => {
    const person = makePerson(['clerk']);
    await admin.register(person);
    const { problem } = await admin.register({ ...person, key: makeKey() });
    expect(problem?.code).toBe('userExists');
  });
});
