import { describe, expect, it, vi } from 'vitest';
import {
  chunkLength,
  containerWriter,
  readContainer,
} from '../../../../../renderer/store/backup/container.ts';
import { written } from '../../../../../renderer/store/backup/frames.ts';
import { readBackup } from '../../../../../renderer/store/backup/read.ts';
import { joined, utf8 } from '../../../../../renderer/store/keys/bytes.ts';
import { cheap } from '../keys/memoryHost.ts';

const passphrase = '把备份放进单位的铁皮柜子里';
const headLength = 77;
const step = chunkLength + 16;

async function file(...pieces: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  const writer = await containerWriter(passphrase, cheap);
  for (const piece of pieces) await writer.write(piece);
  return writer.finish();
}

/** Three full chunks whose plain bytes differ only in their number. */
const threeChunks = () => file(...[1, 2, 3].map((fill) => new Uint8Array(chunkLength).fill(fill)));

async function read(whole: Uint8Array): Promise<readonly [string, number]> {
  let length = 0;
  const verdict = await readContainer(whole, passphrase, (plain) => {
    length += plain.length;
  });
  return [verdict, length];
}

describe('backup container', () => {
  it('gives back any length, at and around the edges of a chunk', async () => {
    for (const length of [0, 1, chunkLength - 1, chunkLength, chunkLength + 1, 2 * chunkLength]) {
      expect(await read(await file(new Uint8Array(length)))).toEqual(['ok', length]);
    }
  });

  it('refuses chunks out of order, repeated, dropped, cut at their edge, or of another file', async () => {
    const [whole, other] = [await threeChunks(), await threeChunks()];
    const part = (from: Uint8Array, at: number) =>
      from.slice(headLength + at * step, headLength + (at + 1) * step);
    const [head, one, two, three] = [
      whole.slice(0, headLength),
      part(whole, 0),
      part(whole, 1),
      part(whole, 2),
    ];
    expect(await read(joined(head, one, two, three))).toEqual(['ok', 3 * chunkLength]);
    const wrong = [
      [two, one, three],
      [one, one, three],
      [one, three],
      [one, two],
      [one],
      [part(other, 0), two, three],
    ];
    for (const order of wrong) expect((await read(joined(head, ...order)))[0]).toBe('damaged');
  });

  it('never uses one IV twice in a file', async () => {
    const ivs: string[] = [];
    const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
    const spy = vi.spyOn(crypto.subtle, 'encrypt').mockImplementation((algorithm, key, data) => {
      const { iv } = algorithm as AesGcmParams;
      ivs.push(Buffer.from(iv as Uint8Array).toString('hex'));
      return encrypt(algorithm, key, data);
    });
    await threeChunks();
    spy.mockRestore();
    expect(ivs.length).toBe(4);
    expect(new Set(ivs).size).toBe(ivs.length);
  });

  it('refuses a sound container whose contents are not a whole backup', async () => {
    const head = written({ kind: 'head', head: { made: '2026-11-23', appVersion: '0', records: 0 } });
    const slots = written({ kind: 'file', name: 'slots', bytes: utf8('x') });
    const end = (entries: number) => written({ kind: 'end', entries });
    const verdict = async (...frames: readonly Uint8Array[]) => {
      const contents = await readBackup(await file(...frames), passphrase, () => undefined);
      return typeof contents === 'object' ? 'ok' : contents;
    };
    expect(await verdict(head, slots, end(0))).toBe('ok');
    expect(await verdict(head, slots, end(1))).toBe('damaged');
    expect(await verdict(head, slots)).toBe('damaged');
    expect(await verdict(head, end(0))).toBe('damaged');
    expect(await verdict(slots, end(0))).toBe('damaged');
    expect(await verdict(head, head, slots, end(0))).toBe('damaged');
    expect(await verdict(head, slots, end(0), slots)).toBe('damaged');
    expect(await verdict(head, slots, Uint8Array.of(0, 0, 0, 1, 9), end(0))).toBe('damaged');
  });
});
