import { z } from 'zod';
import {
  batchAnswerSchema,
  headers,
  healthAnswerSchema,
  myOperationsSchema,
  nonceAnswerSchema,
  paths,
  problemSchema,
  scopeSchema,
  tokenAnswerSchema,
} from '../../domain/protocol/api.ts';
import {
  batchWords,
  changesSchema,
  protocolVersion,
  receiptSchema,
  snapshotSchema,
} from '../../domain/protocol/wire.ts';
import type { Receipt } from '../../domain/protocol/wire.ts';
import { classify } from './classify.ts';
import type { Verdict } from './classify.ts';
import type { HttpPort, HttpRequest, SealedBatch, ServerConnection } from './port.ts';
import { parse } from './serverKey.ts';
import type { ServerVoice } from './serverKey.ts';

export type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly verdict: Verdict };

export interface Client {
  readonly http: HttpPort;
  readonly voice: ServerVoice;
  readonly connection: ServerConnection;
}

/** The answer to a registration says which user it was about; nothing more is needed. */
const registeredSchema = z.object({ id: z.string() });
export const timeouts = { small: 15_000, page: 60_000, batch: 60_000 } as const;
const no = (verdict: Verdict): { readonly ok: false; readonly verdict: Verdict } => ({ ok: false, verdict });

/** One request, one verified answer. An unsigned or foreign answer is no answer (R5, R48). */
export async function ask<S extends z.ZodType>(
  client: Client,
  request: HttpRequest,
  schema: S,
): Promise<Answer<z.output<S>>> {
  const answer = await client.http.send(request);
  if (answer.kind === 'noConnection') return no(classify(answer));
  const isOurs = await client.voice.verifiesBody(answer.body, answer.headers[headers.serverSignature]);
  const words = isOurs ? parse(new TextDecoder().decode(answer.body)) : undefined;
  const problem = problemSchema.safeParse(words);
  const verdict = classify(answer, problem.success ? withoutUndefined(problem.data) : {});
  if (verdict.kind !== 'answered') return no(verdict);
  if (!isOurs) return no({ kind: 'foreign' });
  const parsed = schema.safeParse(words);
  return parsed.success ? { ok: true, value: parsed.data } : no({ kind: 'notUnderstood' });
}

function withoutUndefined(problem: z.output<typeof problemSchema>): {
  code: string;
  retryAfterSeconds?: number;
} {
  const { code, retryAfterSeconds } = problem;
  return retryAfterSeconds === undefined ? { code } : { code, retryAfterSeconds };
}

export function get(
  client: Client,
  path: string,
  token?: string,
  timeoutMs: number = timeouts.small,
): HttpRequest {
  const url = `${client.connection.url.replace(/\/$/, '')}${path}`;
  const authorization = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } };
  return { method: 'GET', url, timeoutMs, ...authorization };
}

function send(
  client: Client,
  method: 'POST' | 'PUT',
  path: string,
  words: unknown,
  token?: string,
): HttpRequest {
  const base = get(client, path, token);
  const headersSent = { ...base.headers, 'content-type': 'application/json' };
  return { ...base, method, headers: headersSent, body: new TextEncoder().encode(JSON.stringify(words)) };
}

/** Connectivity is what a signed answer with our own nonce says (R48). */
export async function probe(
  client: Client,
  nonce: string,
): Promise<Answer<z.output<typeof healthAnswerSchema>>> {
  const answer = await ask(client, get(client, `${paths.health}?nonce=${nonce}`), healthAnswerSchema);
  // A signed answer to somebody else's question may be a recording.
  return answer.ok && answer.value.nonce !== nonce ? no({ kind: 'foreign' }) : answer;
}

/** A token by the server's nonce and the assertions of device and user; no time is trusted (R10, R43). */
export async function fetchToken(client: Client): Promise<Answer<string>> {
  const nonce = await ask(client, get(client, paths.nonce), nonceAnswerSchema);
  if (!nonce.ok) return nonce;
  const { serverKey, device, user } = client.connection;
  const words = { nonce: nonce.value.nonce, aud: serverKey, device, user };
  const [deviceAssertion, userAssertion] = await Promise.all([
    client.connection.assertAsDevice(words),
    client.connection.assertAsUser(words),
  ]);
  const request = { nonce: words.nonce, deviceAssertion, userAssertion };
  const granted = await ask(client, send(client, 'POST', paths.token, request), tokenAnswerSchema);
  return granted.ok ? { ok: true, value: granted.value.token } : granted;
}

