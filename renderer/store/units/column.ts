/**
 * One field of all records of a unit. A field of few different values (a code, a state, an employer) is kept as its values
 * and one letter a record: of a roster's bytes more than half, of its ciphertext, and of what the disk has to take.
 */
export type Column<T> = readonly T[] | CodedColumn<T>;

interface CodedColumn<T> {
  readonly values: readonly T[];
  /** A letter a record; absent when all say the same. */
  readonly letters?: string;
}

/** From `#` on, without the backslash, JSON writes every letter as one byte. */
const firstLetter = 35;
const backslash = 92;
const mostValues = 91;
/** Fewer cells are not worth a dictionary. */
const fewest = 4;
const latin = new TextDecoder('latin1');

export function encodeColumn<T>(cells: readonly T[]): Column<T> {
  if (cells.length < fewest) return cells;
  const values: T[] = [];
  const known = new Map<T, number>();
  const letters = new Uint8Array(cells.length);
  const most = Math.min(mostValues, cells.length / 2);
  let last: T | undefined;
  let letter = 0;
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] as T;
    if (at === 0 || cell !== last) {
      last = cell;
      let place = known.get(cell);
      if (place === undefined) {
        if (values.length >= most) return cells;
        place = values.push(cell) - 1;
        known.set(cell, place);
      }
      letter = letterOf(place);
    }
    letters[at] = letter;
  }
  return values.length === 1 ? { values } : { values, letters: latin.decode(letters) };
}

/** The cell of one record; `undefined` where there is none. */
export function cellReader<T>(column: Column<T>): (at: number) => T | undefined {
  if (!isCoded(column)) return (at) => column[at];
  const { values, letters } = column;
  if (letters === undefined) {
    const [only] = values;
    return () => only;
  }
  return (at) => values[placeOfLetter(letters.charCodeAt(at))];
}

function isCoded<T>(column: Column<T>): column is CodedColumn<T> {
  return !Array.isArray(column);
}

function letterOf(place: number): number {
  const letter = firstLetter + place;
  return letter < backslash ? letter : letter + 1;
}

function placeOfLetter(letter: number): number {
  return letter < backslash ? letter - firstLetter : letter - firstLetter - 1;
}
