const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Check character of a unified social credit code (GB 32100-2015); it may be any of the 31, not only 0-9 and X. */
export function creditCheckCharacter(first17: string): string | undefined {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) {
    const place = alphabet.indexOf(first17[i] ?? '');
    if (place < 0) return undefined;
    sum += place * (weights[i] ?? 0);
  }
  return alphabet[(31 - (sum % 31)) % 31];
}

export function isCreditCode(value: string): boolean {
  return value.length === 18 && creditCheckCharacter(value) === value[17];
}

/** A grassroots union's own code starts 81, other union bodies' 89; employers have 91, 12, 11, 51, 52 (facts trap 1). */
export function isUnionCreditCode(value: string): boolean {
  return isCreditCode(value) && /^8[19]/.test(value);
}
