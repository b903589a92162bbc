import { filledFormat, struckFormat } from './marks.ts';
import { isDateFormat } from './numbers.ts';

/** What the cell formats of a .xls mean, gathered from its records; the library that reads the values drops them. */
export class BiffFormats {
  private readonly isOld: boolean;
  private readonly struckFonts: boolean[] = [];
  private readonly codes = new Map<number, string>();
  private readonly formats: { readonly font: number; readonly code: number; readonly fill: number }[] = [];
  /** Colours that the workbook mixed itself and that are white, by number. */
  private readonly whites = new Set([1, 9, 64, 65]);

  constructor(isOld: boolean) {
    this.isOld = isOld;
  }

  font(body: DataView): void {
    this.struckFonts.push(body.byteLength >= 4 && (body.getUint16(2, true) & 8) !== 0);
  }

  format(body: DataView): void {
    if (body.byteLength < 5) return;
    const from = this.isOld ? 3 : 5;
    const isWide = !this.isOld && (body.getUint8(4) & 1) !== 0;
    let code = '';
    // Letters of dates are ASCII in every encoding; the Chinese ones around them are looked for in Unicode only.
    for (let at = from; at + (isWide ? 1 : 0) < body.byteLength; at += isWide ? 2 : 1)
      code += String.fromCharCode(isWide ? body.getUint16(at, true) : body.getUint8(at));
    this.codes.set(body.getUint16(0, true), code);
  }

  palette(body: DataView): void {
    for (let at = 2, index = 8; at + 4 <= body.byteLength && index < 64; at += 4, index += 1) {
      const isWhite = (body.getUint32(at, true) & 0xffffff) === 0xffffff;
      if (isWhite) this.whites.add(index);
      else this.whites.delete(index);
    }
  }

  cellFormat(body: DataView): void {
    if (body.byteLength < (this.isOld ? 16 : 20)) return;
    const pattern = this.isOld ? body.getUint16(10, true) & 63 : body.getUint32(14, true) >>> 26;
    const colour = body.getUint16(this.isOld ? 8 : 18, true) & 127;
    this.formats.push({
      font: body.getUint16(0, true),
      code: body.getUint16(2, true),
      fill: pattern === 0 ? 64 : colour,
    });
  }

  marksOf(format: number): number {
    const found = this.formats[format];
    if (!found) return 0;
    // Nobody has font number 4: the list jumps over it.
    const isStruck = this.struckFonts[found.font > 4 ? found.font - 1 : found.font] === true;
    return (isStruck ? struckFormat : 0) | (this.whites.has(found.fill) ? 0 : filledFormat);
  }

  isDate(format: number): boolean {
    const code = this.formats[format]?.code ?? 0;
    return isDateFormat(code, this.codes.get(code));
  }
}
