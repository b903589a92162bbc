import type { FieldValue } from '../../../../domain/records/definition.ts';

const encoder = new TextEncoder();
type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A growing buffer; arrays are aligned to their own width so that a reader can view them without copying. */
export class ByteWriter {
  private bytes = new Uint8Array(32_768);
  private view = new DataView(this.bytes.buffer);
  private length = 0;

  u8(value: number): void {
    this.room(1);
    this.bytes[this.length] = value;
    this.length += 1;
  }

  u32(value: number): void {
    this.align(4);
    this.room(4);
    this.view.setUint32(this.length, value, true);
    this.length += 4;
  }

  f64(value: number): void {
    this.align(8);
    this.room(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  array(values: Numbers): void {
    this.align(values.BYTES_PER_ELEMENT);
    this.room(values.byteLength);
    this.bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), this.length);
    this.length += values.byteLength;
  }

  /** Small numbers in the narrowest width that holds them all. */
  uints(values: readonly number[]): void {
    let most = 0;
    for (const value of values) if (value > most) most = value;
    const width = most < 0x100 ? 1 : most < 0x1_0000 ? 2 : 4;
    this.u8(width);
    const Array = width === 1 ? Uint8Array : width === 2 ? Uint16Array : Uint32Array;
    const narrow = new Array(values.length);
    narrow.set(values);
    this.array(narrow);
  }

  text(text: string): void {
    this.u32(0);
    const at = this.length;
    this.room(text.length * 3);
    const { written } = encoder.encodeInto(text, this.bytes.subarray(at));
    this.view.setUint32(at - 4, written, true);
    this.length += written;
  }

  /** A single value of any type: the few that do not fit their column. */
  value(value: FieldValue): void {
    if (value === null) this.u8(0);
    else if (typeof value === 'boolean') this.u8(value ? 2 : 1);
    else if (typeof value === 'number') {
      this.u8(3);
      this.f64(value);
    } else if (typeof value === 'string') {
      this.u8(4);
      this.text(value);
    } else {
      this.u8(5);
      this.u32(value.length);
      for (const item of value) this.text(item);
    }
  }

  /** Padded to whole words: the checksum reads words. */
  finish(): Uint8Array<ArrayBuffer> {
    this.align(8);
    return this.bytes.slice(0, this.length);
  }

  private align(width: number): void {
    const rest = this.length % width;
    if (rest === 0) return;
    this.room(width - rest);
    this.length += width - rest;
  }

  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}
