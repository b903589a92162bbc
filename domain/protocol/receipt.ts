import type { OpId } from './operation.ts';
import { opIdOf } from './operation.ts';
import type { Receipt, RejectionCode } from './wire.ts';

/** What a receipt says about one operation. */
export type OperationAnswer =
  | { readonly op: OpId; readonly n: number; readonly kind: 'applied' | 'merged'; readonly rev: number }
  | {
      readonly op: OpId;
      readonly n: number;
      readonly kind: 'conflict';
      readonly rev: number;
      readonly fields: readonly string[];
    }
  /** The province has this operation, by what it lists after a restore or clone (R3); its revision is not told there. */
  | { readonly op: OpId; readonly n: number; readonly kind: 'known' }
  | {
      readonly op: OpId;
      readonly n: number;
      readonly kind: 'rejected';
      readonly code: RejectionCode;
      readonly field?: string;
      readonly message: string;
    };

/**
 * The whole list from the few bytes a receipt stores (R35). Operations take one revision each in the order of the batch;
 * rejected ones none, and an operation the province had before keeps the one it took then (`knownRev`).
 */
export function answersOf(receipt: Receipt, counters: readonly number[]): readonly OperationAnswer[] {
  if (receipt.verdict === 'refused') return [];
  const exceptions = new Map(receipt.exceptions.map((each) => [each.n, each]));
  let rev = receipt.firstRev;
  return counters.map((n): OperationAnswer => {
    const op = opIdOf(receipt.device, receipt.incarnation, n);
    const exception = exceptions.get(n);
    if (exception?.status === 'rejected') {
      return {
        op,
        n,
        kind: 'rejected',
        code: exception.code ?? 'internal',
        message: exception.message ?? '',
        ...(exception.field === undefined ? {} : { field: exception.field }),
      };
    }
    const taken = exception?.knownRev ?? rev;
    if (exception?.knownRev === undefined) rev += 1;
    if (exception?.status === 'conflict')
      return { op, n, kind: 'conflict', rev: taken, fields: exception.fields ?? [] };
    return { op, n, kind: exception ? 'merged' : 'applied', rev: taken };
  });
}

/**
 * Whether a PC that has pulled everything up to `cursor` knows, from this receipt alone, everything the batch made: then
 * the cursor may jump over its own echo. A conflict or a known operation brings news, so it must be pulled.
 */
export function tellsAll(
  receipt: Receipt,
  cursor: { readonly seq: number; readonly epoch: string },
): boolean {
  return (
    receipt.verdict === 'accepted' &&
    receipt.epoch === cursor.epoch &&
    receipt.firstRev === cursor.seq + 1 &&
    receipt.exceptions.every((each) => each.status === 'rejected')
  );
}

/** The last revision that the batch took; `firstRev - 1` when it took none. */
export function lastRevOf(receipt: Receipt): number {
  const none = receipt.exceptions.filter(
    (each) => each.status === 'rejected' || each.knownRev !== undefined,
  ).length;
  return receipt.firstRev + receipt.count - none - 1;
}
