/**
 * About how wide a text is, in heights of its letters: a little too wide for every font of the offices' PCs. Asking the
 * page for the truth would have it laid out at once, for each of hundreds of cells.
 */
export function emsOf(text: string): number {
  let ems = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) ems += 1;
    // Digits, the asterisks of what is masked, and the dash of dates.
    else ems += code < 0x3a ? 0.58 : 0.75;
  }
  return ems;
}
