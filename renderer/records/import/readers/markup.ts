/** Just enough XML for the parts of a workbook: no entities of the file's own, no DTD, so nothing can expand (no XXE, no laughs). */

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text of an element or attribute with its five entities and character references resolved. */
export function decodeText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{1,5});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole;
    const code =
      name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : '';
  });
}

/**
 * A string that keeps only itself alive. The engine makes a long slice point into the text it was cut from, and a cell
 * would hold a whole chunk of the file in memory.
 */
export function ownText(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

/** `#N/A` and its kin where nothing but the text says that a formula failed (K52). */
export function isErrorText(text: string): boolean {
  return text.charCodeAt(0) === 35 && /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/.test(text);
}

/** `_x000D_` as spreadsheet programs write characters that XML does not allow. */
export function decodeEscapes(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : text;
}

/** Value of one attribute inside a tag's source, prefix ignored. */
export function attribute(tag: string, name: string): string | undefined {
  let at = 0;
  for (;;) {
    at = tag.indexOf(`${name}=`, at);
    if (at < 0) return undefined;
    const before = tag.charCodeAt(at - 1);
    // Space, tab, newline or a namespace prefix stand before a name; anything else is the tail of a longer name.
    if (before === 32 || before === 9 || before === 10 || before === 13 || before === 58) break;
    at += 1;
  }
  const start = at + name.length + 2;
  const end = tag.indexOf(tag.charAt(start - 1), start);
  return end < 0 ? undefined : decodeText(tag.slice(start, end));
}

export interface Tag {
  readonly name: string;
  /** The tag's source without its brackets. */
  readonly source: string;
  readonly closing: boolean;
  readonly empty: boolean;
  /** Text between this tag and the next one. */
  readonly text: string;
}

/** Tags of a small part in order, with namespace prefixes dropped. */
export function* tagsOf(xml: string): Generator<Tag, void, undefined> {
  let at = xml.indexOf('<');
  while (at >= 0) {
    if (xml.startsWith('<!--', at)) {
      const close = xml.indexOf('-->', at);
      at = close < 0 ? -1 : xml.indexOf('<', close);
      continue;
    }
    const end = xml.indexOf('>', at);
    if (end < 0) return;
    const next = xml.indexOf('<', end);
    const source = xml.slice(at + 1, end);
    const first = source.charCodeAt(0);
    if (first !== 33 && first !== 63) {
      const closing = first === 47;
      const match = /^\/?(?:[^\s:/>]+:)?([^\s/>]+)/.exec(source);
      yield {
        name: match?.[1] ?? '',
        source,
        closing,
        empty: source.endsWith('/'),
        text: next < 0 ? '' : xml.slice(end + 1, next),
      };
    }
    at = next;
  }
}
