import { describe, expect, it } from 'vitest';
import type { MemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import { crashAt } from '../../../../contract/store/crashAt.ts';
import { names } from '../../../../contract/store/helpers.ts';
import {
  assemble,
  countingRandom,
  passphrase,
  restarted,
  value,
} from '../../../../contract/store/support.ts';
import type { Bench } from '../../../../contract/store/support.ts';
import { person } from '../../../../contract/store/types.ts';
import { killAt } from '../keys/office.ts';
import { office, settleDown } from './usersOffice.ts';

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
      const { fault, crashed } = crashAt(point);
      const { bench, disk, clerk } = await office(fault);
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
