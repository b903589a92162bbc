import { Budget } from './budget.ts';
import type { ReadLimits } from './port.ts';

export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' | 'big5';

/** By the byte order mark alone, from the first bytes of a file. */
export function markedEncoding(head: Uint8Array): TextEncoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : undefined;
}

/**
 * A byte order mark decides; then valid UTF-8 is UTF-8, whatever a page says of itself, since text in any other encoding
 * is never valid by chance; then what the page says; and what says nothing is what Chinese Windows writes (GBK ⊂ GB18030).
 */
export async function encodingOf(blob: Blob, limits: ReadLimits, declared?: string): Promise<TextEncoding> {
  const head = new Uint8Array(await blob.slice(0, 3).arrayBuffer());
  const marked = markedEncoding(head);
  if (marked) return marked;
  if (await decodes(blob, 'utf-8', new Budget(limits))) return 'utf-8';
  return declared !== undefined && /^big-?5/i.test(declared) ? 'big5' : 'gb18030';
}

/** What a page or an XML file says of its encoding, from its first bytes. */
export function declaredEncoding(head: string): string | undefined {
  return (
    /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]{1,20})/i.exec(head)?.[1] ??
    /<meta[^>]*\bcharset\s*=\s*["']?\s*([\w-]{1,20})/i.exec(head)?.[1]
  );
}

async function decodes(blob: Blob, encoding: TextEncoding, budget: Budget): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const reader = blob.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      decoder.decode(value, { stream: !done });
      budget.checkTime();
      if (done) return true;
    }
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  } finally {
    await reader.cancel();
  }
}

/** A file as text, piece by piece; every byte is paid for. */
export async function* textOf(
  blob: Blob,
  encoding: TextEncoding,
  budget: Budget,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(encoding);
  const reader = blob.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (value) budget.payBytes(value.byteLength);
      const text = decoder.decode(value, { stream: !done });
      if (text !== '') yield text;
      if (done) return;
    }
  } finally {
    await reader.cancel();
  }
}
