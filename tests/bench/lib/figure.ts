export type Quantity = 'ms' | 's' | '1/s' | 'B' | 'MiB' | 'requests';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: Quantity;
  /** The least that anybody could reach here, measured in the same run. */
  readonly bound?: number | undefined;
  /** What issue 2 asks for, in words. */
  readonly target?: string;
}

const rounded = (number: number): number => Number(number.toPrecision(4));

/** One figure as scripts/bench.mjs reads it. The ratio is value to bound, whichever way is better. */
export function figure({ name, value, unit, bound, target }: Figure): void {
  const line = {
    name,
    value: rounded(value),
    unit,
    bound: bound === undefined ? null : rounded(bound),
    ratio: bound === undefined || bound === 0 ? null : rounded(value / bound),
    target: target ?? null,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** What is no figure but helps to read one. */
export function note(words: string): void {
  process.stdout.write(`   ${words}\n`);
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * part) - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** One number of every run. */
export const over = <T>(runs: readonly T[], pick: (run: T) => number): number => median(runs.map(pick));

/** How many runs a median is taken of; `BENCH_RUNS=1` and `BENCH_SHARE=0.1` are for working on the bench itself. */
export const runs = Number(process.env['BENCH_RUNS'] ?? 3);
const share = Number(process.env['BENCH_SHARE'] ?? 1);
export const sized = (rows: number): number => Math.max(100, Math.round(rows * share));
