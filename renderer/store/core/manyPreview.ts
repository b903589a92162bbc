import { sameValue, valueOf } from '../../../domain/protocol/values.ts';
import { isEmpty } from '../../../domain/records/validate.ts';
import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import type { ManyPreview, SetManyInput } from '../actsPort.ts';
import { readEnvelopes } from '../units/read.ts';
import { mayFill } from './batchActs.ts';
import type { Ledger } from './ledger.ts';
import { refusal } from './save.ts';

/** How many records are decrypted at once: bounds memory, and lets other questions in between. */
const block = 1024;

/** What `setMany` would do, by the same questions, without doing it. */
export async function setManyPreview(ledger: Ledger, input: SetManyInput): Promise<Result<ManyPreview>> {
  const definition = mayFill(ledger, input);
  if (!definition.ok) return definition;
  const fields = Object.entries(input.fields);
  const counted = { fill: 0, change: 0, same: 0, skipped: 0 };
  const ids = [...new Set(input.ids)];
  for (let at = 0; at < ids.length; at += block) {
    const some = ids.slice(at, at + block);
    const { found } = await readEnvelopes(ledger, input.type, some);
    counted.skipped += some.length - found.size;
    for (const { data, voided } of found.values()) {
      const differing = fields.filter(([field, value]) => !sameValue(valueOf(data, field), value));
      if (voided || refusal(definition.value, { ...data, ...input.fields }, data)) counted.skipped += 1;
      else if (differing.length === 0) counted.same += 1;
      else if (differing.every(([field]) => isEmpty(data[field]))) counted.fill += 1;
      else counted.change += 1;
    }
  }
  return ok(counted);
}
