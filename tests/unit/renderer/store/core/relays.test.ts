import { expect, it } from 'vitest';
import { answerPlace, relayPurpose, unpackRelay } from '../../../../../domain/protocol/relay.ts';
import type { RelayHead } from '../../../../../domain/protocol/relay.ts';
import type { RecordDefinition } from '../../../../../domain/records/definition.ts';
import { ok } from '../../../../../domain/result.ts';
import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import type { EnrolmentPort } from '../../../../../renderer/store/core/ports.ts';
import { base64url } from '../../../../../renderer/store/keys/bytes.ts';
import { unwrap } from '../../../../../renderer/store/keys/wrap.ts';
import type { SealKeyPair } from '../../../../../renderer/store/keys/wrap.ts';
import type { RelayDesk, SyncStore } from '../../../../../renderer/sync/port.ts';
import { receiptFor } from '../../../../contract/store/helpers.ts';
import type { Bench } from '../../../../contract/store/support.ts';
import { enrolled, home, passphrase, testEnrolment, value } from '../../../../contract/store/support.ts';
import { person } from '../../../../contract/store/types.ts';

const talk: RecordDefinition = { ...person, type: 'talk', label: '谈话', compartment: 'counselling' };
const receiptText = 'head.只有咨询师能读.tail';

interface Pc {
  readonly bench: Bench;
  readonly province: SealKeyPair;
  readonly counsellor: string;
}

/** A PC with an administrator at it and a counsellor who has written one talk and locked. */
async function pcWithTalk(): Promise<Pc> {
  const province = (await crypto.subtle.generateKey('X25519', true, ['deriveBits'])) as SealKeyPair;
  const sealKey = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', province.publicKey)));
  const plain = testEnrolment();
  const enrolment: EnrolmentPort = {
    ...plain,
    async enrol(request) {
      const answer = await plain.enrol(request);
      if (!answer.ok) return answer;
      return ok({ ...answer.value, scope: { ...answer.value.scope, serverSealKey: sealKey } });
    },
  };
  const bench = await enrolled([person, talk], createMemoryDisk(), { enrolment });
  const { port } = bench.core;
  value(await port.addUser({ name: '乙测试', roles: ['counsellor'], passphrase: `${passphrase}乙` }));
  await port.lock('button');
  const counsellor = (await port.status()).slots.find((slot) => !slot.lastUsed)?.userId ?? '';
  value(await port.unlock({ userId: counsellor, passphrase: `${passphrase}乙` }));
  value(await port.save({ type: 'talk', organisation: home, fields: { name: '甲测试来谈' } }));
  await port.lock('button');
  await enter({ bench, province, counsellor }, 'admin');
  return { bench, province, counsellor };
}

async function enter({ bench, counsellor }: Pc, who: 'admin' | 'counsellor'): Promise<void> {
  const { port } = bench.core;
  if ((await port.status()).phase === 'open') await port.lock('button');
  const { slots } = await port.status();
  const admin = slots.find((slot) => slot.userId !== counsellor)?.userId ?? '';
  const userId = who === 'admin' ? admin : counsellor;
  const word = who === 'admin' ? passphrase : `${passphrase}乙`;
  value(await port.unlock({ userId, passphrase: word }));
}

function syncOf({ bench }: Pc): SyncStore & { readonly relays: RelayDesk } {
  const sync = bench.core.sync();
  if (sync?.relays === undefined) throw new Error('nobody is unlocked');
  return { ...sync, relays: sync.relays };
}

async function openedBy(pc: Pc, bytes: Uint8Array) {
  const plain = await unwrap(pc.province, bytes, relayPurpose);
  const opened = plain === undefined ? undefined : unpackRelay(plain);
  if (opened === undefined) throw new Error('not for the province');
  return opened;
}

async function answerTo(head: RelayHead, text = receiptText): Promise<string> {
  const raw = Uint8Array.from(Buffer.from(head.reply, 'base64url'));
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(answerPlace(head.batch));
  const plain = new TextEncoder().encode(text);
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain),
  );
  return base64url(Uint8Array.from([...iv, ...sealed]));
}

