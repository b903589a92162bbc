import { columnName, sheetName, sheetText } from './xlsxText.ts';

/** An empty cell that says by its ground whether it waits to be filled (yellow, framed) or needs nothing (hatched). */
export interface EmptyCell {
  readonly empty: 'wanted' | 'settled';
}
export type ExportCell = string | number | null | EmptyCell;

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
  readonly rows: Iterable<readonly ExportCell[]>;
  /** Columns that stay in view while scrolling sideways. */
  readonly frozenColumns?: number;
  /** Value lists to choose from; another text can be typed after a warning. */
  readonly choices?: readonly Choices[];
}

export interface Choices {
  /** Column of this sheet, from 0, and its last row. */
  readonly column: number;
  readonly lastRow: number;
  /** Where the values stand: a sheet of the same workbook, its column from 0, rows 2 to `values` + 1. */
  readonly from: { readonly sheet: string; readonly column: number; readonly values: number };
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** The parts of a workbook that do not hold rows, by name. */
export function fixedParts(names: readonly string[]): readonly (readonly [string, string])[] {
  const numbers = names.map((_, index) => index + 1);
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return [
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${numbers.map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${type}.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${head}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${names.map((name, index) => `<sheet name="${sheetText(sheetName(name))}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="${packageRelations}">${numbers.map((n) => `<Relationship Id="rId${n}" Type="${relations}/worksheet" Target="worksheets/sheet${n}.xml"/>`).join('')}<Relationship Id="rId${names.length + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', styles()],
  ];
}

/** Cell formats: 0 general, 1 header (bold on grey), 2 text, 3 money, 4 to be filled (text, yellow, framed), 5 settled (hatched). */
function styles(): string {
  const fonts =
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>';
  const fills =
    '<fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEDEFF1"/><bgColor indexed="64"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFF6CC"/><bgColor indexed="64"/></patternFill></fill><fill><patternFill patternType="lightUp"><fgColor rgb="FFC9CDD2"/><bgColor rgb="FFF5F6F7"/></patternFill></fill></fills>';
  const edge = (side: string): string => `<${side} style="thin"><color rgb="FFB8860B"/></${side}>`;
  const borders = `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(edge).join('')}<diagonal/></border></borders>`;
  const xf = (format: number, font: number, fill: number, border = 0): string =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"${border === 0 ? '' : ' applyBorder="1"'}/>`;
  return `${head}<styleSheet xmlns="${main}">${fonts}${fills}${borders}<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">${xf(0, 0, 0)}${xf(49, 1, 2)}${xf(49, 0, 0)}${xf(4, 0, 0)}${xf(49, 0, 3, 1)}${xf(49, 0, 4)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
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

/** Everything behind the rows. */
export function sheetTail({ choices = [] }: ExportSheet): string {
  const lists = choices.filter(({ from, lastRow }) => from.values > 0 && lastRow > 1).map(validation);
  const validations =
    lists.length === 0 ? '' : `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>`;
  return `</sheetData>${validations}</worksheet>`;
}

/** A warning, no refusal: the importer knows more spellings than the list has words. */
function validation({ column, lastRow, from }: Choices): string {
  const here = columnName(column);
  const there = columnName(from.column);
  const sheet = sheetText(sheetName(from.sheet)).replaceAll("'", "''");
  return `<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" sqref="${here}2:${here}${lastRow}"><formula1>'${sheet}'!$${there}$2:$${there}$${from.values + 1}</formula1></dataValidation>`;
}

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
  values: readonly ExportCell[],
  columns: readonly ExportColumn[],
  letters: readonly string[],
): string {
  let cells = '';
  for (const [index, column] of columns.entries()) {
    const value = values[index] ?? null;
    if (value === null || value === '') continue;
    const reference = `${letters[index] ?? ''}${number}`;
    if (typeof value === 'object') {
      cells += `<c r="${reference}" s="${value.empty === 'wanted' ? 4 : 5}"/>`;
      continue;
    }
    cells +=
      typeof value === 'number' && column.kind !== 'text' && Number.isFinite(value)
        ? `<c r="${reference}" s="${formats[column.kind]}"><v>${value}</v></c>`
        : textCell(reference, formats.text, String(value));
  }
  return `<row r="${number}">${cells}</row>`;
}
