import { createCRC32 } from 'hash-wasm';
import type { IHasher } from 'hash-wasm';

/** Checks that bytes that came in pieces are the ones a zip file's directory promised. */
export class Checksum {
  private readonly hasher: IHasher;

  private constructor(hasher: IHasher) {
    this.hasher = hasher.init();
  }

  static async start(): Promise<Checksum> {
    return new Checksum(await createCRC32());
  }

  add(bytes: Uint8Array): void {
    this.hasher.update(bytes);
  }

  value(): number {
    return Number.parseInt(this.hasher.digest('hex'), 16);
  }
}
