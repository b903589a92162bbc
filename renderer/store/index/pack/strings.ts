import type { ByteReader, Uints } from './bytesReader.ts';
import type { ByteWriter } from './bytesWriter.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Half of a pair or a whole one: the quick question before the right one. */
const HALF = /[\ud800-\udfff]/;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const ascii = new TextDecoder('latin1');

/** Texts of a column as one blob with lengths, so that reading costs one decoding for all; ids are 16 bytes, not 36. */
export function writeStrings(writer: ByteWriter, strings: readonly (string | null | undefined)[]): void {
  if (strings.length > 0 && strings.every((text) => typeof text === 'string' && UUID.test(text))) {
    const bytes = new Uint8Array(strings.length * 16);
    let byte = 0;
    for (const text of strings) {
      for (let i = 0; i < 36; i += 2) {
        // The dashes of a UUID stand at 8, 13, 18 and 23.
        if (i === 8 || i === 13 || i === 18 || i === 23) i += 1;
        bytes[byte] = (digit(text ?? '', i) << 4) | digit(text ?? '', i + 1);
        byte += 1;
      }
    }
    writer.u8(1);
    writer.array(bytes);
    return;
  }
  writer.u8(0);
  // A lone surrogate would change its length on the way; the forms refuse it (R6), an old record may still hold one.
  const mend = (text: string | null | undefined): typeof text => text?.replace(/\p{Surrogate}/gu, '\ufffd');
  const together = strings.join('');
  // Joined, two lone halves of neighbours may look like a whole: each text has to be looked at by itself.
  const whole = HALF.test(together) ? strings.map(mend) : strings;
  writer.uints(whole.map((text) => (text === undefined ? 0 : text === null ? 1 : text.length + 2)));
  writer.text(whole === strings ? together : whole.join(''));
}

export function readStrings(
  reader: ByteReader,
  count: number,
): { readonly text: string; readonly lengths: Uints } {
  if (reader.u8() === 1)
    return { text: uuids(reader.u8s(count * 16)), lengths: new Uint8Array(count).fill(38) };
  const lengths = reader.uints(count);
  const text = reader.text();
  let sum = 0;
  for (const length of lengths) if (length > 1) sum += length - 2;
  if (sum !== text.length) reader.fail();
  return { text, lengths };
}

const hexCodes = new Uint16Array(HEX.map((pair) => pair.charCodeAt(0) | (pair.charCodeAt(1) << 8)));

function uuids(bytes: Uint8Array): string {
  const out = new Uint8Array((bytes.length / 16) * 36);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const place = i & 15;
    if (place === 4 || place === 6 || place === 8 || place === 10) {
      out[at] = 45;
      at += 1;
    }
    const pair = hexCodes[bytes[i] ?? 0] ?? 0;
    out[at] = pair & 0xff;
    out[at + 1] = pair >> 8;
    at += 2;
  }
  return ascii.decode(out);
}

function digit(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 58 ? code - 48 : code - 87;
}
