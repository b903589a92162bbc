import { attribute, tagsOf } from './markup.ts';
import type { MergedCells } from './port.ts';

const start = /<(?:[A-Za-z_][\w.-]{0,30}:)?mergeCells[\s/>]/;
const longestStart = 48;
const end = /<\/(?:[A-Za-z_][\w.-]{0,30}:)?mergeCells\s*>/;
/** 30 characters each: more joined cells than this are no table that people read. */
const longest = 8 * 1024 * 1024;
const mostRows = 1_048_576;

/** Finds the list of merged cells in a sheet that comes in pieces, whatever stands before it, and keeps only that. */
export class MergedFinder {
  private found = '';
  private kept = '';
  private isInside = false;

  feed(piece: string): void {
    if (this.isInside) {
      if (this.found.length < longest && !end.test(this.found)) this.found += piece;
      return;
    }
    const text = this.kept + piece;
    // The plain search first: it runs over the whole of a long sheet, and the pattern tries every tag.
    const at = text.includes('mergeCells') ? text.search(start) : -1;
    if (at < 0) {
      // The word may be cut in two by the edge of a piece.
      this.kept = text.slice(-longestStart);
      return;
    }
    this.isInside = true;
    this.kept = '';
    this.found = text.slice(at);
  }

  /** The list's source, empty where the sheet has none. */
  get text(): string {
    const close = this.found.search(end);
    return close < 0 ? '' : this.found.slice(0, close);
  }
}

/** Merged cells out of their list; what is no area is passed over, as spreadsheet programs do. */
export function mergedIn(list: string): readonly MergedCells[] {
  const areas: MergedCells[] = [];
  for (const tag of tagsOf(list)) {
    if (tag.name !== 'mergeCell' || tag.closing) continue;
    const area = areaOf(attribute(tag.source, 'ref') ?? '');
    if (area) areas.push(area);
  }
  return areas;
}

function areaOf(reference: string): MergedCells | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (!match) return undefined;
  const [left, right] = [columnOf(match[1] ?? ''), columnOf(match[3] ?? '')];
  const [top, bottom] = [Number(match[2]), Number(match[4])];
  const isArea = left <= right && top >= 1 && top <= bottom && bottom <= mostRows;
  return isArea ? { top, bottom, left, right } : undefined;
}

const columnOf = (letters: string): number =>
  [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
