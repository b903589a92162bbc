/**
 * 会费 of one month in cents: half a percent of the wage, of which what is under ten yuan is dropped first
 * (工发〔1978〕1号; facts 1.3). 3,086 yuan → 3,080 → 15.40 yuan. A wage that is no whole number of cents, or below zero,
 * is no wage.
 */
export function duesOf(wageCents: number): number | undefined {
  if (!Number.isSafeInteger(wageCents) || wageCents < 0) return undefined;
  const tens = Math.floor(wageCents / 1000);
  return tens * 5;
}
