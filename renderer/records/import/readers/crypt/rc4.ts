/**
 * RC4, only to read what old programs wrote: no platform and no library we have offers it any more, rightly. Nothing of
 * ours is ever protected by it.
 */
export class Rc4 {
  private readonly state = Uint8Array.from({ length: 256 }, (_, index) => index);
  private i = 0;
  private j = 0;

  constructor(key: Uint8Array) {
    let j = 0;
    for (let i = 0; i < 256; i += 1) {
      j = (j + (this.state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255;
      this.swap(i, j);
    }
  }

  /** The next bytes, opened or closed: the same in both directions. */
  apply(data: Uint8Array): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(data, (byte) => {
      this.i = (this.i + 1) & 255;
      this.j = (this.j + (this.state[this.i] ?? 0)) & 255;
      this.swap(this.i, this.j);
      return byte ^ (this.state[((this.state[this.i] ?? 0) + (this.state[this.j] ?? 0)) & 255] ?? 0);
    });
  }

  private swap(i: number, j: number): void {
    const kept = this.state[i] ?? 0;
    this.state[i] = this.state[j] ?? 0;
    this.state[j] = kept;
  }
}
