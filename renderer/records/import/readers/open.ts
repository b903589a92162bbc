import { openContainer } from './container.ts';
import { declaredEncoding, encodingOf, markedEncoding } from './encoding.ts';
import { openPage } from './page.ts';
import { openText } from './text.ts';
import { ReadStop, defaultLimits, settleRead } from './port.ts';
import { openZip } from './zipped.ts';
import { openXml2003 } from './xml2003.ts';
import type { Result } from '../../../../domain/result.ts';
import type { ReadFailure, ReadLimits, SheetSource } from './port.ts';

/** Opens a file by what is in it (K13). Another format is another branch here and another file beside this one. */
export function openSheets(
  blob: Blob,
  limits: ReadLimits = defaultLimits,
  password?: string,
): Promise<Result<SheetSource, ReadFailure>> {
  return settleRead(async () => {
    if (blob.size === 0) throw new ReadStop('empty');
    if (blob.size > limits.bytes) throw new ReadStop('tooLarge', { bytes: blob.size });
    const head = new Uint8Array(await blob.slice(0, 4096).arrayBuffer());
    if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06]))
      return openZip(blob, limits);
    if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))
      return openContainer(blob, limits, password);
    if (isBinary(head)) throw new ReadStop('notWorkbook');
    const text = new TextDecoder(markedEncoding(head) ?? 'utf-8').decode(head).trimStart();
    if (text === '' && blob.size <= head.length) throw new ReadStop('empty');
    if (/^(%PDF|\{\\rtf)/.test(text)) throw new ReadStop('notWorkbook');
    // One file with a whole web page in it, and the mail that such a page is.
    if (/^(MIME-Version:|From: <Saved)/i.test(text)) throw new ReadStop('webPage');
    return text.startsWith('<') ? openMarked(blob, text, limits) : openText(blob, limits);
  });
}

/** By the first element; a text that only looks like a tag stays a text. */
async function openMarked(blob: Blob, head: string, limits: ReadLimits): Promise<SheetSource> {
  const bare = head.replace(/<\?[^>]*\?>|<!--[\s\S]*?-->/g, '').trimStart();
  const root = /^<!?(?:[A-Za-z][\w.-]{0,30}:)?([A-Za-z]{1,40})[\s/>]/.exec(bare)?.[1]?.toLowerCase() ?? '';
  const isXml = /^<\?xml/i.test(head);
  if (!isXml && !pageRoots.has(root) && root !== 'workbook') return openText(blob, limits);
  const encoding = await encodingOf(blob, limits, declaredEncoding(head));
  if (root === 'workbook') return openXml2003(blob, encoding, limits);
  if (pageRoots.has(root)) return openPage(blob, encoding, limits);
  throw new ReadStop(/^<office:document/i.test(bare) ? 'otherWorkbook' : 'notWorkbook');
}

const pageRoots = new Set([
  'doctype',
  'html',
  'head',
  'meta',
  'body',
  'table',
  'style',
  'div',
  'center',
  'title',
  'link',
  'font',
]);

function startsWith(head: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => head[index] === byte);
}

/** Control characters of no text, outside UTF-16 with its mark. */
function isBinary(head: Uint8Array): boolean {
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])) return false;
  const isPicture = startsWith(head, [0x89, 0x50, 0x4e, 0x47]) || startsWith(head, [0xff, 0xd8, 0xff]);
  return isPicture || head.some((byte) => byte === 0 || (byte < 9 && byte > 0) || (byte > 13 && byte < 27));
}
