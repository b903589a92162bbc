/** Ways in which a secret may lie in a file without anybody having meant it to (R54). */
function encodings(secret: Uint8Array): ReadonlyMap<string, Buffer> {
  const raw = Buffer.from(secret);
  const found = new Map<string, Buffer>([
    ['raw', raw],
    ['hex', Buffer.from(raw.toString('hex'))],
    ['HEX', Buffer.from(raw.toString('hex').toUpperCase())],
    ['numbers', Buffer.from([...raw].join(','))],
    ['reversed', Buffer.from([...raw].reverse())],
  ]);
  // Base64 of a secret inside something longer begins at one of three offsets; its first and last characters depend on
  // the neighbours and are left out.
  for (const offset of [0, 1, 2]) {
    const shifted = Buffer.concat([Buffer.alloc(offset), raw]);
    for (const form of ['base64', 'base64url'] as const) {
      const whole = shifted.toString(form).replace(/=+$/u, '');
      found.set(`${form}+${String(offset)}`, Buffer.from(whole.slice(offset === 0 ? 0 : 4, -4)));
    }
  }
  const text = raw.toString('utf8');
  if (Buffer.from(text).equals(raw)) {
    const wide = Buffer.from(text, 'utf16le');
    found.set('utf16le', wide);
    found.set('utf16be', Buffer.from(wide).swap16());
    found.set('json', Buffer.from(JSON.stringify(text).slice(1, -1)));
    found.set(
      'escaped',
      Buffer.from(
        [...text].map((c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join(''),
      ),
    );
  }
  return found;
}

/** Names of the encodings in which the secret is in the haystack. */
export function findSecret(haystack: Uint8Array, secret: Uint8Array): readonly string[] {
  const hay = Buffer.from(haystack);
  return [...encodings(secret)].filter(([, needle]) => hay.includes(needle)).map(([name]) => name);
}

/** The haystack with the secret planted in one encoding, to prove that the search would find it. */
export function planted(haystack: Uint8Array, secret: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const middle = Math.floor(haystack.length / 2);
  return new Map(
    [...encodings(secret)].map(([name, needle]) => [
      name,
      Buffer.concat([haystack.slice(0, middle), needle, haystack.slice(middle)]),
    ]),
  );
}
