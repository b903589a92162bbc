/**
 * What an operation says, apart from what it was made upon: bases move as receipts come, so the same operation may be
 * sealed again with others (S1), and a pulled record may raise its schema version. Everything else is fixed when the id
 * is given: other words under the same id come from another life of the same PC (R3).
 */
function wordsOf(op: unknown): unknown {
  if (typeof op !== 'object' || op === null || Array.isArray(op)) return op;
  const {
    base: _base,
    bases: _bases,
    was: _was,
    schemaVersion: _schema,
    ...words
  } = op as Record<string, unknown>;
  const { fields } = words;
  if (words['kind'] !== 'edit' || typeof fields !== 'object' || fields === null) return words;
  const values = Object.entries(fields).map(([field, each]: [string, unknown]): [string, unknown] => [
    field,
    typeof each === 'object' && each !== null && 'value' in each ? each.value : each,
  ]);
  return { ...words, fields: Object.fromEntries(values) };
}

/** The same text for the same content, whatever the order of keys. */
function inOneOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOneOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]: [string, unknown]) => [key, inOneOrder(each)]);
}

/** Whether two operations under one id are one operation. Takes them as they came: either may be unreadable. */
export function sameWords(a: unknown, b: unknown): boolean {
  return JSON.stringify(inOneOrder(wordsOf(a))) === JSON.stringify(inOneOrder(wordsOf(b)));
}