export const fetchScope = (client: Client, token: string): Promise<Answer<z.output<typeof scopeSchema>>> =>
  ask(client, get(client, paths.scope, token), scopeSchema);

export const fetchMyOperations = (
  client: Client,
  token: string,
  page: string | null,
): Promise<Answer<z.output<typeof myOperationsSchema>>> => {
  const query = page === null ? '' : `?page=${encodeURIComponent(page)}`;
  return ask(client, get(client, `${paths.myOperations}${query}`, token, timeouts.page), myOperationsSchema);
};

export async function putUser(
  client: Client,
  token: string,
  user: { readonly id: string; readonly registration: string },
): Promise<Answer<void>> {
  const path = `${paths.users}/${user.id}`;
  const request = send(client, 'PUT', path, { registration: user.registration }, token);
  const answer = await ask(client, request, registeredSchema);
  return answer.ok ? { ok: true, value: undefined } : answer;
}

export interface Received {
  readonly receipt: Receipt;
  readonly jws: string;
}

/** Sends sealed bytes as they are; believes only a receipt that names this very batch and these very bytes (R2, R5). */
export async function pushBatch(
  client: Client,
  token: string,
  batch: SealedBatch,
): Promise<Answer<Received>> {
  const { device } = client.connection;
  const request: HttpRequest = {
    ...get(client, paths.batches(batch.organisation), token, timeouts.batch),
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      [headers.batch]: batchWords({ ...batch, device, protocol: protocolVersion }),
      [headers.deviceSignature]: batch.deviceSignature,
      [headers.userSignature]: batch.userSignature,
    },
    body: batch.body,
  };
  const answer = await ask(client, request, batchAnswerSchema);
  if (!answer.ok) return answer;
  const jws = answer.value.receipt;
  const verified = await verifiedReceipt(client, batch, jws);
  return verified.ok ? { ok: true, value: { receipt: verified.value, jws } } : verified;
}

/** A receipt is believed when the province signed it for this very batch and these very bytes (R2, R5). */
export async function verifiedReceipt(
  client: Client,
  batch: SealedBatch,
  jws: string,
): Promise<Answer<Receipt>> {
  const parsed = receiptSchema.safeParse(await client.voice.openCompact(jws));
  if (!parsed.success) return no({ kind: 'notUnderstood' });
  const receipt = parsed.data;
  const isAboutThis =
    receipt.batchId === batch.batchId &&
    receipt.sha256 === batch.sha256 &&
    receipt.device === client.connection.device &&
    receipt.incarnation === batch.incarnation &&
    receipt.seq === batch.seq;
  return isAboutThis ? { ok: true, value: receipt } : no({ kind: 'foreign' });
}

interface Lane {
  readonly organisation: string;
  readonly compartment: string;
}

/**
 * Pages are believed only when they answer this question: the lane that was asked for, and below the place after which.
 * Somebody who sits inside TLS could else give out a recorded page and make this PC pass over what lies between (S14).
 */
function ofLane<T extends Lane>(lane: Lane, answer: Answer<T>): Answer<T> {
  if (!answer.ok) return answer;
  const { organisation, compartment } = answer.value;
  const fits = organisation === lane.organisation && compartment === lane.compartment;
  return fits ? answer : no({ kind: 'foreign' });
}

export async function fetchChanges(
  client: Client,
  token: string,
  lane: Lane,
  after: number,
): Promise<Answer<z.output<typeof changesSchema>>> {
  const path = `${paths.changes(lane.organisation)}?compartment=${lane.compartment}&after=${after}`;
  const answer = ofLane(lane, await ask(client, get(client, path, token, timeouts.page), changesSchema));
  return answer.ok && answer.value.after !== after ? no({ kind: 'foreign' }) : answer;
}

export async function fetchSnapshot(
  client: Client,
  token: string,
  lane: Lane,
  place: { readonly type: string; readonly id: string; readonly head: number } | undefined,
): Promise<Answer<z.output<typeof snapshotSchema>>> {
  const later = place
    ? `&afterType=${encodeURIComponent(place.type)}&afterId=${encodeURIComponent(place.id)}&head=${place.head}`
    : '';
  const path = `${paths.snapshot(lane.organisation)}?compartment=${lane.compartment}${later}`;
  const answer = ofLane(lane, await ask(client, get(client, path, token, timeouts.page), snapshotSchema));
  if (!answer.ok) return answer;
  const { after, head } = answer.value;
  const fits = place
    ? after?.type === place.type && after.id === place.id && head === place.head
    : after === null;
  return fits ? answer : no({ kind: 'foreign' });
}
