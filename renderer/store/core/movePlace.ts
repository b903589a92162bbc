import { valueOf } from '../../../domain/protocol/values.ts';
import type { FieldValue } from '../../../domain/records/definition.ts';
import { isAtOrBelow, movedPath } from '../../../domain/records/paths.ts';
import type { Result } from '../../../domain/result.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { MovedPlace, MovePlaceInput } from '../actsPort.ts';
import { editFields } from '../work/edit.ts';
import type { ActWatch } from './batchActs.ts';
import { messageOf, onMany } from './batchActs.ts';
import type { Ledger } from './ledger.ts';
import { ids } from './queries.ts';
import { keptElsewhere, refusal, writable } from './save.ts';

const elsewhere = '已经不在这个位置了，没有动。';

/**
 * A place of the inner tree is renamed, moved or joined with another by giving everybody at and below it a new path: one
 * act, one transaction, a line in each one's history. Who is there is asked when its turn comes, not when it was shown.
 */
export async function movePlace(
  ledger: Ledger,
  input: MovePlaceInput,
  watch: ActWatch,
): Promise<Result<MovedPlace>> {
  const { type, field, from, to } = input;
  const definition = writable(ledger, type);
  if (!definition.ok) return definition;
  const known = definition.value.fields[field];
  if (known?.kind !== 'path' || from === '' || to === '' || isAtOrBelow(to, from))
    return fail('badPlace', '不能移到它自己里面，没有改动任何人。请另选一个位置。');
  const label = `${known.label} ${from} → ${to}（${input.word}）`;
  const changes: { id: string; from: FieldValue; to: FieldValue }[] = [];
  const here = { type, organisations: [input.organisation], treeField: field, node: from };
  const many = { type, ids: ids(ledger, here), label: `${known.label}${input.word}`, fields: [field], watch };
  const done = await onMany(ledger, many, (envelope, stamp) => {
    const kept = keptElsewhere(definition.value, envelope, [field]);
    if (kept !== undefined) return kept;
    const was = valueOf(envelope.data, field);
    const next = typeof was === 'string' ? movedPath(was, from, to) : undefined;
    if (next === undefined) return elsewhere;
    const after = editFields(envelope, { [field]: next }, { ...stamp, what: label }, definition.value);
    const refused = messageOf(refusal(definition.value, after.data, envelope.data));
    if (refused !== undefined) return refused;
    changes.push({ id: envelope.id, from: next, to: was });
    return after;
  });
  return done.ok ? ok({ ...done.value, changes }) : done;
}
