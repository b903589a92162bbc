import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Compartment } from '../../domain/access.ts';
import type { myOperationsSchema } from '../../domain/protocol/api.ts';
import { opIdOf } from '../../domain/protocol/operation.ts';
import type { Operation } from '../../domain/protocol/operation.ts';
import { operationSchema } from '../../domain/protocol/wire.ts';
import type { FieldValue } from '../../domain/records/definition.ts';
import { exceptionsOf } from '../push/known.ts';
import { reopenBody } from '../push/unpack.ts';
import type { Queryable } from '../sql/sql.ts';

export type MyOperations = z.infer<typeof myOperationsSchema>;
type Mine = MyOperations['operations'][number];

interface BatchRow {
  organisation_id: string;
  batch_no: number;
  incarnation: string;
  body: Uint8Array;
  exceptions: string;
}

/** SHA-256 prefix of the JSON of a value: enough to recognise one's own, useless to anybody who does not know it. */
export function digestOf(value: FieldValue): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

function valuesOf(op: Operation): Readonly<Record<string, FieldValue>> {
  switch (op.kind) {
    case 'create':
      return op.data;
    case 'edit':
      return Object.fromEntries(Object.entries(op.fields).map(([field, { value }]) => [field, value]));
    case 'transition':
      return op.fields;
    case 'settle':
    case 'void':
      return {};
  }
}

async function operationsOf(device: string, row: BatchRow): Promise<readonly Mine[]> {
  const batch = await reopenBody(row.body);
  // A rejected operation is still the PC's to mend: it is not "held by the province".
  const rejected = new Set(
    exceptionsOf(row.exceptions).flatMap((each) => (each.status === 'rejected' ? [each.n] : [])),
  );
  return (batch?.ops ?? []).flatMap((raw): Mine[] => {
    const parsed = operationSchema.safeParse(raw);
    if (!parsed.success || rejected.has(parsed.data.n)) return [];
    const op = parsed.data as Operation;
    const digests = Object.entries(valuesOf(op)).map(([field, value]) => [field, digestOf(value)]);
    return [
      {
        op: opIdOf(device, row.incarnation, op.n),
        organisation: row.organisation_id,
        type: op.type,
        id: op.id,
        digests: Object.fromEntries(digests) as Record<string, string>,
      },
    ];
  });
}

const batchesPerPage = 4;

/** Where a page begins: an organisation and the last batch number already answered. */
function placeOf(page: string | undefined): { organisation: string; batchNo: number } {
  const [organisation = '', batchNo = '0'] = (page ?? '').split('.');
  return { organisation, batchNo: Number.isSafeInteger(Number(batchNo)) ? Number(batchNo) : 0 };
}

export interface MineRequest {
  readonly organisations: readonly string[];
  readonly compartments: readonly Compartment[];
  readonly device: string;
  readonly incarnation: string | undefined;
  readonly after: number;
  readonly page: string | undefined;
}

/** What the province holds of a PC that was restored or cloned, organisation by organisation (R3). */
export async function myOperations(sql: Queryable, request: MineRequest): Promise<MyOperations> {
  const from = placeOf(request.page);
  for (const organisation of [...request.organisations].sort().filter((each) => each >= from.organisation)) {
    const rows = await sql.query<BatchRow>(
      `select organisation_id, batch_no, incarnation, body, exceptions from batch
       where organisation_id = $1 and device_id = $2 and ($3::text = '' or incarnation = $3) and seq > $4
         and compartment = any($5::text[]) and batch_no > $6
       order by batch_no limit $7`,
      [
        organisation,
        request.device,
        request.incarnation ?? '',
        request.after,
        request.compartments,
        organisation === from.organisation ? from.batchNo : 0,
        batchesPerPage,
      ],
    );
    const last = rows.at(-1);
    if (!last) continue;
    const operations = await Promise.all(rows.map((row) => operationsOf(request.device, row)));
    return { operations: operations.flat(), next: `${organisation}.${last.batch_no}` };
  }
  return { operations: [], next: null };
}
