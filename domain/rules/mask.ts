import type { MaskKind } from '../records/definition.ts';

/** Shows a value in part (facts 7): enough to recognise it on the phone, not enough to use it. */
export function mask(kind: MaskKind, value: string): string {
  const letters = [...value];
  switch (kind) {
    case 'idNumber':
      return letters.length < 8
        ? '*'.repeat(letters.length)
        : keep(letters, letters.length >= 15 ? 6 : 2, letters.length >= 15 ? 4 : 2);
    case 'phone':
      return letters.length < 7 ? '*'.repeat(letters.length) : keep(letters, 3, 4);
    case 'bankCard':
      return keep(letters, 0, 4);
    case 'name':
      return letters.length <= 1 ? value : `${letters[0] ?? ''}${'*'.repeat(letters.length - 1)}`;
  }
}

function keep(letters: readonly string[], head: number, tail: number): string {
  const hidden = Math.max(letters.length - head - tail, 0);
  return (
    letters.slice(0, head).join('') +
    '*'.repeat(hidden) +
    letters.slice(letters.length - Math.min(tail, letters.length)).join('')
  );
}
