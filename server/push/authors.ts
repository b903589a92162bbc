import { opIdOf } from '../../domain/protocol/operation.ts';
import type { Attribution } from '../../domain/protocol/record.ts';
import { fieldRev } from '../../domain/protocol/record.ts';
import { operationSchema } from '../../domain/protocol/wire.ts';
import type { Queryable } from '../sql/sql.ts';
import { exceptionsOf } from './known.ts';
import type { MergeInput, Merged } from './merge.ts';
import { keyOf } from './rows.ts';
import { reopenBody } from './unpack.ts';

interface BatchRow {
  body: Uint8Array;
  first_rev: number;
  exceptions: string;
  office_id: string;
  user_id: string;
  device_id: string;
  incarnation: string;
}

/** Revisions of the values that new questions of this batch are about. */
function revisionsAsked(input: MergeInput, merged: Merged): readonly number[] {
  const asked = new Set<number>();
  const fieldsOf = new Map(
    merged.exceptions.map((each) => [each.n, each.status === 'conflict' ? each.fields : []]),
  );
  for (const { n, op } of input.reads) {
    const current = op && input.current.get(keyOf(op.type, op.id));
    for (const field of (current && fieldsOf.get(n)) ?? []) {
      if (current) asked.add(fieldRev(current, field));
    }
  }
  return [...asked];
}

type Operations = ReadonlyMap<number, Attribution>;

/** Every revision a batch took and who made it: computed again from the bytes and the exceptions (R35). */
async function attributionsOf(tx: Queryable, row: BatchRow): Promise<Operations> {
  const batch = await reopenBody(row.body);
  const [user] = await tx.query<{ name: string }>(
    'select name from app_user where office_id = $1 and id = $2',
    [row.office_id, row.user_id],
  );
  const skipped = new Set(
    exceptionsOf(row.exceptions)
      .filter((each) => each.status === 'rejected' || each.knownRev !== undefined)
      .map((each) => each.n),
  );
  const taken = (batch?.ops ?? [])
    .map((raw) => operationSchema.safeParse(raw))
    .flatMap((parsed) => (parsed.success && !skipped.has(parsed.data.n) ? [parsed.data] : []));
  return new Map(
    taken.map(({ n, at }, index): [number, Attribution] => [
      row.first_rev + index,
      {
        user: row.user_id,
        userName: user?.name ?? '',
        device: row.device_id,
        at,
        op: opIdOf(row.device_id, row.incarnation, n),
      },
    ]),
  );
}

/**
 * A question shows who gave the province's value. The record only knows its last author, who may have changed another
 * field; so the few revisions that a question is about are looked up in the history.
 */
export async function authorsOfRevisions(
  tx: Queryable,
  input: MergeInput,
  merged: Merged,
): Promise<ReadonlyMap<number, Attribution>> {
  const authors = new Map<number, Attribution>();
  for (const rev of revisionsAsked(input, merged)) {
    if (authors.has(rev)) continue;
    const [row] = await tx.query<BatchRow>(
      `select body, first_rev, exceptions, office_id, user_id, device_id, incarnation from batch
       where organisation_id = $1 and first_rev <= $2 order by first_rev desc, batch_no desc limit 1`,
      [input.organisation, rev],
    );
    if (!row) continue;
    for (const [each, author] of await attributionsOf(tx, row)) authors.set(each, author);
  }
  return authors;
}
