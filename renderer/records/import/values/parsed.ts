import type { FieldValue } from '../../../../domain/records/definition.ts';

/**
 * What one cell says. `unread`: not understood, so not imported, and the row says so; only an impossible value is a
 * `refuse` (K4). `clear`: the clerk wrote 清空.
 */
export type Parsed =
  | { readonly kind: 'empty' }
  | { readonly kind: 'clear' }
  | {
      readonly kind: 'value';
      readonly value: FieldValue;
      readonly notice?: string;
      /** A date of which the sheet gives only year and month: it contradicts no day of that month. */
      readonly monthOnly?: boolean;
      /** What was cut from the cell; it goes where the field's `restTo` says. */
      readonly rest?: string;
      /** The other field of a range. */
      readonly other?: { readonly field: string; readonly value: FieldValue; readonly monthOnly: boolean };
    }
  /** Nothing for this field, but something for the one its `restTo` names (a short number in the phone column). */
  | { readonly kind: 'rest'; readonly rest: string; readonly notice: string }
  | { readonly kind: 'unread'; readonly word: string; readonly notice: string }
  | { readonly kind: 'refuse'; readonly message: string };

export const empty: Parsed = { kind: 'empty' };

export function valueOf(value: FieldValue, notice?: string): Parsed {
  return notice === undefined ? { kind: 'value', value } : { kind: 'value', value, notice };
}

export function unread(word: string, notice: string): Parsed {
  return { kind: 'unread', word, notice };
}
