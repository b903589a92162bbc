import { headerScore } from './findHeader.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Cell, MergedCells, SheetRow } from '../readers/port.ts';

/** The headers of a sheet, of one line or two (K51). */
export interface HeaderLines {
  /** The headers as they are read: `紧急联系人-电话` where a line stands above another. Its number is the last line's. */
  readonly row: SheetRow;
  /** Number of the first line. */
  readonly first: number;
  /** Each line as it stands: longer sheets repeat them on every page. */
  readonly lines: readonly (readonly string[])[];
}

/** Between the word above and the word below. */
export const bandMark = '-';

/** The headers at this place, with the line above or below it where the two belong together. */
export function headerAt(
  definition: RecordDefinition,
  rows: readonly SheetRow[],
  place: number,
  merged: readonly MergedCells[],
): HeaderLines | undefined {
  const row = rows[place];
  if (!row) return undefined;
  for (const upper of [place - 1, place]) {
    const pair = pairOf(definition, rows[upper], rows[upper + 1], merged);
    if (pair) return pair;
  }
  return oneLine(row);
}

export function oneLine(row: SheetRow): HeaderLines {
  return { row, first: row.number, lines: [textsOf(row)] };
}

function pairOf(
  definition: RecordDefinition,
  upper: SheetRow | undefined,
  lower: SheetRow | undefined,
  merged: readonly MergedCells[],
): HeaderLines | undefined {
  if (!upper || !lower || lower.number !== upper.number + 1) return undefined;
  const lines = [textsOf(upper), textsOf(lower)] as const;
  const bands = bandsOf(lines, upper.number, merged);
  if (!belongTogether(definition, lower, lines, bands)) return undefined;
  const width = Math.max(lines[0].length, lines[1].length);
  const cells = Array.from({ length: width }, (_, at): Cell => {
    const [above, below, band] = [lines[0][at] ?? '', lines[1][at] ?? '', bands[at] ?? ''];
    const text = below === '' ? above : band === '' ? below : `${band}${bandMark}${below}`;
    return { kind: text === '' ? 'empty' : 'text', text };
  });
  return { row: { number: lower.number, cells }, first: upper.number, lines };
}

const textsOf = (row: SheetRow): readonly string[] =>
  row.cells.map((cell) => cell.text.replace(/\s+/g, ' ').trim());

/** The word above each column of the lower line: by merged cells where there are any, else by the blanks behind it. */
function bandsOf(
  [above, below]: readonly [readonly string[], readonly string[]],
  number: number,
  merged: readonly MergedCells[],
): readonly string[] {
  const bands: string[] = below.map(() => '');
  for (let at = 0; at < below.length; at += 1) {
    if ((above[at] ?? '') === '' || (below[at] ?? '') === '') continue;
    let end = at + 1;
    while (end < below.length && (above[end] ?? '') === '' && (below[end] ?? '') !== '') end += 1;
    if (end - at > 1) bands.fill(above[at] ?? '', at, end);
  }
  for (const range of merged) {
    if (range.top > number || range.bottom !== number || range.right === range.left) continue;
    const from = Math.min(range.left, bands.length);
    bands.fill(above[range.left] ?? '', from, Math.min(range.right + 1, bands.length));
  }
  return bands;
}

/**
 * Two lines are one header when nothing of the lower one stands under a word of its own, as a row of people always does,
 * and something goes through both lines or the lower line is full of headers we know. A title or 制表 line is no band.
 */
function belongTogether(
  definition: RecordDefinition,
  lower: SheetRow,
  [above, below]: readonly [readonly string[], readonly string[]],
  bands: readonly string[],
): boolean {
  const words = above.filter((text) => text !== '');
  if (words.length < 2 || !words.every(isHeaderWord) || !bands.some((band) => band !== '')) return false;
  const isWords = lower.cells.every(
    ({ kind, text }) => kind === 'empty' || (kind === 'text' && isHeaderWord(text)),
  );
  if (!isWords) return false;
  if (below.some((text, at) => text !== '' && (above[at] ?? '') !== '' && bands[at] === '')) return false;
  const goesThrough = above.some((text, at) => text !== '' && (below[at] ?? '') === '');
  return goesThrough || headerScore(definition, lower) >= 3;
}

function isHeaderWord(text: string): boolean {
  return text.length <= 20 && !/\d{4}|[:：]/.test(text);
}
