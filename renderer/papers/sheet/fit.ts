/** 1 pt in mm. */
export const pt = 25.4 / 72;

/**
 * Width of a text in em, guessed high: fonts differ from PC to PC, and a number that runs over its border is worse than
 * one that is a little smaller.
 */
export function emsOf(text: string): number {
  let ems = 0;
  for (const letter of text) {
    if (letter.charCodeAt(0) >= 0x2e80) ems += 1;
    else if (/[ .,:;'|·-]/.test(letter)) ems += 0.38;
    else ems += /[A-Z@%&mw]/.test(letter) ? 0.78 : 0.56;
  }
  return ems;
}

export interface Fitted {
  readonly text: string;
  readonly points: number;
}

/** Sizes a cell may fall back to, each with the lines that then find room in its row. */
export interface FitStep {
  readonly points: number;
  readonly lines: number;
}

/** Rows of 5.4 mm: one line as long as it can be read, then two. */
export const narrowRow: readonly FitStep[] = [
  { points: 10.5, lines: 1 },
  { points: 9, lines: 1 },
  { points: 8, lines: 1 },
  { points: 7, lines: 2 },
  { points: 6, lines: 2 },
];

/** Rows of 9 mm and more. */
export const tallRow: readonly FitStep[] = [
  { points: 10.5, lines: 1 },
  { points: 9, lines: 1 },
  { points: 9, lines: 2 },
  { points: 8, lines: 2 },
  { points: 7, lines: 3 },
];

/**
 * The largest size at which a text stands inside `width` mm. What does not fit even then is cut with “…”: rows keep their
 * height, so that a page never holds fewer than it counts.
 */
export function fit(text: string, width: number, steps: readonly FitStep[]): Fitted {
  const ems = emsOf(text);
  // A second line begins where a word or a bracket allows it, so that some of the first stays empty.
  const room = ({ points, lines }: FitStep): number => (width / (points * pt)) * lines - (lines - 1) * 1.5;
  const step = steps.find((each) => ems <= room(each));
  if (step !== undefined) return { text, points: step.points };
  const last = steps.at(-1) ?? { points: 7, lines: 2 };
  let kept = '';
  for (const letter of text) {
    if (emsOf(`${kept}${letter}…`) > room(last)) break;
    kept += letter;
  }
  return { text: `${kept}…`, points: last.points };
}
