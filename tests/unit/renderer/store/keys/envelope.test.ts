import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomBytes } from '../../../../../renderer/store/keys/bytes.ts';
import { dataKey, envelopeOverhead, seal, unseal } from '../../../../../renderer/store/keys/envelope.ts';

const plain = fc.uint8Array({ maxLength: 300 });
const place = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });

describe('envelope', () => {
  it('opens to what was sealed, at its place, with its key', async () => {
    const key = await dataKey(randomBytes(32));
    await fc.assert(
      fc.asyncProperty(plain, place, async (value, where) => {
        const sealed = await seal(key, value, where);
        expect(sealed.length).toBe(value.length + envelopeOverhead);
        expect(await unseal(key, sealed, where)).toEqual(value);
      }),
    );
  });

  it('never seals twice alike', async () => {
    const key = await dataKey(randomBytes(32));
    const sealed = await Promise.all(Array.from({ length: 200 }, () => seal(key, new Uint8Array(8), 'p')));
    expect(new Set(sealed.map((bytes) => bytes.slice(1, 13).join())).size).toBe(200);
  });

  it('does not open with any byte flipped', async () => {
    const key = await dataKey(randomBytes(32));
    await fc.assert(
      fc.asyncProperty(plain, fc.nat(), fc.integer({ min: 1, max: 255 }), async (value, at, bits) => {
        const sealed = await seal(key, value, 'units|a|1|general');
        const index = at % sealed.length;
        sealed[index] = (sealed[index] ?? 0) ^ bits;
        expect(await unseal(key, sealed, 'units|a|1|general')).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  it('does not open truncated, lengthened, or made of anything', async () => {
    const key = await dataKey(randomBytes(32));
    await fc.assert(
      fc.asyncProperty(plain, fc.nat(), plain, async (value, at, anything) => {
        const sealed = await seal(key, value, 'p');
        expect(await unseal(key, sealed.slice(0, at % sealed.length), 'p')).toBeUndefined();
        const longer = new Uint8Array([...sealed, ...anything, 0]);
        expect(await unseal(key, longer, 'p')).toBeUndefined();
        expect(await unseal(key, anything, 'p')).toBeUndefined();
      }),
    );
  });

  it('does not open at another place or with another key', async () => {
    const [key, foreign] = [await dataKey(randomBytes(32)), await dataKey(randomBytes(32))];
    await fc.assert(
      fc.asyncProperty(plain, place, place, async (value, where, elsewhere) => {
        fc.pre(where !== elsewhere);
        const sealed = await seal(key, value, where);
        expect(await unseal(key, sealed, elsewhere)).toBeUndefined();
        expect(await unseal(foreign, sealed, where)).toBeUndefined();
      }),
    );
  });

  it('uses keys that no program can read back', async () => {
    const key = await dataKey(randomBytes(32));
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });
});
