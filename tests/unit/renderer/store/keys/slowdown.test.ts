import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyRing } from '../../../../../renderer/store/keys/keyRing.ts';
import { noTries, rebased, remaining, waitAfter } from '../../../../../renderer/store/keys/slowdown.ts';
import { cheap, memoryHost, someSecret } from './memoryHost.ts';

const minute = 60_000;
const right = '春天到了花都开了我们去看';
const wrong = '今天下班以后去菜场买三斤鱼';

async function pc() {
  const host = memoryHost(someSecret());
  const clock = { now: 1_800_000_000_000 };
  const start = () => createKeyRing({ host, cost: cheap, now: () => clock.now });
  const made = await start().createFirst({ name: '甲测试', roles: ['officeAdmin'], passphrase: right });
  if (!made.ok) throw new Error(made.error.code);
  const id = made.value.registration.id;
  /** Every try is made by a program started anew: a restart forgets nothing. */
  const attempt = async (passphrase: string) => {
    const answer = await start().unlock(id, passphrase);
    return answer.ok ? 'ok' : answer.error.message;
  };
  return { host, clock, id, start, attempt };
}

describe('wrong passphrases', () => {
  it('are answered with the sentence that counts down, then with a wait, across restarts', async () => {
    const { attempt, clock } = await pc();
    for (const left of [4, 3, 2, 1]) {
      expect(await attempt(wrong)).toBe(`密码不对。再试 ${String(left)} 次后要等 5 分钟。`);
    }
    expect(await attempt(wrong)).toBe('密码不对，已经错了 5 次。资料都在，请等 5 分钟再试。');
    expect(await attempt(right)).toBe('密码错的次数多了，请等 5 分钟再试。资料都在，没有变化。');
    clock.now += 4 * minute;
    expect(await attempt(right)).toContain('请等 1 分钟');
    clock.now += minute;
    expect(await attempt(wrong)).toContain('请等 15 分钟');
    clock.now += 15 * minute;
    expect(await attempt(right)).toBe('ok');
    expect(await attempt(wrong)).toBe('密码不对。再试 4 次后要等 5 分钟。');
  });

  it('count for each user alone', async () => {
    const { start, id, attempt } = await pc();
    const ring = start();
    const admin = await ring.unlock(id, right);
    if (!admin.ok) throw new Error(admin.error.code);
    const passphrase = '图书室周三下午两点开门哦哦';
    const clerk = await ring.addUser(admin.value, { name: '乙测试', roles: ['clerk'], passphrase });
    for (let at = 0; at < 6; at += 1) await attempt(wrong);
    expect(clerk.ok && (await start().unlock(clerk.value.id, passphrase)).ok).toBe(true);
  });

  it('are counted before they are tried, so that ending the program makes none free', async () => {
    const { host, start, id } = await pc();
    const written: number[] = [];
    const write = host.writeFile.bind(host);
    host.writeFile = async (name, bytes) => {
      const file = JSON.parse(new TextDecoder().decode(bytes)) as { users: { tries: { wrong: number } }[] };
      written.push(file.users[0]?.tries.wrong ?? -1);
      return write(name, bytes);
    };
    await start().unlock(id, right);
    expect(written).toEqual([1, 0]);
  });

  it('are remembered while the disk is full, which itself keeps nobody out', async () => {
    const { host, start, id } = await pc();
    host.failWrites = { code: 'diskFull', message: '满' };
    const ring = start();
    for (let at = 0; at < 5; at += 1) await ring.unlock(id, wrong);
    expect(await ring.unlock(id, right)).toMatchObject({ ok: false, error: { code: 'slowedDown' } });
    expect(await start().unlock(id, right)).toMatchObject({ ok: true });
  });

  it('do not lock anybody out for years when the clock is set back', async () => {
    const { attempt, clock } = await pc();
    for (let at = 0; at < 5; at += 1) await attempt(wrong);
    clock.now -= 10 * 365 * 24 * 60 * minute;
    expect(await attempt(right)).toContain('请等 5 分钟');
    clock.now += 5 * minute;
    expect(await attempt(right)).toBe('ok');
  });

  it('never cost more than an hour, and never less than the one before', () => {
    fc.assert(
      fc.property(fc.nat(1000), (count) => {
        expect(waitAfter(count)).toBeLessThanOrEqual(60 * minute);
        expect(waitAfter(count + 1)).toBeGreaterThanOrEqual(waitAfter(count));
      }),
    );
  });

  it('wait at most their own step from any moment a clock may show', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.integer(), fc.integer(), (count, since, now) => {
        const left = remaining(rebased({ wrong: count, since }, now), now);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(waitAfter(count));
      }),
    );
    expect(remaining(noTries, Date.now())).toBe(0);
  });
});
