import { ReadStop } from './port.ts';
import { openXlsx } from './xlsx.ts';
import { readZipDirectory } from './zip.ts';
import type { ReadLimits, SheetSource } from './port.ts';

/** Opens a zip file by the parts it holds: the .xlsx family, or the sentence for what looks like it. */
export async function openZip(blob: Blob, limits: ReadLimits): Promise<SheetSource> {
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
