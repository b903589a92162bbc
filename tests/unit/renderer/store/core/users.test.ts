import { describe, expect, it } from 'vitest';
import { createKeyRing } from '../../../../../renderer/store/keys/keyRing.ts';
import type { KeySession } from '../../../../../renderer/store/keys/port.ts';
import type { MemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import { placeOf } from '../../../../../renderer/store/units/frame.ts';
import { add, names, receiptFor } from '../../../../contract/store/helpers.ts';
import { assemble, cheap, home, restarted, value } from '../../../../contract/store/support.ts';
import { person } from '../../../../contract/store/types.ts';
import { memoryHost, someSecret } from '../keys/memoryHost.ts';
import type { MemoryHost } from '../keys/memoryHost.ts';
import { clerks, office, settleDown } from './usersOffice.ts';

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
