/** What a cell's format says about the row it stands in. */
export const struckFormat = 1;
export const filledFormat = 2;

/**
 * Whether HR marked a whole row (K50): every cell with something in it is struck through, or every one has a fill of its
 * own. One cell alone is a group title or a slip, never a marked person, so a mark needs two.
 */
export class RowMarks {
  private cells = 0;
  private struck = 0;
  private filled = 0;

  clear(): void {
    this.cells = 0;
    this.struck = 0;
    this.filled = 0;
  }

  /** One cell that holds something, by its format's bits. */
  add(format: number): void {
    this.cells += 1;
    if ((format & struckFormat) !== 0) this.struck += 1;
    if ((format & filledFormat) !== 0) this.filled += 1;
  }

  /** As properties of a row; nothing where there is no mark. */
  get found(): { readonly struck?: true; readonly coloured?: true } {
    const isStruck = this.cells > 1 && this.struck === this.cells;
    const isFilled = this.cells > 1 && this.filled === this.cells;
    return { ...(isStruck ? { struck: true } : {}), ...(isFilled ? { coloured: true } : {}) };
  }
}

const paper = new Set([
  '',
  'white',
  'transparent',
  'none',
  'auto',
  'automatic',
  'inherit',
  'initial',
  'window',
]);

/**
 * Whether a colour as written (`#FFFF00`, `FFFFFF00`, `yellow`, `rgb(255,255,255)`) is one at all: white and none are the
 * paper. Every other one counts, the palest grey too: HR marks leavers with grey as often as with yellow.
 */
export function isColour(written: string): boolean {
  const text = written.trim().toLowerCase().replace(/\s+/g, '');
  const rgb = /^rgba?\((\d+),(\d+),(\d+)/.exec(text);
  if (rgb) return !rgb.slice(1, 4).every((part) => part === '255');
  const hex = /^#?(?:[0-9a-f]{2})?([0-9a-f]{6})$/.exec(text)?.[1] ?? /^#([0-9a-f]{3})$/.exec(text)?.[1];
  return hex === undefined ? !paper.has(text) : !/^f+$/.test(hex);
}
