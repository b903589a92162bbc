import { receiptSchema } from '../../domain/protocol/wire.ts';
import type { ReceiptException } from '../../domain/protocol/wire.ts';
import type { Queryable } from '../sql/sql.ts';

/** What the province answered when it first had an operation. */
export interface KnownOperation {
  readonly n: number;
  /** The batch it came in first, which holds its words. */
  readonly batchNo: number;
  /** Absent when it was rejected. */
  readonly rev?: number;
  readonly exception?: ReceiptException;
}

interface OperationRow {
  n: number;
  rev: number | null;
  batch_no: number;
}

export async function originOf(
  tx: Queryable,
  organisation: string,
  device: string,
  incarnation: string,
): Promise<number | undefined> {
  const [row] = await tx.query<{ origin: number }>(
    'select origin from origin where organisation_id = $1 and device_id = $2 and incarnation = $3',
    [organisation, device, incarnation],
  );
  return row?.origin;
}

/** Exceptions as stored beside their batch; written by us, read through the same schema all the same. */
export function exceptionsOf(text: string): readonly ReceiptException[] {
  return receiptSchema.shape.exceptions.parse(JSON.parse(text));
}

async function exceptionsOfBatches(
  tx: Queryable,
  organisation: string,
  batches: readonly number[],
): Promise<Map<number, readonly ReceiptException[]>> {
  const rows = await tx.query<{ batch_no: number; exceptions: string }>(
    `select batch_no, exceptions from batch
     where organisation_id = $1 and batch_no = any($2::bigint[])`,
    [organisation, batches.map(String)],
  );
  return new Map(rows.map((row) => [row.batch_no, exceptionsOf(row.exceptions)]));
}

/** Operations of one origin that were answered before, in whatever batch they came (R3). */
export async function knownOperations(
  tx: Queryable,
  organisation: string,
  origin: number | undefined,
  numbers: readonly number[],
): Promise<Map<number, KnownOperation>> {
  if (origin === undefined || numbers.length === 0) return new Map();
  const wanted = new Set(numbers);
  // Numbers of one batch lie close together: a range is one walk down the key, and every plan for it is a good one.
  const [low, high] = numbers.reduce(([a, b], n) => [Math.min(a, n), Math.max(b, n)], [Infinity, -Infinity]);
  const found = await tx.query<OperationRow>(
    `select n, rev, batch_no from operation
     where organisation_id = $1 and origin = $2 and n >= $3 and n <= $4`,
    [organisation, origin, low, high],
  );
  const rows = found.filter((row) => wanted.has(row.n));
  if (rows.length === 0) return new Map();
  const exceptions = await exceptionsOfBatches(tx, organisation, [
    ...new Set(rows.map((row) => row.batch_no)),
  ]);
  return new Map(
    rows.map((row): [number, KnownOperation] => {
      const exception = exceptions.get(row.batch_no)?.find((each) => each.n === row.n);
      return [
        row.n,
        {
          n: row.n,
          batchNo: row.batch_no,
          ...(row.rev === null ? {} : { rev: row.rev }),
          ...(exception ? { exception } : {}),
        },
      ];
    }),
  );
}

/** What an operation known before is answered: as it was, marked as known, with the revision it took then. */
export function answerAgain(known: KnownOperation): ReceiptException {
  if (known.rev === undefined) return known.exception ?? { n: known.n, status: 'rejected', code: 'internal' };
  return {
    ...(known.exception ?? { n: known.n, status: 'merged' }),
    code: 'alreadyExists',
    knownRev: known.rev,
  };
}
