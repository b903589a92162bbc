import type { Result } from '../../../domain/result.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Disk } from '../disk/disk.ts';
import { act, commit } from './commit.ts';
import { freshCounters } from './counters.ts';
import { keepIncarnationFile } from './incarnation.ts';
import type { Ledger, OfficeFile } from './ledger.ts';
import { firstRoles, sealOffice, scopeFrom, summaryOf } from './office.ts';
import { buildLedger } from './open.ts';
import type { Signals } from './open.ts';
import type { EnrolmentAnswer, StoreInput } from './ports.ts';
import { systemRandom } from './systemRandom.ts';
import { isRestoring, writeProfileFile } from './profile.ts';

export interface EnrolRequest {
  readonly code: string;
  readonly user: { readonly name: string; readonly passphrase: string };
  readonly alone: boolean;
}

/**
 * First user, device keys, and this PC's place in the province. The keys exist before the province is asked, because it
 * registers their public halves; if it refuses, the slots go back to what they were and nothing has happened.
 */
export async function enrolPc(
  input: StoreInput,
  request: EnrolRequest,
  signals: Signals,
): Promise<Result<Ledger>> {
  const { enrolment, host, keyRing } = input;
  if (enrolment === undefined)
    return fail('unavailable', '现在连不上省平台，没有开通。请检查网络，再点一次开通。', { retryable: true });
  if (request.user.name.trim() === '')
    return fail('nameNeeded', '请填写姓名，填了才能开通。', { field: 'name' });
  // Half a copy of a backup, which still has it whole: this PC is new.
  if ((await keyRing.state()) === 'empty' && (await isRestoring(host))) await input.disk.destroy();
  if (await isEnrolled(input.disk))
    return fail('alreadyEnrolled', '本机已经开通过，没有改动任何内容。请用登录密码进入。');
  // Keys without an office: an enrolment that was cut off before the province's answer was stored. They sealed nothing.
  if ((await keyRing.state()) === 'ready') await keyRing.discard();
  const first = await keyRing.createFirst({
    name: request.user.name.trim(),
    roles: firstRoles(request.alone),
    passphrase: request.user.passphrase,
  });
  if (!first.ok) return first;
  const { session, registration } = first.value;
  const answer = await enrolment.enrol({
    code: request.code,
    registration,
    device: await keyRing.deviceKeys(),
  });
  if (!answer.ok) {
    await keyRing.discard();
    return answer;
  }
  const office = officeFrom(answer.value, request.alone, summaryOf(registration));
  const ledger = buildLedger(input, session, {
    ...signals,
    disk: input.disk,
    damage: [],
    damaged: () => undefined,
    acts: new Map(),
    batches: new Map(),
    settings: new Map(),
    counters: freshCounters((input.random ?? systemRandom).id()),
    office,
  });
  const written = await act(ledger, (draft) =>
    commit(ledger, draft, {
      clerk: true,
      audit: { act: '开通本机' },
      entries: async (nextGen) => [await sealOffice(ledger, nextGen(), office)],
    }),
  );
  if (!written.ok) return written;
  await keepIncarnationFile(ledger, host);
  await writeProfileFile(host, { officeName: office.scope.office.name, alone: request.alone });
  return ok(ledger);
}

/** Whether this profile holds an office's data, whoever can open it. */
export async function isEnrolled(disk: Disk): Promise<boolean> {
  return (await disk.read('meta', 'counters')) !== undefined;
}

function officeFrom(answer: EnrolmentAnswer, alone: boolean, user: OfficeFile['users'][number]): OfficeFile {
  const told = answer.scope.users.filter((one) => one.active && one.id !== user.id);
  return {
    connection: {
      url: answer.code.url,
      serverKey: answer.code.serverKey,
      serverJwk: answer.serverKey,
      device: answer.device,
    },
    scope: scopeFrom(answer.scope),
    users: [user, ...told.map(({ id, name, roles }) => ({ id, name, roles }))],
    alone,
    serverSealKey: answer.scope.serverSealKey,
    epoch: answer.scope.epoch,
    pendingUsers: [],
  };
}
