import type { Condition } from '../../../domain/records/conditions.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { Judged } from '../../../domain/records/unconfirmed.ts';
import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import type { Query } from '../../store/index/port.ts';
import type { StorePort } from '../../store/port.ts';

/** Read at once: small enough for a count that moves and a 取消 that is heard. */
const portion = 2048;

export interface JudgeAsked {
  readonly definition: RecordDefinition;
  readonly organisations: readonly string[];
  readonly judged: Judged;
  readonly conditions: readonly Condition[];
}

/**
 * Who meets all conditions and has nothing in the column yet: a value somebody gave is never judged over. `undefined`
 * when stopped.
 */
export async function whoIsMeant(
  store: Pick<StorePort, 'ids' | 'whoMeets'>,
  { definition, organisations, judged, conditions }: JudgeAsked,
  progress: (done: number, total: number) => boolean,
): Promise<Result<readonly string[] | undefined>> {
  const { type, fields } = definition;
  const needed = fields[judged.field]?.need === 'report';
  const query: Query = {
    type,
    organisations,
    ...(needed ? { filters: { '@gap': [judged.field] } } : {}),
  };
  const ids = await store.ids(query);
  const empty: Condition = { field: judged.field, kind: 'empty', values: [] };
  const found: string[] = [];
  for (let at = 0; at < ids.length; at += portion) {
    if (!progress(at, ids.length)) return ok(undefined);
    const some = await store.whoMeets({
      type,
      ids: ids.slice(at, at + portion),
      conditions: [...conditions, empty],
    });
    if (!some.ok) return some;
    found.push(...some.value);
  }
  return ok(found);
}
