import { readFileSync } from 'node:fs';
import path from 'node:path';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import { toContainer } from '../../../scripts/fixtures/container.ts';
import { zipOf } from '../../../scripts/fixtures/workbook.ts';
import type { PickedFile } from './clerk.ts';

/**
 * A zip whose parts are packed already; the reader must pay for what comes out, whatever the header says. Where the plain
 * part is given too, the header tells the truth about it.
 */
function zipOfPacked(parts: readonly (readonly [string, Buffer, Buffer?])[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, packed, plain = Buffer.alloc(0)] of parts) {
    const label = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt16LE(label.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(crc32(plain), 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(plain.length, 24);
    central.writeUInt16LE(label.length, 28);
    central.writeUInt32LE(offset, 42);
    locals.push(local, label, packed);
    directory.push(central, label);
    offset += 30 + label.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

/** Encrypted as programs of today do; its password is not the one the spec guesses. */
const locked = path.resolve(import.meta.dirname, '../../fixtures/workbooks/own-agile-sha1.xlsx');

/** Encrypted in a way that no program of today uses. */
const unknownScheme = toContainer({
  EncryptionInfo: Buffer.from([9, 0, 9, 0, 0, 0, 0, 0]),
  EncryptedPackage: Buffer.alloc(64),
});

const xml = '<?xml version="1.0" encoding="UTF-8"?>';
const workbookParts: readonly (readonly [string, string])[] = [
  ['[Content_Types].xml', `${xml}<Types/>`],
  [
    'xl/workbook.xml',
    `${xml}<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="花名册" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `${xml}<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  ],
];

/** Two gigabytes of blanks before the first row in some two megabytes: one piece, flushed so that it stands alone, again and again. */
function bomb(): Buffer {
  const flushed = { finishFlush: constants.Z_FULL_FLUSH, level: 9 };
  const piece = deflateRawSync(Buffer.alloc(16 * 1024 * 1024, ' '), flushed);
  const start = deflateRawSync(Buffer.from(`${xml}<worksheet>`), flushed);
  const sheet = Buffer.concat([start, ...Array.from({ length: 128 }, () => piece)]);
  const small = workbookParts.map(
    ([name, text]) => [name, deflateRawSync(Buffer.from(text)), Buffer.from(text)] as const,
  );
  return zipOfPacked([...small, ['xl/worksheets/sheet1.xml', sheet]]);
}

/** Files that no roster can be read from, each with the words its sentence must hold. */
export function badSheets(): readonly (readonly [PickedFile, string])[] {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  return [
    [{ name: '花名册（照片改名）.xlsx', bytes: png }, '这个文件不是表格，读不出花名册。'],
    [{ name: '空的.xlsx', bytes: Buffer.alloc(0) }, '这个文件是空的'],
    [{ name: '加密花名册.xlsx', bytes: readFileSync(locked) }, '这份表格加了密码，本程序打不开。'],
    [{ name: '没见过的加密.xlsx', bytes: unknownScheme }, '这份表格加了密码，本程序打不开。'],
    [{ name: '炸弹.xlsx', bytes: bomb() }, '这份表格太大，解开后超过了本程序能读的上限。没有写入任何内容。'],
    [
      { name: '往外爬.xlsx', bytes: Buffer.from(zipOf([['../../windows/a.dll', 'x'], ...workbookParts])) },
      '这份表格的内部结构不正常，为了安全没有打开。没有写入任何内容。',
    ],
    [
      { name: '断了一截.xlsx', bytes: Buffer.from(zipOf([...workbookParts])).subarray(0, 300) },
      '这份表格有损坏',
    ],
  ];
}
