/**
 * Outcomes are values. A failure carries a stable `code` for programs and a plain sentence for the clerk that says
 * what happened, what is safe and what to do.
 */
export type Result<T, E extends Failure = Failure> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export interface Failure<C extends string = string> {
  readonly code: C;
  /** A sentence a clerk can act on; never shows the code, never holds personal data. */
  readonly message: string;
  /** The field at fault, when there is one. */
  readonly field?: string;
  /** Whether the same call may succeed later without anybody changing anything. */
  readonly retryable?: boolean;
  /** For diagnosis: names and numbers only, never a person's values. */
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail<C extends string>(
  code: C,
  message: string,
  more: Omit<Failure<C>, 'code' | 'message'> = {},
): { readonly ok: false; readonly error: Failure<C> } {
  return { ok: false, error: { code, message, ...more } };
}
