import { Zip, ZipDeflate, strToU8 } from 'fflate';
import { dataRow, fixedParts, headerRow, sheetHead, sheetTail } from './xlsxParts.ts';
import { columnName } from './xlsxText.ts';
import type { ExportSheet } from './xlsxParts.ts';

const rowsPerPush = 500;

/**
 * Writes a workbook of one sheet, or of several. Rows are packed as they come, so the peak is the packed file and one batch. Every
 * text is an inline string: nothing in a cell can become a formula, whatever a person typed.
 */
export function writeXlsx(sheet: ExportSheet, more: readonly ExportSheet[] = []): Uint8Array<ArrayBuffer> {
  const sheets = [sheet, ...more];
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [name, text] of fixedParts(sheets.map(({ name }) => name))) {
    const part = new ZipDeflate(name, { level: 6 });
    zip.add(part);
    part.push(strToU8(text), true);
  }
  sheets.forEach((each, index) => {
    const part = new ZipDeflate(`xl/worksheets/sheet${index + 1}.xml`, { level: 3 });
    zip.add(part);
    pushRows(each, (text, last) => {
      part.push(strToU8(text), last);
    });
  });
  zip.end();
  return joined(chunks);
}

function pushRows(sheet: ExportSheet, push: (text: string, last: boolean) => void): void {
  const letters = sheet.columns.map((_, index) => columnName(index));
  let text = sheetHead(sheet) + headerRow(sheet.columns);
  let number = 1;
  for (const values of sheet.rows) {
    number += 1;
    text += dataRow(number, values, sheet.columns, letters);
    if (number % rowsPerPush !== 0) continue;
    push(text, false);
    text = '';
  }
  push(text + sheetTail(sheet), true);
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
