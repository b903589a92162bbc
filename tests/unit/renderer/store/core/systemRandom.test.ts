import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemRandom } from '../../../../../renderer/store/core/systemRandom.ts';

afterEach(() => vi.restoreAllMocks());

describe('ids of the system', () => {
  it('are base64url of 128 bits behind a letter, and never given twice', () => {
    const ids = Array.from({ length: 5_000 }, () => systemRandom.id());
    for (const id of ids) expect(id).toMatch(/^r[\w-]{21}[AQgw]$/);
    expect(new Set(ids).size).toBe(5_000);
  });

  it('carry every random bit to its place', () => {
    const drawn: Uint8Array[] = [];
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
      const bytes = array as unknown as Uint8Array;
      for (let at = 0; at < bytes.length; at += 1) bytes[at] = (at * 167 + 13) & 255;
      drawn.push(bytes.slice());
      return array;
    });
    // What is left of an earlier draw is used up first.
    const ids: string[] = [];
    while (drawn.length < 2) ids.push(systemRandom.id());
    const [first = new Uint8Array()] = drawn;
    const wanted = Array.from({ length: first.length / 16 }, (_, id) =>
      Buffer.from(first.subarray(id * 16, id * 16 + 16)).toString('base64url'),
    );
    const made = new Set(ids);
    expect(wanted.filter((id) => !made.has(`r${id}`))).toEqual([]);
  });
});
