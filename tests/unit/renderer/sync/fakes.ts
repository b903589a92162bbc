import type { Client } from '../../../../renderer/sync/client.ts';
import type {
  ClockPort,
  Cursor,
  HttpAnswer,
  HttpPort,
  HttpRequest,
  SealedBatch,
  ServerConnection,
  SyncStore,
} from '../../../../renderer/sync/port.ts';
import { serverVoice } from '../../../../renderer/sync/serverKey.ts';
import { ok } from '../../../../domain/result.ts';
import type { Result } from '../../../../domain/result.ts';
import type { Receipt } from '../../../../domain/protocol/wire.ts';
import {
  compactSigned,
  provinceFingerprint,
  provinceJwk,
  signedAnswer,
} from '../../../simulation/support/network.ts';

export const connection: ServerConnection = {
  url: 'http://province.test',
  serverKey: provinceFingerprint,
  serverJwk: provinceJwk,
  device: 'd1',
  user: 'u1',
  assertAsUser: async () => 'user',
  assertAsDevice: async () => 'device',
};

export async function clientOver(http: HttpPort): Promise<Client> {
  const voice = await serverVoice(provinceJwk, provinceFingerprint);
  if (!voice) throw new Error('key');
  return { http, voice, connection };
}

/** A clock that stands still unless somebody sleeps on it; it keeps every sleep. */
export class FakeClock implements ClockPort {
  at = Date.UTC(2026, 10, 23);
  readonly sleeps: number[] = [];
  /** Called at each sleep; the engine waits as long as this does. */
  onSleep: (ms: number) => Promise<void> = async () => undefined;

  now(): number {
    return this.at;
  }
  async sleep(ms: number): Promise<void> {
    this.sleeps.push(ms);
    this.at += ms;
    await this.onSleep(ms);
  }
  random(): number {
    return 0.5;
  }
}

type Route = (request: HttpRequest, url: URL) => HttpAnswer | undefined;

export const office = { id: 'org', name: '试验', shortName: '试', level: 'grassroots', parentId: null };
export const lane = { epoch: 'e1', organisation: 'org', compartment: 'general' };

/** Health, tokens, scope and an empty feed answered as the province would; `route` comes first. */
export class FakeProvince implements HttpPort {
  readonly asked: string[] = [];
  route: Route;

  constructor(route: Route = () => undefined) {
    this.route = route;
  }

  async send(request: HttpRequest): Promise<HttpAnswer> {
    const url = new URL(request.url);
    this.asked.push(`${request.method} ${url.pathname}`);
    return this.route(request, url) ?? this.usual(url);
  }

  private usual(url: URL): HttpAnswer {
    const nonce = url.searchParams.get('nonce');
    const time = '2026-11-23T00:00:00.000Z';
    if (url.pathname === '/v1/health')
      return signedAnswer(200, { nonce, epoch: 'e1', time, database: 'embedded' });
    if (url.pathname === '/v1/token/nonce') return signedAnswer(200, { nonce: 'n' });
    if (url.pathname === '/v1/token') return signedAnswer(200, { token: 't', compartments: ['general'] });
    if (url.pathname === '/v1/scope') {
      const scope = { office, organisations: [office], realData: false, users: [], serverSealKey: '' };
      return signedAnswer(200, { ...scope, epoch: 'e1' });
    }
    if (url.pathname.endsWith('/changes')) {
      const [, , , organisation] = url.pathname.split('/');
      const compartment = url.searchParams.get('compartment');
      const after = Number(url.searchParams.get('after'));
      const page = { epoch: 'e1', organisation, compartment, after, records: [], cursor: after, head: after };
      return signedAnswer(200, page);
    }
    return signedAnswer(404, { code: 'notFound', message: '没有。' });
  }
}

export function batch(seq: number, more: Partial<SealedBatch> = {}): SealedBatch {
  return {
    batchId: `b${seq}`,
    organisation: 'org',
    compartment: 'general',
    incarnation: 'i1',
    seq,
    sha256: String(seq).padStart(64, '0'),
    body: new Uint8Array([seq]),
    deviceSignature: 'd',
    userSignature: 'u',
    count: 1,
    ...more,
  };
}

export function receiptOf(sealed: SealedBatch, more: Partial<Receipt> = {}): HttpAnswer {
  const { batchId, sha256, organisation, compartment, incarnation, seq, count } = sealed;
  const receipt: Receipt = {
    batchId,
    sha256,
    epoch: 'e1',
    organisation,
    compartment,
    device: 'd1',
    incarnation,
    seq,
    verdict: 'accepted',
    firstRev: seq,
    count,
    exceptions: [],
    durableThrough: 0,
    ...more,
  };
  return signedAnswer(200, { receipt: compactSigned(JSON.stringify(receipt)) });
}

/** A store that hands out what it was given and writes down what it is told. */
export class FakeStore implements SyncStore {
  readonly open: SealedBatch[];
  readonly ready: SealedBatch[];
  readonly told: string[] = [];
  readonly sizes: (number | undefined)[] = [];
  readonly receipts: Receipt[] = [];
  laneList: ReturnType<SyncStore['lanes']> = [{ organisation: 'org', compartment: 'general' }];
  reconcile = false;
  cursors = new Map<string, Cursor>();

  constructor(open: readonly SealedBatch[] = [], ready: readonly SealedBatch[] = []) {
    this.open = [...open];
    this.ready = [...ready];
  }

  lanes() {
    return this.laneList;
  }
  async unanswered() {
    return [...this.open];
  }
  async sealNext(organisation: string, compartment: string, operations?: number) {
    this.sizes.push(operations);
    const at = this.ready.findIndex(
      (each) => each.organisation === organisation && each.compartment === compartment,
    );
    const [sealed] = at < 0 ? [] : this.ready.splice(at, 1);
    if (sealed) this.open.push(sealed);
    return ok(sealed);
  }
  async applyReceipt(receipt: Receipt): Promise<Result<void>> {
    this.receipts.push(receipt);
    const at = this.open.findIndex((each) => each.batchId === receipt.batchId);
    if (at >= 0) this.open.splice(at, 1);
    return ok(undefined);
  }
  async newIncarnation() {
    this.told.push('newIncarnation');
    this.reconcile = true;
    this.open.length = 0;
    return ok(undefined);
  }
  async acknowledgeKnown() {
    this.told.push('acknowledgeKnown');
    this.reconcile = false;
    return ok(undefined);
  }
  async cursor(organisation: string, compartment: string) {
    return this.cursors.get(`${organisation}/${compartment}`) ?? { seq: 100, epoch: 'e1' };
  }
  async applyChanges(_page: unknown, cursor: Cursor) {
    this.told.push(`changes ${cursor.seq}`);
    return ok(undefined);
  }
  async applySnapshot(_page: unknown, cursor: Cursor) {
    this.told.push(`snapshot ${cursor.seq}`);
    return ok(undefined);
  }
  async applyScope() {
    return ok(undefined);
  }
  async pendingUsers(): Promise<readonly { readonly id: string; readonly registration: string }[]> {
    return [];
  }
  async userAcknowledged(_id: string) {
    return ok(undefined);
  }
  needsReconcile() {
    return this.reconcile;
  }
  connection() {
    return connection;
  }
}
