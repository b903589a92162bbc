import { ReadStop } from './port.ts';
import { textOf } from './encoding.ts';
import type { Budget } from './budget.ts';
import type { TextEncoding } from './encoding.ts';

/** A piece of a marked-up file, in order. Text comes as written, entities and all. */
export interface Token {
  readonly kind: 'open' | 'close' | 'text';
  /** Of an element, in lower case and without its prefix. */
  readonly name: string;
  /** A tag without its brackets, or the text. */
  readonly source: string;
  readonly isEmpty: boolean;
}

/** A tag, or a comment, that does not end within this many characters is none of a roster's. */
const longestTag = 1024 * 1024;
const longestSkipped = 64 * 1024 * 1024;

/** Tokens of a large file in batches; nothing of it is kept but the tag that a piece's edge cut in two. */
export async function* tokensOf(
  blob: Blob,
  encoding: TextEncoding,
  budget: Budget,
  isPage: boolean,
): AsyncGenerator<readonly Token[], void, undefined> {
  const cutter = new TokenCutter(isPage);
  for await (const text of textOf(blob, encoding, budget)) yield cutter.feed(text, false);
  yield cutter.feed('', true);
}

export class TokenCutter {
  private rest = '';
  private waiting = '';
  /** What ends the part that is passed over: `-->`, `]]>`, `</style`. */
  private until = '';
  private skipped = 0;
  private isData = false;
  private readonly isPage: boolean;

  /** In a page, `style` and `script` hold no elements; in SpreadsheetML a `Style` does. */
  constructor(isPage: boolean) {
    this.isPage = isPage;
  }

  feed(text: string, last: boolean): readonly Token[] {
    this.waiting += text;
    // Joining a long unfinished tag with every small piece would cost the square of its length.
    if (!last && this.waiting.length < this.rest.length) return [];
    const source = this.rest + this.waiting;
    this.waiting = '';
    const tokens: Token[] = [];
    let at = 0;
    while (at < source.length) {
      const next = this.until === '' ? this.cut(source, at, last, tokens) : this.skip(source, at, tokens);
      if (next === undefined) break;
      at = next;
    }
    this.rest = source.slice(at);
    if (this.rest.length > longestTag) throw new ReadStop('damaged', { tag: this.rest.length });
    return tokens;
  }

  /** Takes one token from `at`; undefined when its end has not come yet. */
  private cut(source: string, at: number, last: boolean, tokens: Token[]): number | undefined {
    if (source.charCodeAt(at) !== 60) {
      const end = source.indexOf('<', at);
      // The tail waits, since an entity may be cut in two.
      if (end < 0 && !last && source.length - at < 65_536) return undefined;
      const stop = end < 0 ? wholeEntities(source, at, last) : end;
      tokens.push(textToken(source.slice(at, stop)));
      return stop;
    }
    if (!last && source.length - at < 9) return undefined;
    if (source.startsWith('<!--', at)) return this.begin('-->', at + 4);
    if (source.startsWith('<![CDATA[', at)) {
      this.isData = true;
      return this.begin(']]>', at + 9);
    }
    const second = source.charCodeAt(at + 1);
    const isTag = second === 47 || second === 33 || second === 63 || isLetter(second);
    if (!isTag) {
      tokens.push(textToken('&lt;'));
      return at + 1;
    }
    const end = tagEnd(source, at);
    if (end === undefined) return last ? source.length : undefined;
    if (second === 33 || second === 63) return end + 1;
    const token = tagToken(source.slice(at + 1, end));
    tokens.push(token);
    if (
      this.isPage &&
      token.kind === 'open' &&
      !token.isEmpty &&
      (token.name === 'style' || token.name === 'script')
    )
      return this.begin(`</${token.name}`, end + 1);
    return end + 1;
  }

  private begin(until: string, at: number): number {
    this.until = until;
    this.skipped = 0;
    return at;
  }

  private skip(source: string, at: number, tokens: Token[]): number | undefined {
    const isStyle = this.until === '</style';
    const end = indexOfAnyCase(source, this.until, at);
    const stop = end < 0 ? Math.max(at, source.length - this.until.length) : end;
    this.skipped += stop - at;
    if (this.skipped > longestSkipped) throw new ReadStop('tooLarge', { skipped: this.skipped });
    if (stop > at && (isStyle || this.isData)) {
      const text = source.slice(at, stop);
      tokens.push(textToken(this.isData ? text.replaceAll('&', '&amp;') : text));
    }
    if (end < 0) return stop > at ? stop : undefined;
    const isElement = this.until.startsWith('</');
    const after = isElement ? end : end + this.until.length;
    this.until = '';
    this.isData = false;
    return after;
  }
}

/** SpreadsheetML writes `]]>` and `-->` in one case; only a page's `</STYLE` may come in both. */
function indexOfAnyCase(source: string, until: string, from: number): number {
  if (!until.startsWith('</')) return source.indexOf(until, from);
  for (let at = source.indexOf('</', from); at >= 0; at = source.indexOf('</', at + 2))
    if (source.slice(at, at + until.length).toLowerCase() === until) return at;
  return -1;
}

/** A quoted attribute may hold the bracket that ends a tag: a formula with `>` does. */
function tagEnd(source: string, from: number): number | undefined {
  let quote = 0;
  for (let at = from + 1; at < source.length; at += 1) {
    const letter = source.charCodeAt(at);
    if (quote !== 0) {
      if (letter === quote) quote = 0;
    } else if (letter === 62) return at;
    else if ((letter === 34 || letter === 39) && source.charCodeAt(at - 1) === 61) quote = letter;
  }
  return undefined;
}

function wholeEntities(source: string, at: number, last: boolean): number {
  const cut = source.lastIndexOf('&');
  return last || cut < source.length - 12 || cut <= at ? source.length : cut;
}

const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

const textToken = (source: string): Token => ({ kind: 'text', name: '', source, isEmpty: false });

function tagToken(source: string): Token {
  const isClosing = source.charCodeAt(0) === 47;
  const name = /^\/?(?:[^\s:/>]{1,40}:)?([^\s/>]{1,60})/.exec(source)?.[1] ?? '';
  return {
    kind: isClosing ? 'close' : 'open',
    name: name.toLowerCase(),
    source,
    isEmpty: source.charCodeAt(source.length - 1) === 47,
  };
}