const waitingForOthers = async ({ bench }: Pc): Promise<number> =>
  (await bench.core.port.syncSummary()).waitingForOthers;

async function relayKeysOn({ bench }: Pc): Promise<readonly string[]> {
  const keys: string[] = [];
  for (const table of ['batches', 'outbox'] as const) {
    await bench.disk.scan(table, (entries) => {
      keys.push(...entries.map((entry) => entry.key).filter((key) => key.startsWith('relay.')));
    });
  }
  return keys;
}

it('lets a colleague carry a counsellor’s batch without reading it, and brings the answer home (R11) [S21]', async () => {
  const pc = await pcWithTalk();
  const sync = syncOf(pc);
  expect(await waitingForOthers(pc)).toBe(1);
  expect(await sync.unanswered()).toEqual([]);
  expect(await sync.relays.inbox()).toEqual([]);
  const [carried] = await sync.relays.carried();
  if (carried === undefined) throw new Error('nothing to carry');
  const { head, body } = await openedBy(pc, carried.body);
  const json = await new Response(
    new Blob([Uint8Array.from(body)]).stream().pipeThrough(new DecompressionStream('gzip')),
  ).text();
  expect(json).toContain('甲测试来谈');
  expect(JSON.parse(json)).toMatchObject({ user: pc.counsellor, compartment: 'counselling' });

  value(await sync.relays.keepAnswer(carried.batchId, await answerTo(head)));
  expect(await waitingForOthers(pc)).toBe(0);
  expect(await sync.relays.carried()).toEqual([]);
  expect(await sync.relays.inbox()).toEqual([]);

  await enter(pc, 'counsellor');
  const own = syncOf(pc);
  const [inbox] = await own.relays.inbox();
  expect(inbox?.answer?.jws).toBe(receiptText);
  const batch = inbox?.answer?.batch;
  if (batch === undefined) throw new Error('no batch');
  value(await own.applyReceipt(receiptFor(batch), receiptText));
  const page = await pc.bench.core.port.query({ type: 'talk' }, 0, 5);
  expect(page.rows.map((row) => row.sync)).toEqual(['backedUp']);
  expect(await own.relays.inbox()).toEqual([]);
  expect(await relayKeysOn(pc)).toEqual([]);
  await enter(pc, 'admin');
  expect(await waitingForOthers(pc)).toBe(0);
});

it('sends the batch in its own session when the answer does not hold, and counts it as waiting again', async () => {
  const pc = await pcWithTalk();
  const [carried] = await syncOf(pc).relays.carried();
  if (carried === undefined) throw new Error('nothing to carry');
  const { head } = await openedBy(pc, carried.body);
  const other = { ...head, batch: head.batch.replace(carried.batchId, 'another') };
  value(await syncOf(pc).relays.keepAnswer(carried.batchId, await answerTo(other)));
  await enter(pc, 'counsellor');
  const own = syncOf(pc);
  expect(await own.relays.inbox()).toEqual([{ batchId: carried.batchId }]);
  value(await own.relays.drop(carried.batchId));
  expect((await own.unanswered()).map((batch) => batch.batchId)).toEqual([carried.batchId]);
  await enter(pc, 'admin');
  expect(await waitingForOthers(pc)).toBe(1);
  expect(await relayKeysOn(pc)).toEqual([]);
});

it('ends the wrapped copies of a life that ended, and counts what is sealed anew once (R3)', async () => {
  const pc = await pcWithTalk();
  await enter(pc, 'counsellor');
  const own = syncOf(pc);
  value(await own.newIncarnation());
  expect(await relayKeysOn(pc)).toEqual([]);
  value(await own.acknowledgeKnown([]));
  value(await own.sealNext(home, 'counselling'));
  await enter(pc, 'admin');
  expect(await waitingForOthers(pc)).toBe(1);
  expect(await syncOf(pc).relays.carried()).toHaveLength(1);
});
