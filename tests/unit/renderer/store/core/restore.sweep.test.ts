import { describe, expect, it } from 'vitest';
import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import type { DiskPoint, MemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import { add, names } from '../../../../contract/store/helpers.ts';
import {
  assemble,
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
import { killAt } from '../keys/office.ts';

const forBackup = '把备份放进单位的铁皮柜子里';

async function backup(): Promise<Uint8Array> {
  const bench = await enrolled([person], createMemoryDisk());
  for (const name of ['丙', '丁', '戊']) await add(bench.core.port, name);
  return value(await bench.core.port.exportBackup(forBackup));
}

interface Pc {
  readonly bench: Bench;
  readonly disk: MemoryDisk;
  readonly died: Promise<'dead'>;
}

function freshPc(fault?: (point: DiskPoint) => 'crash' | undefined, hostPoint?: number): Pc {
  let die: (word: 'dead') => void = () => undefined;
  const dead = new Promise<'dead'>((resolve) => {
    die = resolve;
  });
  const disk = createMemoryDisk({
    fault: (point) => {
      const struck = fault?.(point);
      if (struck !== undefined)
        setTimeout(() => {
          die('dead');
        }, 0);
      return struck;
    },
  });
  const host = memoryHost(someSecret(9));
  const mortal = killAt(host, hostPoint ?? -2);
  const bench = assemble([person], disk, { host: mortal.host, clock: steppingClock() });
  return { bench: { ...bench, host }, disk, died: Promise.race([dead, mortal.dead]) };
}

/** The next start after a kill: new, whole, or asked to be restored again; then both ways on are tried. */
async function judge({ bench, disk }: Pc, file: Uint8Array, where: string): Promise<'new' | 'whole'> {
  const start = () => assemble([person], disk.reopen('powerCut'), { host: bench.host });
  const next = start();
  const { phase } = await next.core.port.status();
  expect(['new', 'locked'], where).toContain(phase);
  if (phase === 'locked') {
    const whole = await restarted(bench, next.disk);
    expect(await names(whole.core.port), where).toHaveLength(3);
    return 'whole';
  }
  expect(value(await next.core.port.restoreBackup(file, forBackup)), where).toEqual({ records: 3 });
  const again = await restarted(bench, next.disk);
  expect(await names(again.core.port), where).toHaveLength(3);
  return 'new';
}

describe('a restore that is cut off', () => {
  it('at any disk call leaves a PC that is new, or whole', async () => {
    const file = await backup();
    let calls = 0;
    const counted = freshPc(() => {
      calls += 1;
      return undefined;
    });
    expect(value(await counted.bench.core.port.restoreBackup(file, forBackup))).toEqual({ records: 3 });
    expect(calls).toBeGreaterThan(1);
    const found = new Set<string>();
    for (let point = 1; point <= calls; point += 1) {
      let at = 0;
      const pc = freshPc(() => {
        at += 1;
        return at === point ? 'crash' : undefined;
      });
      await Promise.race([pc.bench.core.port.restoreBackup(file, forBackup), pc.died]);
      found.add(await judge(pc, file, `disk call ${String(point)}`));
    }
    expect(found).toEqual(new Set(['new']));
  });

  it('at any file of the host leaves a PC that is new, or whole', async () => {
    const file = await backup();
    const found: string[] = [];
    for (let point = 0; ; point += 1) {
      const pc = freshPc(undefined, point);
      const ended = await Promise.race([
        pc.bench.core.port.restoreBackup(file, forBackup).then(() => 'done' as const),
        pc.died,
      ]);
      found.push(await judge(pc, file, `host step ${String(point)}`));
      if (ended === 'done') break;
    }
    expect(found.slice(0, 4)).toEqual(['new', 'new', 'new', 'new']);
    expect(found.at(-1)).toBe('whole');
  });

  it('can be enrolled instead: half a copy does not stand in the way', async () => {
    const file = await backup();
    // Before the slots, after everything on the disk: mark, settings, slots.
    const pc = freshPc(undefined, 4);
    await Promise.race([pc.bench.core.port.restoreBackup(file, forBackup), pc.died]);
    expect(pc.disk.dump().length).toBeGreaterThan(3);
    const next = assemble([person], pc.disk.reopen(), { host: pc.bench.host });
    expect(await next.core.port.status()).toMatchObject({ phase: 'new' });
    const code = { code: 'GH1.x', user: { name: '己测试', passphrase }, alone: true };
    value(await next.core.port.enrol(code));
    expect(await names(next.core.port)).toEqual([]);
  });

  it('is told from data whose slots were lost: that data stays', async () => {
    const disk = createMemoryDisk();
    const bench = await enrolled([person], disk);
    await add(bench.core.port, '丙');
    await bench.core.port.lock('button');
    const slots = bench.host.files.get('slots') ?? new Uint8Array();
    bench.host.files.delete('slots');
    const next = assemble([person], disk, { host: bench.host });
    expect(await next.core.port.status()).toMatchObject({ phase: 'damaged' });
    const code = { code: 'GH1.x', user: { name: '己测试', passphrase }, alone: true };
    expect(await next.core.port.enrol(code)).toMatchObject({ ok: false, error: { code: 'alreadyEnrolled' } });
    bench.host.files.set('slots', slots);
    expect(await names((await restarted(bench, disk)).core.port)).toEqual(['丙']);
  });
});

describe('R3: the incarnation file is missing', () => {
  it('makes a new incarnation and asks first, also when nothing was ever sealed: a clone may bear the same numbers', async () => {
    const disk = createMemoryDisk();
    const bench = await enrolled([person], disk, { random: countingRandom() });
    const id = await add(bench.core.port, '丙');
    value(
      await bench.core.port.transition({
        type: 'person',
        ids: [id],
        name: 'join',
        fields: { since: '2026-01-01' },
      }),
    );
    const before = bench.core.ledger()?.counters;
    expect(before).toMatchObject({ seq: 0 });
    bench.host.files.delete('incarnation');
    const next = await restarted(bench, disk);
    const after = next.core.ledger()?.counters;
    expect(after?.incarnation).not.toBe(before?.incarnation);
    expect(next.core.sync()?.needsReconcile()).toBe(true);
    value((await next.core.sync()?.acknowledgeKnown([])) ?? { ok: true, value: undefined });
    const batch = value(
      (await next.core.sync()?.sealNext(home, 'general')) ?? { ok: true, value: undefined },
    );
    expect(batch?.incarnation).toBe(after?.incarnation);
    expect(await names(next.core.port)).toEqual(['丙']);
    // The file is there again: the next start is the same one.
    expect((await restarted(bench, disk)).core.ledger()?.counters.incarnation).toBe(after?.incarnation);
  });
});
