/**
 * Columns of narrow rows as the text of an array: the database reads it at half the price of a list of objects, and it is
 * half as long on the line.
 */
export function numbersOf<T>(rows: readonly T[], pick: (row: T) => number | null): string {
  return `{${rows.map((row) => pick(row) ?? 'null').join()}}`;
}

/** Words of our own alphabet: ids, types and keyed hashes. Quoted, because an id may be called NULL. */
export function wordsOf<T>(rows: readonly T[], pick: (row: T) => string): string {
  if (rows.length === 0) return '{}';
  const words = rows.map(pick);
  const bad = words.find((word) => !plain.test(word));
  if (bad !== undefined) throw new Error('a word of another alphabet in an array of ids');
  return `{"${words.join('","')}"}`;
}

const plain = /^[\w-]+$/;
