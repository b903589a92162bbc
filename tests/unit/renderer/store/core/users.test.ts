import { describe, expect, it } from 'vitest';
import { createKeyRing } from '../../../../../renderer/store/keys/keyRing.ts';
import type { KeySession } from '../../../../../renderer/store/keys/port.ts';
import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import type { DiskPoint, MemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import { placeOf } from '../../../../../renderer/store/units/frame.ts';
import { add, names, receiptFor } from '../../../../contract/store/helpers.ts';
import {
  assemble,
  cheap,
  countingRandom,
  enrolled,
  home,
  passphrase,
  restarted,
  steppingClock,
  value,
} from '../../../../contract/store/support.ts';
import type { Bench } from '../../../../contract/store/support.ts';
import { person } from '../../../../contract/store/types.ts';
import { memoryHost, someSecret } from '../keys/memoryHost.ts';
import type { MemoryHost } from '../keys/memoryHost.ts';
import { killAt } from '../keys/office.ts';

const clerks = '今天下班以后去菜场买三斤鱼';

async function office(
  fault: (point: DiskPoint) => 'crash' | undefined = () => undefined,
): Promise<{ bench: Bench; disk: MemoryDisk; host: MemoryHost; clerk: string }> {
  const host = memoryHost(someSecret());
  const disk = createMemoryDisk({ fault });
  const bench = await enrolled([person], disk, { host, clock: steppingClock(), random: countingRandom() });
  const { port } = bench.core;
  value(await port.addUser({ name: '乙测试', roles: ['clerk'], passphrase: clerks }));
  for (const name of ['丙', '丁', '戊']) await add(port, name);
  const clerk = (await port.listUsers()).find((user) => user.name === '乙测试')?.id ?? '';
  return { bench, disk, host, clerk };
}

/** Background work until there is none; every look at the clock takes a second, so the quiet after a save ends. */
async function settleDown(bench: Bench): Promise<void> {
  for (let quiet = 0; quiet < 20;) quiet = (await bench.core.maintain()) ? 0 : quiet + 1;
}

/** What somebody reads with the slots file, device secret and passphrase as they were. */
async function mole(files: MemoryHost['files'], userId: string): Promise<KeySession> {
  const copy = memoryHost(someSecret());
  for (const [name, content] of files) copy.files.set(name, content);
  const session = await createKeyRing({ host: copy, cost: cheap }).unlock(userId, clerks);
  return value(session);
}

async function readable(session: KeySession, disk: MemoryDisk): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { table, key, gen, box, bytes } of disk.dump()) {
    const plain = await session.decrypt(box as 'general', bytes, placeOf(table, key, gen, box));
    if (plain !== undefined) found.push(`${table}/${box}`);
  }
  return found;
}

