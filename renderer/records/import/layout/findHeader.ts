import { normaliseHeader, withoutBrackets } from './headerText.ts';
import { knownHeaders } from './knownHeaders.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { SheetRow } from '../readers/port.ts';

/** How many of a row's cells are headers we know; titles and data rows have none or one. */
export function headerScore(definition: RecordDefinition, row: SheetRow): number {
  const known = knownHeaders(definition);
  let score = 0;
  for (const cell of row.cells) {
    const header = normaliseHeader(cell.text);
    if (header === '') continue;
    if (known.fields.has(header) || known.never.has(header)) score += 2;
    else if (known.fields.has(withoutBrackets(header))) score += 1;
  }
  return score;
}

/**
 * Place of the header row among the first rows: the best known one; failing that, the first row of short texts that is
 * wider than a title. `undefined` when the sheet has no row of headers at all.
 */
export function findHeader(definition: RecordDefinition, rows: readonly SheetRow[]): number | undefined {
  let best: { place: number; score: number } | undefined;
  for (const [place, row] of rows.slice(0, 40).entries()) {
    const score = headerScore(definition, row);
    if (score >= 3 && (best === undefined || score > best.score)) best = { place, score };
  }
  if (best) return best.place;
  const widest = Math.max(0, ...rows.slice(0, 40).map((row) => filled(row)));
  const place = rows.findIndex(
    (row) =>
      filled(row) >= Math.max(2, widest / 2) &&
      row.cells.every(
        (cell) =>
          cell.kind === 'empty' ||
          (cell.kind === 'text' && cell.text.length <= 20 && !/\d{6}/.test(cell.text)),
      ),
  );
  return place < 0 ? undefined : place;
}

function filled(row: SheetRow): number {
  return row.cells.filter((cell) => cell.kind !== 'empty').length;
}
