import type { StoreRandom } from './ports.ts';

const idBytes = 16;
/** Ids made at once: asking the system for 16 bytes a hundred thousand times is a tenth of a large import. */
const batch = 1024;
const alphabet = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
/** A leading letter keeps ids readable as names in file systems, XML and spreadsheets. */
const leading = 'r'.charCodeAt(0);
const idLength = 1 + Math.ceil((idBytes * 8) / 6);
const latin = new TextDecoder('latin1');

function makeIds(): string[] {
  const random = crypto.getRandomValues(new Uint8Array(batch * idBytes));
  const letters = new Uint8Array(batch * idLength);
  let at = 0;
  for (let id = 0; id < batch; id += 1) {
    letters[at] = leading;
    at += 1;
    let bits = 0;
    let held = 0;
    for (let byte = 0; byte < idBytes; byte += 1) {
      held = ((held << 8) | (random[id * idBytes + byte] ?? 0)) & 0xffff;
      bits += 8;
      while (bits >= 6) {
        bits -= 6;
        letters[at] = alphabet[(held >>> bits) & 63] ?? 0;
        at += 1;
      }
    }
    letters[at] = alphabet[(held << (6 - bits)) & 63] ?? 0;
    at += 1;
  }
  const text = latin.decode(letters);
  return Array.from({ length: batch }, (_, id) => text.slice(id * idLength, (id + 1) * idLength));
}

let ready: string[] = [];

/** The system's randomness in base64url; every id is given once. */
export const systemRandom: StoreRandom = {
  id() {
    let id = ready.pop();
    if (id === undefined) {
      ready = makeIds();
      id = ready.pop() ?? '';
    }
    return id;
  },
};