describe('停用人员', () => {
  it('R14: leaves nothing on the disk that the person’s old keys open, once it is rewritten', async () => {
    const { bench, disk, host, clerk } = await office();
    // More than one step of the background takes.
    for (let n = 0; n < 80; n += 1) await add(bench.core.port, `己${String(n)}`);
    const spy = await mole(new Map(host.files), clerk);
    expect(new Set(await readable(spy, disk))).toContain('units/general');
    value(await bench.core.port.removeUser({ id: clerk }));
    await settleDown(bench);
    expect(await readable(spy, disk)).toEqual([]);
    expect(bench.core.ledger()?.session.outdated()).toEqual([]);
    expect(await names(bench.core.port)).toHaveLength(83);
    const next = await restarted(bench, disk.reopen('powerCut'));
    expect(await names(next.core.port)).toHaveLength(83);
    expect(next.core.ledger()?.damage).toEqual([]);
    expect((await next.core.port.status()).slots).toHaveLength(1);
  });

  it('tells the province, in order, and the audit log; the list is without them, also after the scope came', async () => {
    const { bench, clerk } = await office();
    const { port } = bench.core;
    value(await port.setRoles({ id: clerk, roles: ['reviewer'] }));
    value(await port.removeUser({ id: clerk }));
    expect((await port.listUsers()).map((user) => user.name)).toEqual(['甲测试']);
    const sync = bench.core.sync();
    const pending = (await sync?.pendingUsers()) ?? [];
    const told = pending.map(({ registration }) => {
      const payload = Buffer.from(registration.split('.')[1] ?? '', 'base64url').toString('utf8');
      const { id, roles, active } = JSON.parse(payload) as Record<string, unknown>;
      return { id, roles, active };
    });
    expect(told).toEqual([
      { id: clerk, roles: ['clerk'], active: true },
      { id: clerk, roles: ['reviewer'], active: true },
      { id: clerk, roles: ['reviewer'], active: false },
    ]);
    const lines = (await port.auditLog(9)).map(({ act, reason }) => [act, reason]);
    expect(lines).toEqual(
      expect.arrayContaining([
        ['增加人员', '乙测试'],
        ['改角色', '乙测试'],
        ['停用人员', '乙测试'],
      ]),
    );
    // The first is answered: the later ones of the same person still wait.
    value((await sync?.userAcknowledged(clerk, pending[0]?.registration)) ?? { ok: true, value: undefined });
    expect(await sync?.pendingUsers()).toEqual(pending.slice(1));
    const scope = {
      office: {
        id: home,
        name: '测试厂工会',
        shortName: '测试厂',
        level: 'grassroots' as const,
        parentId: null,
      },
      organisations: [],
      realData: false,
      users: [
        { id: clerk, name: '乙测试', roles: ['clerk' as const], signKey: {}, sealKey: '', active: true },
      ],
      serverSealKey: '',
      epoch: 'e1',
    };
    value((await sync?.applyScope(scope)) ?? { ok: true, value: undefined });
    expect((await port.listUsers()).map((user) => user.id)).not.toContain(clerk);
  });

  it('lets the province hear what the person sealed before it hears that they went, for a day', async () => {
    const { bench, disk, clerk } = await office();
    await bench.core.port.lock('button');
    const theirs = assemble([person], disk, { host: bench.host, clock: bench.input.clock });
    value(await theirs.core.port.unlock({ userId: clerk, passphrase: clerks }));
    await add(theirs.core.port, '己');
    await theirs.core.port.lock('button');
    const next = await restarted(bench, disk);
    value(await next.core.port.removeUser({ id: clerk }));
    const sync = next.core.sync();
    const ids = async () =>
      ((await sync?.pendingUsers()) ?? []).map(({ registration }) => {
        const payload = Buffer.from(registration.split('.')[1] ?? '', 'base64url').toString('utf8');
        return (JSON.parse(payload) as { readonly active: boolean }).active;
      });
    expect(await ids()).toEqual([true]);
    for (const batch of (await sync?.unanswered()) ?? [])
      value((await sync?.applyReceipt(receiptFor(batch), 'x')) ?? { ok: true, value: undefined });
    expect(await ids()).toEqual([true, false]);
  });

  it('is for administrators, for people of this PC, and never for oneself', async () => {
    const { bench, disk, clerk } = await office();
    const { port } = bench.core;
    const me = (await port.status()).user?.id ?? '';
    expect(await port.removeUser({ id: me })).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(await port.removeUser({ id: 'unobody' })).toMatchObject({ error: { code: 'forbidden' } });
    expect(await port.setRoles({ id: clerk, roles: [] })).toMatchObject({ error: { code: 'rolesNeeded' } });
    await port.lock('button');
    const theirs = assemble([person], disk, { host: bench.host, clock: bench.input.clock });
    value(await theirs.core.port.unlock({ userId: clerk, passphrase: clerks }));
    expect(await theirs.core.port.removeUser({ id: me })).toMatchObject({ error: { code: 'forbidden' } });
    expect(await theirs.core.port.setRoles({ id: clerk, roles: ['officeAdmin'] })).toMatchObject({
      error: { code: 'forbidden' },
    });
  });
});

/** A removal and everything that follows it in the background. */
async function remove(bench: Bench, clerk: string): Promise<void> {
  value(await bench.core.port.removeUser({ id: clerk }));
  await settleDown(bench);
}

