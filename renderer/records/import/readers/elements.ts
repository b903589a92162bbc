import { ReadStop } from './port.ts';
import { unpack } from './zip.ts';
import type { Budget } from './budget.ts';
import type { ZipEntry } from './zip.ts';

/** Text gathered before it is searched; a chunk of the unpacker is much smaller. */
const smallestSearch = 128 * 1024;
/** An element that does not end within this many characters is no row of a roster. */
const longestElement = 16 * 1024 * 1024;

/** Takes what stands between and behind the elements, in pieces. */
export interface Beyond {
  feed(text: string): void;
}

/**
 * Whole elements of one name out of a large part, in batches, never holding more than one batch and one unfinished
 * element: `row` of a sheet, `si` of the shared strings. Nested elements of the same name do not occur in either.
 */
export async function* elementsOf(
  blob: Blob,
  entry: ZipEntry,
  name: string,
  budget: Budget,
  beyond?: Beyond,
): AsyncGenerator<readonly string[], void, undefined> {
  const decoder = new TextDecoder();
  let cutter: Cutter | undefined;
  let head = '';
  for await (const bytes of unpack(blob, entry, budget)) {
    const text = decoder.decode(bytes, { stream: true });
    if (cutter === undefined) {
      head += text;
      const prefix = prefixOf(head);
      if (prefix === undefined) {
        if (head.length > 65_536) throw new ReadStop('damaged', { part: name });
        continue;
      }
      cutter = new Cutter(name, prefix, beyond);
    }
    const elements = cutter.feed(head === '' ? text : head, false);
    head = '';
    if (elements.length > 0) yield elements;
  }
  const rest = cutter?.feed('', true) ?? [];
  if (rest.length > 0) yield rest;
  cutter?.leave();
  if (cutter === undefined || cutter.unfinished) throw new ReadStop('damaged', { part: name });
}

/** Namespace prefix of the root element with its colon; some programs write `<x:worksheet>`. */
function prefixOf(head: string): string | undefined {
  const match = /<(?:([A-Za-z_][\w.-]*):)?[A-Za-z_][\w.-]*[\s/>]/.exec(head.replace(/<\?[^>]*\?>/g, ''));
  if (!match) return undefined;
  return match[1] === undefined ? '' : `${match[1]}:`;
}

class Cutter {
  private buffer = '';
  private waiting = '';
  private searched = 0;
  private hasBegun = false;
  private readonly open: string;
  private readonly close: string;
  private readonly strip: RegExp | undefined;
  private readonly beyond: Beyond | undefined;

  constructor(name: string, prefix: string, beyond: Beyond | undefined) {
    this.beyond = beyond;
    this.open = `<${prefix}${name}`;
    this.close = `</${prefix}${name}>`;
    this.strip = prefix === '' ? undefined : new RegExp(`<(/?)${prefix.replaceAll('.', '\\.')}`, 'g');
  }

  get unfinished(): boolean {
    return this.start(0) >= 0;
  }

  feed(text: string, last: boolean): readonly string[] {
    this.waiting += text;
    // Searching flattens the text, so a long unfinished element must not be joined with every small chunk: each join at
    // least doubles it, and the whole costs linear time whatever the file does.
    if (!last && this.waiting.length < Math.max(smallestSearch, this.buffer.length)) return [];
    const buffer = this.buffer + this.waiting;
    this.waiting = '';
    const found: string[] = [];
    this.buffer = buffer;
    let at = 0;
    for (;;) {
      const start = this.start(at);
      if (start < 0) {
        // Keep a tail: the opening of the next element may be cut in two by the chunk's edge.
        const left = Math.max(at, buffer.length - this.open.length);
        if (this.hasBegun || found.length > 0) this.beyond?.feed(buffer.slice(at, left));
        at = left;
        this.searched = 0;
        break;
      }
      const tagEnd = buffer.indexOf('>', start);
      if (tagEnd < 0) {
        at = start;
        break;
      }
      if (buffer.charCodeAt(tagEnd - 1) === 47) {
        found.push(this.clean(buffer.slice(start, tagEnd + 1)));
        at = tagEnd + 1;
        continue;
      }
      const from = found.length === 0 ? Math.max(tagEnd, this.searched) : tagEnd;
      const end = buffer.indexOf(this.close, from);
      if (end < 0) {
        if (buffer.length - start > longestElement)
          throw new ReadStop('tooLarge', { element: buffer.length - start });
        at = start;
        this.searched = Math.max(0, buffer.length - start - this.close.length);
        break;
      }
      at = end + this.close.length;
      this.searched = 0;
      found.push(this.clean(buffer.slice(start, at)));
    }
    this.buffer = buffer.slice(at);
    if (found.length > 0) this.hasBegun = true;
    return found;
  }

  /** What is left at the end is outside every element. */
  leave(): void {
    this.beyond?.feed(this.buffer);
  }

  private start(from: number): number {
    let at = from;
    for (;;) {
      at = this.buffer.indexOf(this.open, at);
      if (at < 0) return -1;
      const next = this.buffer.charCodeAt(at + this.open.length);
      // A longer name (`rowBreaks`) begins alike; NaN means that the chunk ends here.
      if (
        next === 32 ||
        next === 62 ||
        next === 47 ||
        next === 9 ||
        next === 10 ||
        next === 13 ||
        Number.isNaN(next)
      )
        return at;
      at += this.open.length;
    }
  }

  private clean(element: string): string {
    return this.strip === undefined ? element : element.replace(this.strip, '<$1');
  }
}
