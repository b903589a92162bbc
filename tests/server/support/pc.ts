import { randomBytes } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { gzipSync, gunzipSync } from 'node:zlib';
import type { Compartment, Role } from '../../../domain/access.ts';
import { enrolAnswerSchema, headers, paths, problemSchema } from '../../../domain/protocol/api.ts';
import type { Problem, ScopeAnswer } from '../../../domain/protocol/api.ts';
import {
  batchSigningText,
  batchWords,
  changesSchema,
  protocolVersion,
  receiptSchema,
  snapshotSchema,
} from '../../../domain/protocol/wire.ts';
import type { BatchBody, ChangesPage, Receipt, SnapshotPage } from '../../../domain/protocol/wire.ts';
import type { TestServer } from '../support.ts';
import { compact, detached, makeKey, opened, sealKey, sha256 } from './keys.ts';
import type { TestKey } from './keys.ts';

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly json: unknown;
  readonly problem: Problem | undefined;
}

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'OPTIONS';
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer | object;
}

/** One request in this process; an answer of /v1 whose signature does not hold fails the test. */
export async function ask(server: TestServer, url: string, request: Request = {}): Promise<TestAnswer> {
  const answer = await server.app.inject({
    method: request.method ?? 'GET',
    url,
    headers: { ...request.headers },
    ...(request.payload === undefined ? {} : { payload: request.payload }),
  });
  const raw =
    answer.headers['content-encoding'] === 'gzip' ? gunzipSync(answer.rawPayload) : answer.rawPayload;
  const text = raw.toString('utf8');
  if (url.startsWith('/v1/') && text !== '') {
    const key = createPublicKey({ key: { ...server.ports.secrets.publicJwk }, format: 'jwk' });
    const signature = String(answer.headers[headers.serverSignature]);
    if (opened(signature, key, sha256(raw)) === undefined) throw new Error(`unsigned answer of ${url}`);
  }
  const json: unknown = /json/.test(String(answer.headers['content-type'])) ? JSON.parse(text) : undefined;
  const problem = answer.statusCode >= 400 ? problemSchema.parse(json) : undefined;
  return { status: answer.statusCode, headers: answer.headers, text, json, problem };
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly key: TestKey;
}

export function makePerson(roles: readonly Role[], name = '乙测试'): Person {
  return { id: `u-${randomBytes(6).toString('hex')}`, name, roles, key: makeKey() };
}

export const registrationOf = (person: Person, active = true) => ({
  id: person.id,
  name: person.name,
  roles: [...person.roles],
  signKey: person.key.jwk,
  sealKey: sealKey(),
  active,
});

export interface PushOptions {
  readonly seq?: number;
  readonly incarnation?: string;
  readonly batchId?: string;
  readonly previous?: string | null;
  readonly signers?: { readonly device?: TestKey; readonly user?: Person };
  /** The operations as text, for words that JSON.stringify would not write. */
  readonly opsText?: string;
  /** Changes the body's words after the header's were written. */
  readonly body?: Partial<Record<keyof BatchBody, unknown>>;
  /** Sends other bytes than the gzip of the body. */
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Pushed extends TestAnswer {
  readonly jws: string | undefined;
  readonly receipt: Receipt | undefined;
}

function textOf(body: object, ops: string | undefined): string {
  if (ops === undefined) return JSON.stringify(body);
  return JSON.stringify({ ...body, ops: '@ops' }).replace('"@ops"', () => ops);
}

export class TestPc {
  readonly server: TestServer;
  readonly device: string;
  readonly deviceKey: TestKey;
  readonly person: Person;
  readonly scope: ScopeAnswer;
  incarnation = `i${randomBytes(5).toString('hex')}`;
  seq = 0;
  /** Hash of every batch sealed so far, by incarnation and sequence: the chain a real PC keeps. */
  private readonly chain = new Map<string, string>();
  private bearer: string | undefined;

  constructor(server: TestServer, device: string, deviceKey: TestKey, person: Person, scope: ScopeAnswer) {
    this.server = server;
    this.device = device;
    this.deviceKey = deviceKey;
    this.person = person;
    this.scope = scope;
  }

  /** The same PC with another person at it, or over another process of the server. */
  with(change: { person?: Person; server?: TestServer }): TestPc {
    const other = new TestPc(
      change.server ?? this.server,
      this.device,
      this.deviceKey,
      change.person ?? this.person,
      this.scope,
    );
    other.incarnation = this.incarnation;
    other.seq = this.seq;
    for (const [place, sha] of this.chain) other.chain.set(place, sha);
    return other;
  }

  assertion(key: TestKey, kid: string, nonce: string, more: Record<string, unknown> = {}): string {
    const aud = this.server.ports.secrets.fingerprint;
    return compact(
      key,
      kid,
      JSON.stringify({ nonce, aud, device: this.device, user: this.person.id, ...more }),
    );
  }

  async nonce(): Promise<string> {
    const { json } = await ask(this.server, paths.nonce);
    return (json as { nonce: string }).nonce;
  }

  async askToken(nonce: string, more: Record<string, unknown> = {}): Promise<TestAnswer> {
    return ask(this.server, paths.token, {
      method: 'POST',
      payload: {
        nonce,
        deviceAssertion: this.assertion(this.deviceKey, this.device, nonce, more),
        userAssertion: this.assertion(this.person.key, this.person.id, nonce, more),
      },
    });
  }

  async token(): Promise<string> {
    if (this.bearer !== undefined) return this.bearer;
    const answer = await this.askToken(await this.nonce());
    if (answer.status !== 200) throw new Error(`no token: ${answer.text}`);
    this.bearer = (answer.json as { token: string }).token;
    return this.bearer;
  }

  forgetToken(): void {
    this.bearer = undefined;
  }

