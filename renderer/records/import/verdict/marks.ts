import type { SheetRow } from '../readers/port.ts';

/** What HR marks rows with; a list often hides, strikes through or colours whoever is gone (K50). */
export const marks = ['hidden', 'struck', 'coloured'] as const;
export type Mark = (typeof marks)[number];

/** `in`: read like every other row; `out`: not read; `left`: read as somebody who left, where the type knows leaving. */
export type MarkChoice = 'in' | 'out' | 'left';
export type MarkChoices = Readonly<Record<Mark, MarkChoice>>;
export type MarkCounts = Readonly<Record<Mark, number>>;

export const allIn: MarkChoices = { hidden: 'in', struck: 'in', coloured: 'in' };

/** A mark of its own row; struck through says more than coloured. */
export function marksOf(row: SheetRow): readonly Mark[] {
  if (row.hidden !== true && row.struck !== true && row.coloured !== true) return none;
  return [
    ...(row.hidden === true ? (['hidden'] as const) : []),
    ...(row.struck === true ? (['struck'] as const) : row.coloured === true ? (['coloured'] as const) : []),
  ];
}

const none: readonly Mark[] = [];

/** What the choices make of a row with these marks: out wins, then having left. */
export function choiceFor(found: readonly Mark[], choices: MarkChoices): MarkChoice {
  if (found.some((mark) => choices[mark] === 'out')) return 'out';
  return found.some((mark) => choices[mark] === 'left') ? 'left' : 'in';
}
