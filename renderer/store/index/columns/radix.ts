/** Sort keys of n rows as 16-bit digits, so that ordering 200,000 rows needs no comparison at all. */
export interface SortKeys {
  readonly passes: number;
  /** Digit of every row for one pass, least significant pass first. */
  fill(pass: number, out: Uint16Array): void;
}

/** Positions 0..n-1 in ascending order; equal keys keep their order. */
export function radixOrder(n: number, keys: SortKeys): Uint32Array {
  let from = new Uint32Array(n);
  let to = new Uint32Array(n);
  const digits = new Uint16Array(n);
  const counts = new Uint32Array(0x1_0001);
  for (let i = 0; i < n; i += 1) from[i] = i;
  for (let pass = 0; pass < keys.passes; pass += 1) {
    keys.fill(pass, digits);
    counts.fill(0);
    for (let i = 0; i < n; i += 1) bump(counts, (digits[i] ?? 0) + 1);
    if (counts[(digits[0] ?? 0) + 1] === n) continue;
    for (let i = 1; i < counts.length; i += 1) counts[i] = (counts[i] ?? 0) + (counts[i - 1] ?? 0);
    for (let i = 0; i < n; i += 1) {
      const position = from[i] ?? 0;
      to[bump(counts, digits[position] ?? 0)] = position;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Adds one and returns what was there. */
function bump(counts: Uint32Array, at: number): number {
  const before = counts[at] ?? 0;
  counts[at] = before + 1;
  return before;
}
