import { isColour, filledFormat, struckFormat } from './marks.ts';
import { attribute, tagsOf } from './markup.ts';
import { isDateFormat } from './numbers.ts';
import type { Tag } from './markup.ts';

/** What the cell formats of an .xlsx mean to a reader, by the number that cells give. */
export interface Styles {
  readonly dates: ReadonlySet<number>;
  /** Bits of marks.ts by number; absent where no format of the workbook marks anything, which most rosters are. */
  readonly marks: Uint8Array | undefined;
}

export function stylesOf(xml: string): Styles {
  const codes = new Map<number, string>();
  const struckFonts: boolean[] = [];
  const filledFills: boolean[] = [];
  const dates = new Set<number>();
  const marks: number[] = [];
  let part = '';
  for (const tag of tagsOf(xml)) {
    if (parts.has(tag.name)) part = tag.closing ? '' : tag.name;
    else if (tag.closing) continue;
    else if (tag.name === 'numFmt')
      codes.set(Number(attribute(tag.source, 'numFmtId')), attribute(tag.source, 'formatCode') ?? '');
    else if (part === 'fonts') readFont(tag, struckFonts);
    else if (part === 'fills') readFill(tag, filledFills);
    else if (part === 'cellXfs' && tag.name === 'xf') {
      const id = Number(attribute(tag.source, 'numFmtId') ?? '0');
      if (isDateFormat(id, codes.get(id))) dates.add(marks.length);
      const isStruck = struckFonts[Number(attribute(tag.source, 'fontId') ?? '0')] === true;
      const isFilled = filledFills[Number(attribute(tag.source, 'fillId') ?? '0')] === true;
      marks.push((isStruck ? struckFormat : 0) | (isFilled ? filledFormat : 0));
    }
  }
  return { dates, marks: marks.some((mark) => mark !== 0) ? Uint8Array.from(marks) : undefined };
}

const parts = new Set(['fonts', 'fills', 'cellXfs', 'cellStyleXfs', 'dxfs']);

function readFont(tag: Tag, struck: boolean[]): void {
  if (tag.name === 'font') struck.push(false);
  else if (tag.name === 'strike' && struck.length > 0)
    struck[struck.length - 1] = !/^(0|false)$/.test(attribute(tag.source, 'val') ?? '1');
}

function readFill(tag: Tag, filled: boolean[]): void {
  const last = filled.length - 1;
  if (tag.name === 'fill') filled.push(false);
  else if (last < 0) return;
  else if (tag.name === 'patternFill') {
    const pattern = attribute(tag.source, 'patternType') ?? 'none';
    // The format's own second fill, `gray125`, is in every file and on no cell that a person filled.
    filled[last] = pattern !== 'none' && pattern !== 'gray125';
  } else if (tag.name === 'gradientFill') filled[last] = true;
  else if (tag.name === 'fgColor' && filled[last] === true) filled[last] = isFill(tag.source);
}

/** Theme colour 0 is the paper of the theme unless it is darkened; 1, 9 and 64 of the palette are white and “automatic”. */
function isFill(source: string): boolean {
  const rgb = attribute(source, 'rgb');
  if (rgb !== undefined) return isColour(rgb);
  const theme = attribute(source, 'theme');
  if (theme !== undefined) return theme !== '0' || Number(attribute(source, 'tint') ?? '0') < 0;
  const indexed = attribute(source, 'indexed');
  return indexed !== undefined && !['1', '9', '64', '65'].includes(indexed);
}