/** After a kill: everything is there, and what was begun is finished by going on. */
async function checkAfterKill(bench: Bench, disk: MemoryDisk, clerk: string, where: string): Promise<void> {
  const next = await restarted(bench, disk.reopen('powerCut'));
  expect([...(await names(next.core.port))].sort(), where).toEqual(['丁', '丙', '戊'].sort());
  expect(next.core.ledger()?.damage, where).toEqual([]);
  const isGone = !(await next.core.port.status()).slots.some((slot) => slot.userId === clerk);
  const listed = (await next.core.port.listUsers()).some((user) => user.id === clerk);
  expect(listed, where).toBe(!isGone);
  const pending = (await next.core.sync()?.pendingUsers()) ?? [];
  expect(
    pending.filter((user) => user.id === clerk),
    where,
  ).toHaveLength(isGone ? 2 : 1);
  if (!isGone) value(await next.core.port.removeUser({ id: clerk }));
  await settleDown(next);
  expect(next.core.ledger()?.session.outdated(), where).toEqual([]);
  expect(await names(next.core.port), where).toHaveLength(3);
  const last = await restarted(next, next.disk);
  expect(await names(last.core.port), where).toHaveLength(3);
  const acts = (await last.core.port.auditLog(99)).filter((line) => line.act === '停用人员');
  expect(acts, where).toHaveLength(1);
}

describe('R14: a removal cut off anywhere', () => {
  it('at any disk call: nothing is lost, and the next start finishes it', async () => {
    let calls = 0;
    const counted = await office(() => {
      calls += 1;
      return undefined;
    });
    const from = calls;
    await remove(counted.bench, counted.clerk);
    const to = calls;
    expect(to - from).toBeGreaterThan(20);
    for (let point = from + 1; point <= to; point += 1) {
      let at = 0;
      let crash: (word: 'crashed') => void = () => undefined;
      const crashed = new Promise<'crashed'>((resolve) => {
        crash = resolve;
      });
      const { bench, disk, clerk } = await office(() => {
        at += 1;
        if (at !== point) return undefined;
        setTimeout(() => {
          crash('crashed');
        }, 0);
        return 'crash';
      });
      await Promise.race([remove(bench, clerk), crashed]);
      await checkAfterKill(bench, disk, clerk, `disk call ${point - from} of ${to - from}`);
    }
  }, 120_000);

  it('at any file of the host: the same', async () => {
    for (let point = 0; ; point += 1) {
      const { bench, disk, host, clerk } = await office();
      await bench.core.port.lock('button');
      const mortal = killAt(host, point);
      const acting = assemble([person], disk, {
        host: mortal.host,
        clock: bench.input.clock,
        random: countingRandom('x'),
      });
      const run = async (): Promise<'done'> => {
        const userId = (await acting.core.port.status()).slots[0]?.userId ?? '';
        value(await acting.core.port.unlock({ userId, passphrase }));
        await remove(acting, clerk);
        return 'done';
      };
      const ended = await Promise.race([run(), mortal.dead]);
      await checkAfterKill(bench, disk, clerk, `host step ${point}`);
      if (ended === 'done') {
        expect(point).toBeGreaterThan(8);
        break;
      }
    }
  }, 120_000);
});

describe('somebody is let into a compartment at an unlock', () => {
  it('R12: stands in the audit log and where people are managed', async () => {
    const { bench, disk } = await office();
    const { port } = bench.core;
    value(await port.addUser({ name: '辛测试', roles: ['counsellor'], passphrase: clerks }));
    const one = (await port.listUsers()).find((user) => user.name === '辛测试')?.id ?? '';
    await port.lock('button');
    const again = () => assemble([person], disk, { host: bench.host, clock: bench.input.clock });
    value(await again().core.port.unlock({ userId: one, passphrase: clerks }));
    const admin = await restarted(bench, disk);
    value(await admin.core.port.addUser({ name: '壬测试', roles: ['counsellor'], passphrase: clerks }));
    expect(await admin.core.port.keyGrants()).toEqual([]);
    await admin.core.port.lock('button');
    const first = again();
    value(await first.core.port.unlock({ userId: one, passphrase: clerks }));
    await first.core.port.lock('button');
    const later = await restarted(bench, disk);
    expect(await later.core.port.keyGrants()).toMatchObject([
      { by: '辛测试', to: '壬测试', compartment: 'counselling' },
    ]);
    expect(await later.core.port.auditLog(9)).toContainEqual(
      expect.objectContaining({
        userName: '辛测试',
        act: '交接了资料',
        reason: '壬测试 现在能打开心理关爱',
      }),
    );
  });
});
