import type { Role } from '../../../../../domain/access.ts';
import type { Host } from '../../../../../renderer/host/host.ts';
import { createKeyRing } from '../../../../../renderer/store/keys/keyRing.ts';
import type { KeyRing, KeySession } from '../../../../../renderer/store/keys/port.ts';
import { cheap, memoryHost, someSecret } from './memoryHost.ts';
import type { MemoryHost } from './memoryHost.ts';

export const phrases = {
  admin: '春天到了花都开了我们去看',
  second: '今天下班以后去菜场买三斤鱼',
  third: '图书室周三下午两点开门哦哦',
  next: '工会的篮球赛在五月第一个周末',
} as const;

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export interface TestOffice {
  readonly host: MemoryHost;
  readonly ring: KeyRing;
  readonly admin: KeySession;
}

/** A PC with its first officeAdmin unlocked. */
export async function begun(host: MemoryHost = memoryHost(someSecret())): Promise<TestOffice> {
  const ring = createKeyRing({ host, cost: cheap });
  const made = await ring.createFirst({ name: '甲测试', roles: ['officeAdmin'], passphrase: phrases.admin });
  if (!made.ok) throw new Error(made.error.code);
  return { host, ring, admin: made.value.session };
}

export async function added(
  ring: KeyRing,
  by: KeySession,
  roles: readonly Role[],
  passphrase: string,
): Promise<string> {
  const made = await ring.addUser(by, { name: '乙测试', roles, passphrase });
  if (!made.ok) throw new Error(made.error.code);
  return made.value.id;
}

export async function unlocked(ring: KeyRing, id: string, passphrase: string): Promise<KeySession> {
  const session = await ring.unlock(id, passphrase);
  if (!session.ok) throw new Error(session.error.code);
  return session.value;
}

/** What the next start of the program finds: the same files and secrets, nothing in memory. */
export const restarted = (host: MemoryHost): KeyRing => createKeyRing({ host, cost: cheap });

/** The program ends at the n-th change of a file or secret, before it or right after it; the call never answers. */
export function killAt<H extends Host>(
  host: H,
  point: number,
): { readonly host: H; readonly dead: Promise<'dead'> } {
  let calls = 0;
  let gone = false;
  let die: (word: 'dead') => void = () => undefined;
  const dead = new Promise<'dead'>((resolve) => {
    die = resolve;
  });
  const kill = async (): Promise<never> => {
    gone = true;
    die('dead');
    return new Promise(() => undefined);
  };
  async function step<T>(act: () => Promise<T>): Promise<T> {
    const at = calls;
    calls += 2;
    if (gone || at === point) return kill();
    const answer = await act();
    return at + 1 === point ? kill() : answer;
  }
  return {
    dead,
    host: {
      ...host,
      writeFile: (name, content) => step(() => host.writeFile(name, content)),
      rotateDeviceSecret: (how) => step(() => host.rotateDeviceSecret(how)),
    },
  };
}
