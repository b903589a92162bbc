import { meetsAll } from '../../../domain/records/conditions.ts';
import type { Condition } from '../../../domain/records/conditions.ts';
import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import { readEnvelopes } from '../units/read.ts';
import type { Ledger } from './ledger.ts';
import { notYours, unreadable } from './view.ts';

/** Fields that no index holds (户籍所在地) are judged in the record itself. What is sealed elsewhere is not judged. */
export async function whoMeets(
  ledger: Ledger,
  input: {
    readonly type: string;
    readonly ids: readonly string[];
    readonly conditions: readonly Condition[];
  },
): Promise<Result<readonly string[]>> {
  const stored = ledger.types.get(input.type);
  if (stored === undefined) return notYours;
  const { found, unreadable: bad } = await readEnvelopes(ledger, input.type, input.ids);
  if (bad.length > 0) return unreadable(stored, bad);
  return ok(
    input.ids.filter((id) => {
      const envelope = found.get(id);
      return envelope !== undefined && !envelope.voided && meetsAll(input.conditions, envelope.data);
    }),
  );
}
