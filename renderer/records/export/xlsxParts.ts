import { columnName, sheetName, sheetText } from './xlsxText.ts';

export interface ExportColumn {
  readonly header: string;
  /** In characters of the default font, as spreadsheet programs count. */
  readonly width: number;
  /** `text` also for numbers that are names: 工号, 证件号, 手机 never lose a zero. `money` is yuan with two decimals. */
  readonly kind: 'text' | 'number' | 'money';
}

export interface ExportSheet {
  readonly name: string;
  readonly columns: readonly ExportColumn[];
  readonly rows: Iterable<readonly (string | number | null)[]>;
  /** Columns that stay in view while scrolling sideways. */
  readonly frozenColumns?: number;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** The parts of a workbook that do not hold rows, by name. */
export function fixedParts(name: string): readonly (readonly [string, string])[] {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return [
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${head}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${sheetText(sheetName(name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', styles()],
  ];
}

/** Cell formats: 0 general, 1 header (bold on grey), 2 text, 3 money. */
function styles(): string {
  const fonts =
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>';
  const fills =
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEDEFF1"/><bgColor indexed="64"/></patternFill></fill></fills>';
  const xf = (format: number, font: number, fill: number): string =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>`;
  return `${head}<styleSheet xmlns="${main}">${fonts}${fills}<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">${xf(0, 0, 0)}${xf(49, 1, 2)}${xf(49, 0, 0)}${xf(4, 0, 0)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

const formats: Readonly<Record<ExportColumn['kind'], number>> = { text: 2, number: 0, money: 3 };

/** Everything of the sheet before its rows: frozen header and columns, widths, and the format of cells typed later. */
export function sheetHead(sheet: ExportSheet): string {
  const frozen = sheet.frozenColumns ?? 0;
  const corner = `${columnName(frozen)}2`;
  const pane =
    frozen > 0
      ? `<pane xSplit="${frozen}" ySplit="1" topLeftCell="${corner}" activePane="bottomRight" state="frozen"/>`
      : `<pane ySplit="1" topLeftCell="${corner}" activePane="bottomLeft" state="frozen"/>`;
  const columns = sheet.columns
    .map(
      ({ width, kind }, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${formats[kind]}" customWidth="1"/>`,
    )
    .join('');
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>${columns === '' ? '' : `<cols>${columns}</cols>`}<sheetData>`;
}

export const sheetTail = '</sheetData></worksheet>';

export function headerRow(columns: readonly ExportColumn[]): string {
  const cells = columns.map(({ header }, index) => textCell(`${columnName(index)}1`, 1, header)).join('');
  return `<row r="1">${cells}</row>`;
}

function textCell(reference: string, format: number, text: string): string {
  const keep = /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : '';
  return `<c r="${reference}" s="${format}" t="inlineStr"><is><t${keep}>${sheetText(text)}</t></is></c>`;
}

/** One row of cells; `letters` are the column names, computed once. */
export function dataRow(
  number: number,
  values: readonly (string | number | null)[],
  columns: readonly ExportColumn[],
  letters: readonly string[],
): string {
  let cells = '';
  for (const [index, column] of columns.entries()) {
    const value = values[index] ?? null;
    if (value === null || value === '') continue;
    const reference = `${letters[index] ?? ''}${number}`;
    cells +=
      typeof value === 'number' && column.kind !== 'text' && Number.isFinite(value)
        ? `<c r="${reference}" s="${formats[column.kind]}"><v>${value}</v></c>`
        : textCell(reference, formats.text, String(value));
  }
  return `<row r="${number}">${cells}</row>`;
}
