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
  /** The province already had this operation (a restored or cloned PC); it took no new revision (R3). */
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
 * rejected ones none, and none an operation the province had before: `merged` with code `alreadyExists`.
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
    if (exception?.code === 'alreadyExists') return { op, n, kind: 'known' };
    const taken = rev;
    rev += 1;
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
    (each) => each.status === 'rejected' || each.code === 'alreadyExists',
  ).length;
  return receipt.firstRev + receipt.count - none - 1;
}
