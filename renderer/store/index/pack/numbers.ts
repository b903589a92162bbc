import type { FieldValue } from '../../../../domain/records/definition.ts';
import type { Cell } from '../values.ts';

/** Stands for `null`, which many cells of a roster are; it sorts nowhere, since blanks are kept out of orders. */
export const NULL_NUMBER = Number.NEGATIVE_INFINITY;
/** Absent (or odd) and `null` among 32-bit integers. */
export const NO_INT = -0x8000_0000;
export const NULL_INT = NO_INT + 1;

export interface NumberCodec {
  /** The number that stands for the value, or undefined when it would not come back exactly. */
  readonly encode: (value: Cell) => number | undefined;
  readonly decode: (number: number) => FieldValue;
}

const two = (number: number): string => (number < 10 ? `0${number}` : String(number));
const four = (number: number): string => String(number).padStart(4, '0');

const dash = 45;

/** The digits of 2026-11-23 or 2026-11 as one number; undefined when anything stands elsewhere. */
function digitsOf(text: string): number | undefined {
  let number = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (at === 4 || at === 7) {
      if (code !== dash) return undefined;
    } else if (code < 48 || code > 57) return undefined;
    else number = number * 10 + code - 48;
  }
  return number;
}

const kinds: Readonly<Record<'number' | 'date' | 'month', NumberCodec>> = {
  number: {
    encode: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined),
    decode: (number) => number,
  },
  // 2026-11-23 becomes 20261123: whole, ordered, and turned back without a calendar.
  date: {
    encode: (value) => (typeof value === 'string' && value.length === 10 ? digitsOf(value) : undefined),
    decode: (number) =>
      `${four(Math.trunc(number / 10_000))}-${two(Math.trunc(number / 100) % 100)}-${two(number % 100)}`,
  },
  month: {
    encode: (value) => (typeof value === 'string' && value.length === 7 ? digitsOf(value) : undefined),
    decode: (number) => `${four(Math.trunc(number / 100))}-${two(number % 100)}`,
  },
};

export function numberCodec(kind: 'number' | 'date' | 'month'): NumberCodec {
  const { encode, decode } = kinds[kind];
  return {
    encode: (value) => (value === null ? NULL_NUMBER : encode(value)),
    decode: (number) => (number === NULL_NUMBER ? null : decode(number)),
  };
}
