import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import type { DiskPoint, MemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import { add } from '../../../../contract/store/helpers.ts';
import { countingRandom, enrolled, steppingClock, value } from '../../../../contract/store/support.ts';
import type { Bench } from '../../../../contract/store/support.ts';
import { person } from '../../../../contract/store/types.ts';
import { memoryHost, someSecret } from '../keys/memoryHost.ts';
import type { MemoryHost } from '../keys/memoryHost.ts';

/** The passphrase of the second person. */
export const clerks = '今天下班以后去菜场买三斤鱼';

/** An office of two people and three records. */
export async function office(
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
export async function settleDown(bench: Bench): Promise<void> {
  for (let quiet = 0; quiet < 20;) quiet = (await bench.core.maintain()) ? 0 : quiet + 1;
}
