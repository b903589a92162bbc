import { twinRulesOf } from '../../../domain/records/twinRules.ts';
import type { TwinRule } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import type { Query } from '../index/port.ts';
import type { TwinsAsked, TwinsPage } from '../twinsPort.ts';
import { sealAct } from './acts.ts';
import { act, commit } from './commit.ts';
import type { Ledger } from './ledger.ts';
import { writable } from './save.ts';
import type { Act, ApartAct } from './stored.ts';

/** Rows sent of one group; of a larger one the screen says how many there are. */
const rowsShown = 20;

const none: TwinsPage = { groups: 0, records: 0, apart: 0, page: [] };

/** From the index alone: no record is read. */
export function twins(ledger: Ledger, asked: TwinsAsked, offset: number, limit: number): TwinsPage {
  const stored = ledger.types.get(asked.type);
  if (stored === undefined) return none;
  const rule = twinRulesOf(stored.definition).find(({ key }) => key === asked.rule);
  if (rule === undefined) return none;
  const all = stored.index.twins(queryOf(asked, rule), fieldsOf(rule));
  const told = toldApart(apartOf(ledger, asked.type)?.groups ?? []);
  const open = all.filter((ids) => !told(ids));
  const page = open.slice(offset, offset + limit).map((ids) => ({
    ids,
    rows: ids
      .slice(0, rowsShown)
      .map((id) => stored.index.get(id))
      .filter((row) => row !== undefined),
  }));
  const records = open.reduce((sum, ids) => sum + ids.length, 0);
  return { groups: open.length, records, apart: all.length - open.length, page };
}

function queryOf({ type, organisations }: TwinsAsked, { where }: TwinRule): Query {
  return {
    type,
    ...(organisations === undefined ? {} : { organisations }),
    ...(where === undefined ? {} : { filters: where }),
  };
}

function fieldsOf({ fields, across }: TwinRule): readonly string[] {
  return across === true ? fields : ['@organisation', ...fields];
}

function apartOf(ledger: Ledger, type: string): (ApartAct & { readonly key: string }) | undefined {
  for (const one of ledger.acts.values()) if (one.kind === 'apart' && one.type === type) return one;
  return undefined;
}

/** A group is told apart when all of it stands in one remembered group: whoever joins later is asked about. */
function toldApart(groups: readonly (readonly string[])[]): (ids: readonly string[]) => boolean {
  const places = new Map<string, Set<number>>();
  groups.forEach((ids, place) => {
    for (const id of ids) places.set(id, (places.get(id) ?? new Set()).add(place));
  });
  return ([first = '', ...rest]) =>
    [...(places.get(first) ?? [])].some((place) => rest.every((id) => places.get(id)?.has(place) === true));
}

/** 不是同一个人: nothing of the records changes; ids only, in the compartment of their type. */
export async function setApart(
  ledger: Ledger,
  input: { readonly type: string; readonly ids: readonly string[] },
): Promise<Result<void>> {
  const definition = writable(ledger, input.type);
  if (!definition.ok) return definition;
  return act(ledger, async (draft) => {
    const known = apartOf(ledger, input.type);
    const value: Act = {
      kind: 'apart',
      type: input.type,
      groups: [...(known?.groups ?? []), [...input.ids].sort()],
      key: known?.key ?? ledger.random.id(),
    };
    const written = await commit(ledger, draft, {
      clerk: true,
      audit: { act: '标为不是同一个', type: input.type, count: input.ids.length },
      entries: async (nextGen) => [await sealAct(ledger, nextGen(), value)],
    });
    if (!written.ok) return written;
    ledger.acts.set(value.key, value);
    ledger.emit({ kind: 'records', type: input.type, ids: [] });
    return written;
  });
}
