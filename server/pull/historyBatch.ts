import type { HistoryOperation } from '../../domain/protocol/history.ts';
import { opIdOf } from '../../domain/protocol/operation.ts';
import type { Operation } from '../../domain/protocol/operation.ts';
import { operationSchema } from '../../domain/protocol/wire.ts';
import type { ReceiptException } from '../../domain/protocol/wire.ts';
import { exceptionsOf } from '../push/known.ts';
import { reopenBody } from '../push/unpack.ts';
import type { Queryable } from '../sql/sql.ts';
import type { HistoryRequest } from './historyRequest.ts';

interface BatchRow {
  body: Uint8Array;
  first_rev: number;
  exceptions: string;
  user_id: string;
  user_name: string | null;
  device_id: string;
  incarnation: string;
  received_at: Date | string;
}

type Fields = HistoryOperation['fields'];

/** The field a question is about is the last word of its id. */
const fieldOf = (conflict: string): string => conflict.slice(conflict.lastIndexOf('.') + 1);

function fieldsOf(op: Operation): Fields {
  switch (op.kind) {
    case 'create':
      return Object.fromEntries(
        Object.entries(op.data).map(([field, value]) => [field, { value }]),
      ) as Fields;
    case 'edit':
      return Object.fromEntries(
        Object.entries(op.fields).map(([field, { value, was }]) => [
          field,
          was === undefined ? { value } : { value, was },
        ]),
      ) as Fields;
    case 'transition':
      return Object.fromEntries(
        Object.entries(op.fields).map(([field, value]) => {
          const was = op.was?.[field];
          return [field, was === undefined ? { value } : { value, was }];
        }),
      ) as Fields;
    case 'settle':
      return Object.fromEntries(
        [op, ...(op.also ?? [])].map(({ conflict, value }) => [fieldOf(conflict), { value }]),
      ) as Fields;
    case 'void':
      return {};
  }
}

function wordsOf(op: Operation): Pick<HistoryOperation, 'step' | 'undoes' | 'reason' | 'undo'> {
  if (op.kind === 'transition')
    return { step: op.name, ...(op.undoes === undefined ? {} : { undoes: op.undoes }) };
  if (op.kind !== 'void') return {};
  return { reason: op.reason, ...(op.undo === true ? { undo: true } : {}) };
}

function operationOf(raw: unknown, { type, id }: HistoryRequest): Operation | undefined {
  const parsed = operationSchema.safeParse(raw);
  // The feed says that this revision is this record's; whatever else the bytes say is not for this reader.
  if (!parsed.success || parsed.data.type !== type || parsed.data.id !== id) return undefined;
  return parsed.data as Operation;
}

const numberOf = (raw: unknown): number =>
  typeof raw === 'object' && raw !== null && 'n' in raw && typeof raw.n === 'number' ? raw.n : 0;

interface Taken {
  readonly n: number;
  readonly raw: unknown;
  readonly exception: ReceiptException | undefined;
}

/** Which operation took which revision: one each in their order, none for rejected and known ones (S3). */
function takenOf(ops: readonly unknown[], row: BatchRow): ReadonlyMap<number, Taken> {
  const exceptions = new Map(exceptionsOf(row.exceptions).map((each) => [each.n, each]));
  const taken = new Map<number, Taken>();
  let rev = row.first_rev;
  for (const raw of ops) {
    const n = numberOf(raw);
    const exception = exceptions.get(n);
    if (exception?.status === 'rejected' || exception?.knownRev !== undefined) continue;
    taken.set(rev, { n, raw, exception });
    rev += 1;
  }
  return taken;
}

/** The wanted revisions of one batch, in the order they were asked for. */
export async function operationsOfBatch(
  sql: Queryable,
  request: HistoryRequest,
  batchNo: number,
  revs: readonly number[],
): Promise<readonly HistoryOperation[]> {
  const [row] = await sql.query<BatchRow>(
    `select b.body, b.first_rev, b.exceptions, b.user_id, u.name as user_name, b.device_id, b.incarnation,
       b.received_at
     from batch b left join app_user u on u.office_id = b.office_id and u.id = b.user_id
     where b.organisation_id = $1 and b.batch_no = $2 and b.compartment = $3`,
    [request.organisation, batchNo, request.compartment],
  );
  if (row === undefined) return [];
  const taken = takenOf((await reopenBody(row.body))?.ops ?? [], row);
  const isSealed = (field: string): boolean => request.definition.fields[field]?.sensitivity === 'sealed';
  return revs.map((rev): HistoryOperation => {
    const { n = 0, raw, exception } = taken.get(rev) ?? {};
    const op = operationOf(raw, request);
    const fields = Object.entries(op ? fieldsOf(op) : {}).filter(([field]) => !isSealed(field));
    const outcome =
      exception?.status === 'conflict' || exception?.status === 'merged' ? exception.status : 'applied';
    const waiting = outcome === 'conflict' ? (exception?.fields ?? []) : [];
    return {
      rev,
      op: opIdOf(row.device_id, row.incarnation, n),
      kind: op?.kind ?? 'unknown',
      ...(op ? wordsOf(op) : {}),
      fields: Object.fromEntries(fields),
      user: row.user_id,
      userName: row.user_name ?? '',
      device: row.device_id,
      at: op?.at ?? '',
      receivedAt: new Date(row.received_at).toISOString(),
      outcome,
      waiting: waiting.filter((field) => !isSealed(field)),
    };
  });
}
