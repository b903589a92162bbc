import type { Compartment } from '../../../domain/access.ts';
import type { DiskTable } from '../disk/disk.ts';

/**
 * Lengths of ciphertexts tell how much a record holds; steps hide it (R22). A segment is padded to 16 KiB, single
 * values of restricted compartments to 1 KiB; rows of `general` are not, because their number is no secret there.
 */
export function paddingStep(box: Compartment | 'device', many: boolean): number {
  if (many) return 16 * 1024;
  return box === 'general' || box === 'device' ? 1 : 1024;
}

const encoder = new TextEncoder();
/** A text's bytes are told apart from their number only while it is encoded: here, then they are copied once. */
let workbench = new Uint8Array(64 * 1024);

/** Content with its length in front, filled with zeros up to a multiple of `step`. */
export function frame(content: Uint8Array | string, step: number): Uint8Array<ArrayBuffer> {
  if (typeof content === 'string') {
    const most = content.length * 3;
    if (workbench.byteLength < most) workbench = new Uint8Array(most);
    const { written } = encoder.encodeInto(content, workbench);
    return frame(workbench.subarray(0, written), step);
  }
  const length = Math.ceil((content.byteLength + 4) / step) * step;
  const framed = new Uint8Array(length);
  new DataView(framed.buffer).setUint32(0, content.byteLength);
  framed.set(content, 4);
  return framed;
}

export function unframe(framed: Uint8Array): Uint8Array | undefined {
  if (framed.byteLength < 4) return undefined;
  const length = new DataView(framed.buffer, framed.byteOffset).getUint32(0);
  return length + 4 > framed.byteLength ? undefined : framed.subarray(4, 4 + length);
}

/** Additional data of a ciphertext: moved to another key, generation, table or compartment it does not open (R25). */
export function placeOf(table: DiskTable, key: string, gen: number, box: string): string {
  return `${table}|${key}|${gen}|${box}`;
}

/** Two parts in one value: a small JSON head and raw bytes behind it. */
export function joinHead(head: Uint8Array, body: Uint8Array): Uint8Array {
  const joined = new Uint8Array(4 + head.byteLength + body.byteLength);
  new DataView(joined.buffer).setUint32(0, head.byteLength);
  joined.set(head, 4);
  joined.set(body, 4 + head.byteLength);
  return joined;
}

export function splitHead(
  joined: Uint8Array,
): { readonly head: Uint8Array; readonly body: Uint8Array } | undefined {
  const head = unframe(joined);
  return head === undefined ? undefined : { head, body: joined.subarray(4 + head.byteLength) };
}
