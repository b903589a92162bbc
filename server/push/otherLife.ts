import { sameWords } from '../../domain/protocol/words.ts';
import type { RecordDefinition } from '../../domain/records/definition.ts';
import type { Queryable } from '../sql/sql.ts';
import type { KnownOperation } from './known.ts';
import type { Opened } from './unpack.ts';
import { reopenBody } from './unpack.ts';
import { namesSealed } from './withhold.ts';

type DefinitionOf = (type: string) => RecordDefinition | undefined;

const numberOf = (op: unknown): unknown =>
  typeof op === 'object' && op !== null && 'n' in op ? op.n : undefined;

const isWithheld = (op: unknown): boolean =>
  typeof op === 'object' && op !== null && 'kind' in op && op.kind === 'withheld';

/** Words that were never kept (R21) can only be told by what kept them out. */
function isSame(stored: unknown, sent: unknown, definitionOf: DefinitionOf): boolean {
  return isWithheld(stored) ? namesSealed(sent, definitionOf) : sameWords(stored, sent);
}

/**
 * Whether an operation the province has comes back with other words: then two lives of a restored or cloned PC gave one
 * number to different work, and answering “known” would make one of them forget work that was never taken (R3).
 */
export async function speaksOtherwise(
  tx: Queryable,
  organisation: string,
  opened: Opened,
  known: ReadonlyMap<number, KnownOperation>,
  definitionOf: DefinitionOf,
): Promise<boolean> {
  if (known.size === 0) return false;
  const batches = [...new Set([...known.values()].map(({ batchNo }) => String(batchNo)))];
  const rows = await tx.query<{ batch_no: number; body: Uint8Array }>(
    'select batch_no, body from batch where organisation_id = $1 and batch_no = any($2::bigint[])',
    [organisation, batches],
  );
  const storedOps = new Map<string, unknown>();
  for (const { batch_no: batchNo, body } of rows) {
    for (const op of (await reopenBody(body))?.ops ?? [])
      storedOps.set(`${batchNo}.${String(numberOf(op))}`, op);
  }
  return opened.batch.ops.some((sent, position) => {
    const before = known.get(opened.numbers[position] ?? -1);
    if (!before) return false;
    return !isSame(storedOps.get(`${before.batchNo}.${before.n}`), sent, definitionOf);
  });
}