  async ask(url: string, request: Request = {}): Promise<TestAnswer> {
    const authorization = `Bearer ${await this.token()}`;
    return ask(this.server, url, { ...request, headers: { authorization, ...request.headers } });
  }

  /** Seals operations as a PC would, without sending. */
  seal(
    organisation: string,
    compartment: Compartment,
    ops: readonly unknown[],
    options: PushOptions = {},
  ): { bytes: Buffer; headers: Record<string, string>; sha: string } {
    const words = {
      batchId: options.batchId ?? `b-${randomBytes(8).toString('hex')}`,
      compartment,
      device: this.device,
      incarnation: options.incarnation ?? this.incarnation,
      seq: options.seq ?? (this.seq += 1),
      protocol: protocolVersion,
    };
    const user = options.signers?.user ?? this.person;
    const body = {
      ...words,
      organisation,
      user: user.id,
      previous: options.previous ?? this.chain.get(`${words.incarnation}.${words.seq - 1}`) ?? null,
      ops,
      ...options.body,
    };
    const bytes = options.bytes ?? gzipSync(textOf(body, options.opsText));
    const sha = sha256(bytes);
    const text = batchSigningText(sha, words);
    this.chain.set(`${words.incarnation}.${words.seq}`, sha);
    return {
      bytes,
      sha,
      headers: {
        'content-type': 'application/octet-stream',
        [headers.batch]: batchWords(words),
        [headers.deviceSignature]: detached(options.signers?.device ?? this.deviceKey, this.device, text),
        [headers.userSignature]: detached(user.key, user.id, text),
        ...options.headers,
      },
    };
  }

  async send(
    organisation: string,
    sealed: { bytes: Buffer; headers: Record<string, string> },
  ): Promise<Pushed> {
    const answer = await this.ask(paths.batches(organisation), {
      method: 'POST',
      headers: sealed.headers,
      payload: sealed.bytes,
    });
    const jws = answer.status === 200 ? (answer.json as { receipt: string }).receipt : undefined;
    const key = createPublicKey({ key: { ...this.server.ports.secrets.publicJwk }, format: 'jwk' });
    const text = jws === undefined ? undefined : opened(jws, key);
    if (jws !== undefined && text === undefined) throw new Error('receipt not signed by the province');
    return {
      ...answer,
      jws,
      receipt: text === undefined ? undefined : receiptSchema.parse(JSON.parse(text)),
    };
  }

  push(
    organisation: string,
    compartment: Compartment,
    ops: readonly unknown[],
    options: PushOptions = {},
  ): Promise<Pushed> {
    return this.send(organisation, this.seal(organisation, compartment, ops, options));
  }

  /** A push that must be taken; returns its receipt. */
  async pushed(
    organisation: string,
    compartment: Compartment,
    ops: readonly unknown[],
    options: PushOptions = {},
  ): Promise<Receipt> {
    const { receipt, text } = await this.push(organisation, compartment, ops, options);
    if (receipt?.verdict !== 'accepted') throw new Error(`not accepted: ${text}`);
    return receipt;
  }

  async changes(
    organisation: string,
    compartment: Compartment,
    after: number,
    limit?: number,
  ): Promise<ChangesPage> {
    const query = `compartment=${compartment}&after=${after}${limit === undefined ? '' : `&limit=${limit}`}`;
    const { json } = await this.ask(`${paths.changes(organisation)}?${query}`);
    return changesSchema.parse(json);
  }

  async snapshot(
    organisation: string,
    compartment: Compartment,
    limit: number,
    from?: { readonly next: { type: string; id: string }; readonly head: number },
  ): Promise<SnapshotPage> {
    const later =
      from === undefined ? '' : `&afterType=${from.next.type}&afterId=${from.next.id}&head=${from.head}`;
    const { json } = await this.ask(
      `${paths.snapshot(organisation)}?compartment=${compartment}&limit=${limit}${later}`,
    );
    return snapshotSchema.parse(json);
  }

  /** Registers a further person of the office, signed by this PC's person. */
  async register(person: Person, active = true, signer: Person = this.person): Promise<TestAnswer> {
    const registration = compact(signer.key, signer.id, JSON.stringify(registrationOf(person, active)));
    return this.putRegistration(person.id, registration);
  }

  putRegistration(id: string, registration: string): Promise<TestAnswer> {
    return this.ask(`${paths.users}/${id}`, { method: 'PUT', payload: { registration } });
  }
}

export interface EnrolOptions {
  readonly office?: string;
  readonly code?: string;
  readonly host?: 'electron' | 'browser';
  readonly person?: Person;
  readonly deviceKey?: TestKey;
}

export async function askEnrol(server: TestServer, options: EnrolOptions = {}): Promise<TestAnswer> {
  const person = options.person ?? makePerson(['clerk'], '甲测试');
  const code = options.code ?? (await server.codeFor(options.office ?? 'demo-yunqiao'));
  return ask(server, paths.enrol, {
    method: 'POST',
    payload: {
      code,
      host: options.host ?? 'electron',
      device: { signKey: (options.deviceKey ?? makeKey()).jwk, sealKey: sealKey() },
      firstUser: registrationOf(person),
    },
  });
}

/** A PC enrolled with a fresh code; the first of an office has an administrator at it. */
export async function enrolPc(server: TestServer, options: EnrolOptions = {}): Promise<TestPc> {
  const deviceKey = options.deviceKey ?? makeKey();
  const person = options.person ?? makePerson(['clerk'], '甲测试');
  const answer = await askEnrol(server, { ...options, deviceKey, person });
  if (answer.status !== 200) throw new Error(`not enrolled: ${answer.text}`);
  const { device, scope } = enrolAnswerSchema.parse(answer.json);
  return new TestPc(server, device, deviceKey, person, scope);
}
