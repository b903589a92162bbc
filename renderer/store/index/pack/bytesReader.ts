import type { FieldValue } from '../../../../domain/records/definition.ts';

/** A value may begin with U+FEFF; a decoder that eats it would make two different values equal. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export type Uints = Uint8Array | Uint16Array | Uint32Array;

/** Reads what ByteWriter wrote. Past the end it gives empty values and raises `failed`, so a damaged pack never throws. */
export class ByteReader {
  failed = false;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;

  constructor(pack: Uint8Array) {
    // Views of wider numbers need an aligned start; a pack cut out of a larger buffer may not have one.
    this.bytes = pack.byteOffset % 8 === 0 ? pack : pack.slice();
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
  }

  u8(): number {
    const at = this.take(1, 1);
    return at < 0 ? 0 : this.view.getUint8(at);
  }

  u32(): number {
    const at = this.take(4, 4);
    return at < 0 ? 0 : this.view.getUint32(at, true);
  }

  f64(): number {
    const at = this.take(8, 8);
    return at < 0 ? 0 : this.view.getFloat64(at, true);
  }

  u32s(count: number): Uint32Array {
    const at = this.take(count * 4, 4);
    return at < 0
      ? new Uint32Array(0)
      : new Uint32Array(this.bytes.buffer, this.bytes.byteOffset + at, count);
  }

  i32s(count: number): Int32Array {
    const at = this.take(count * 4, 4);
    return at < 0 ? new Int32Array(0) : new Int32Array(this.bytes.buffer, this.bytes.byteOffset + at, count);
  }

  f64s(count: number): Float64Array {
    const at = this.take(count * 8, 8);
    return at < 0
      ? new Float64Array(0)
      : new Float64Array(this.bytes.buffer, this.bytes.byteOffset + at, count);
  }

  u8s(count: number): Uint8Array {
    const at = this.take(count, 1);
    return at < 0 ? new Uint8Array(0) : this.bytes.subarray(at, at + count);
  }

  uints(count: number): Uints {
    const width = this.u8();
    if (width === 1) return this.u8s(count);
    if (width === 4) return this.u32s(count);
    const at = width === 2 ? this.take(count * 2, 2) : this.fail();
    return at < 0 ? new Uint8Array(0) : new Uint16Array(this.bytes.buffer, this.bytes.byteOffset + at, count);
  }

  text(): string {
    const length = this.u32();
    const at = this.take(length, 1);
    return at < 0 ? '' : decoder.decode(this.bytes.subarray(at, at + length));
  }

  value(): FieldValue {
    switch (this.u8()) {
      case 0:
        return null;
      case 1:
        return false;
      case 2:
        return true;
      case 3:
        return this.f64();
      case 4:
        return this.text();
      case 5: {
        const list: string[] = [];
        for (let left = this.u32(); left > 0 && !this.failed; left -= 1) list.push(this.text());
        return list;
      }
      default:
        this.fail();
        return null;
    }
  }

  fail(): -1 {
    this.failed = true;
    return -1;
  }

  private take(length: number, align: number): number {
    const start = Math.ceil(this.at / align) * align;
    if (this.failed || start + length > this.bytes.length) return this.fail();
    this.at = start + length;
    return start;
  }
}
