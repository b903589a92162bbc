import { openText } from './text.ts';
import { ReadStop, defaultLimits, settleRead } from './port.ts';
import { openXlsx } from './xlsx.ts';
import { readZipDirectory } from './zip.ts';
import type { Result } from '../../../../domain/result.ts';
import type { ReadFailure, ReadLimits, SheetSource } from './port.ts';

/** Opens a file by what is in it (K13). Another format is another branch here and another file beside this one. */
export function openSheets(
  blob: Blob,
  limits: ReadLimits = defaultLimits,
): Promise<Result<SheetSource, ReadFailure>> {
  return settleRead(async () => {
    if (blob.size === 0) throw new ReadStop('empty');
    if (blob.size > limits.bytes) throw new ReadStop('tooLarge', { bytes: blob.size });
    const head = new Uint8Array(await blob.slice(0, 4096).arrayBuffer());
    if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06]))
      return openZip(blob, limits);
    if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))
      throw new ReadStop(await oleKind(blob));
    if (isBinary(head)) throw new ReadStop('notWorkbook');
    const text = new TextDecoder()
      .decode(head)
      .replace(/^\ufeff/, '')
      .trimStart();
    if (text === '' && blob.size <= head.length) throw new ReadStop('empty');
    if (/^(%PDF|\{\\rtf)/.test(text)) throw new ReadStop('notWorkbook');
    if (/^<(!doctype|html|\?xml|table|meta|workbook|head|body)/i.test(text)) throw new ReadStop('webPage');
    return openText(blob, limits);
  });
}

function startsWith(head: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => head[index] === byte);
}

async function openZip(blob: Blob, limits: ReadLimits): Promise<SheetSource> {
  const entries = await readZipDirectory(blob);
  if (
    entries.has('xl/workbook.bin') ||
    entries.has('Index/Document.iwa') ||
    entries.has('Index.zip') ||
    entries.has('content.xml')
  ) {
    throw new ReadStop('otherWorkbook');
  }
  if (
    !entries.has('[Content_Types].xml') ||
    entries.has('word/document.xml') ||
    entries.has('ppt/presentation.xml')
  ) {
    throw new ReadStop('notWorkbook');
  }
  return openXlsx(blob, entries, limits);
}

/** An old container: a workbook behind a password, a .xls or .et, or no workbook at all. Its directory holds UTF-16 names. */
async function oleKind(blob: Blob): Promise<'password' | 'oldWorkbook' | 'notWorkbook'> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (holdsName(bytes, 'EncryptedPackage')) return 'password';
  return ['Workbook', 'Book', 'ETWorkbook'].some((name) => holdsName(bytes, name))
    ? 'oldWorkbook'
    : 'notWorkbook';
}

/** Directory entries are 128 bytes, aligned to 128, and begin with the name. */
function holdsName(bytes: Uint8Array, name: string): boolean {
  const units = [...name, '\u0000'].map((letter) => letter.charCodeAt(0));
  for (let at = 0; at + 128 <= bytes.length; at += 128) {
    if (units.every((unit, index) => bytes[at + index * 2] === unit && bytes[at + index * 2 + 1] === 0))
      return true;
  }
  return false;
}

/** Control characters of no text, outside UTF-16 with its mark. */
function isBinary(head: Uint8Array): boolean {
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])) return false;
  const isPicture = startsWith(head, [0x89, 0x50, 0x4e, 0x47]) || startsWith(head, [0xff, 0xd8, 0xff]);
  return isPicture || head.some((byte) => byte === 0 || (byte < 9 && byte > 0) || (byte > 13 && byte < 27));
}
