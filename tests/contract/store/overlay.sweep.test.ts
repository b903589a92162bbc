import { describe, expect, it } from 'vitest';
import { Twin } from './twins.ts';

function generator(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state >>> 0) + (state >>> 7)) % below;
  };
}

type Act = readonly [name: string, run: (twin: Twin) => Promise<void>];

function actOf(random: (below: number) => number, step: number): Act {
  const at = random(400);
  const size = [1, 3, 40, 120, 500][random(5)] ?? 500;
  const odd = 1 + random(9);
  switch (random(15)) {
    case 0:
    case 1: {
      const names = Array.from({ length: 66 + random(60) }, (_none, n) => `导${String(step)}号${String(n)}`);
      return [`import ${String(names.length)}`, (twin) => twin.import(names)];
    }
    case 2:
    case 3:
    case 4:
      return [`seal ${String(size)}`, (twin) => twin.seal(size)];
    case 5:
    case 6:
      return ['receipt', (twin) => twin.receipt('plain', 1)];
    case 7:
      return [`odd receipt ${String(odd)}`, (twin) => twin.receipt('odd', odd)];
    case 8:
      return ['refusal', (twin) => twin.receipt('refused', 1)];
    case 9:
    case 10:
      return [`edit ${String(at)}`, (twin) => twin.edit(at, `改${String(step)}`)];
    case 11:
      return [`pull ${String(at)}`, (twin) => twin.pull(at, `来${String(step)}`)];
    case 12: {
      const rare = random(4);
      if (rare === 0) return ['undo', (twin) => twin.undo()];
      if (rare === 1) return ['void', (twin) => twin.void(at)];
      return rare === 2 ? ['give up', (twin) => twin.giveUp()] : ['new life', (twin) => twin.newLife()];
    }
    case 13:
      return ['fold', (twin) => twin.fold()];
    default: {
      const how = random(2) === 0 ? 'restart' : 'powerCut';
      return [how, (twin) => twin.restart(how)];
    }
  }
}

/** Where the two stories part, and what each says there. */
function around(found = '', expected = ''): readonly string[] {
  if (found === expected) return [];
  let at = 0;
  while (found[at] === expected[at]) at += 1;
  return [found, expected].map((text) => text.slice(Math.max(0, at - 200), at + 200));
}

describe('fresh creates that are not written again [R17]', () => {
  it.each(Array.from({ length: 8 }, (_none, at) => at + 1))(
    'nobody above the units can tell: seed %i',
    async (seed) => {
      const random = generator(seed);
      const [lying, written] = [await Twin.born(32), await Twin.born(0)];
      const twins = [lying, written];
      const done: string[] = [];
      let most = 0;
      for (let step = 0; step < 26; step += 1) {
        const [name, run] = step === 0 ? firstImport : actOf(random, step);
        done.push(name);
        for (const twin of twins) {
          twin.pass(1000);
          await run(twin);
        }
        most = Math.max(most, await lying.laid());
        const [found, expected] = await Promise.all(twins.map((twin) => twin.told()));
        if (found !== expected) expect(around(found, expected), done.join(', ')).toEqual([]);
      }
      for (const twin of twins) await twin.restart('powerCut');
      expect(around(await lying.told(), await written.told())).toEqual([]);
      expect(await written.laid()).toBe(0);
      // A life in which nothing was left lying would prove nothing.
      expect(most, done.join(', ')).toBeGreaterThan(0);
    },
  );

  it('folding writes down what lay over the records', async () => {
    const told: string[] = [];
    for (const twin of [await Twin.born(32), await Twin.born(0)]) {
      const names = Array.from({ length: 700 }, (_none, n) => `导${String(n)}`);
      await twin.import(names);
      for (const step of [1, 2]) {
        await twin.seal(500);
        if (step === 1) await twin.receipt('plain', 1);
      }
      await twin.editMost('改');
      const before = await twin.laid();
      await twin.fold();
      told.push(await twin.told(), String(before > 0), String(await twin.laid()));
      await twin.restart('restart');
      await twin.receipt('plain', 1);
      told.push(await twin.told());
    }
    expect(told.slice(1, 3)).toEqual(['true', '0']);
    expect(around(told[0], told[4])).toEqual([]);
    expect(around(told[3], told[7])).toEqual([]);
  });

  it('names no more stretches than a head may hold, and writes the rest anew', async () => {
    const twin = await Twin.born(2);
    const names = Array.from({ length: 260 }, (_none, n) => `导${String(n)}`);
    await twin.import(names.slice(0, 130));
    await twin.import(names.slice(130));
    // Three pieces: the edited record parts the first segment, and the second comes behind.
    await twin.edit(5, '改');
    await twin.seal(500);
    expect(await twin.laid()).toBe(129);
    await twin.receipt('plain', 1);
    expect(await twin.told()).toContain('"work":[]');
  });
});

const names = Array.from({ length: 150 }, (_none, n) => `先${String(n)}`);
const firstImport: Act = ['import 150', (twin) => twin.import(names)];
