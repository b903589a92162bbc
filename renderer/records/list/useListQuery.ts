import { useMemo, useState } from 'react';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Query } from '../../store/index/port.ts';
import { organisationsOf, useWorkspace } from '../ui/workspace.tsx';

export type Filters = Readonly<Record<string, readonly FieldValue[]>>;

/** What a list is asked to show at its first sight, by a link from another screen. */
export interface ListWish {
  readonly filters?: Filters;
  readonly ranges?: NonNullable<Query['ranges']>;
  readonly rangeLabel?: string;
  readonly node?: string;
  /** The path field that `node` is a place of; the list's own when absent. */
  readonly treeField?: string;
  readonly sort?: NonNullable<Query['sort']>;
  /** The list of a screen of its own: what it is narrowed to cannot be cleared and is not shown as a filter. */
  readonly fixed?: boolean;
}

interface Wishes {
  readonly search: string;
  readonly filters: Filters;
  readonly ranges?: NonNullable<Query['ranges']>;
  readonly node?: string;
  readonly treeField?: string;
  readonly sort: NonNullable<Query['sort']>;
}

/** The same functions for as long as the list stands: who takes only these is not drawn again. */
interface Setters {
  setSearch(this: void, text: string): void;
  setFilter(this: void, field: string, values: readonly FieldValue[]): void;
  setNode(this: void, node: string | undefined): void;
  /** Another tree at the left; a place of the tree that leaves narrows nothing any more. */
  setTree(this: void, field: string): void;
  sortBy(this: void, field: string): void;
  clear(this: void): void;
}

export interface ListQuery extends Setters {
  readonly query: Query;
  readonly search: string;
  readonly filters: Filters;
  readonly node: string | undefined;
  readonly treeField: string | undefined;
  readonly sort: NonNullable<Query['sort']>;
  readonly narrowed: boolean;
}

/** A funnel opened over a fixed filter of the same field chooses among its values. */
function both(fixed: Filters, chosen: Filters): Filters {
  const shared = Object.entries(fixed).map(([key, values]) => {
    const own = chosen[key];
    return [key, own === undefined ? values : values.filter((value) => own.includes(value))] as const;
  });
  return { ...chosen, ...Object.fromEntries(shared) };
}

const nothing: Filters = {};

function without(filters: Filters, field: string): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([key]) => key !== field));
}

/** The state of one list: search, filters, tree node, order. Coming back to a list finds it as it was left. */
export function useListQuery(definition: RecordDefinition, wish?: ListWish): ListQuery {
  const workspace = useWorkspace();
  const organisations = organisationsOf(workspace);
  const fixed = wish?.fixed === true ? wish : undefined;
  const [wishes, setWishes] = useState<Wishes>(() => {
    const place = wish === undefined ? workspace.lists.recall(definition.type) : undefined;
    // What a screen of its own was narrowed to would be a filter here that nobody set.
    const left = place?.screen === undefined ? place?.query : undefined;
    const { node, treeField } = wish ?? left ?? {};
    return {
      search: left?.search ?? '',
      filters: (fixed ? undefined : wish?.filters) ?? left?.filters ?? {},
      ...(fixed || wish?.ranges === undefined ? {} : { ranges: wish.ranges }),
      ...(node === undefined ? {} : { node }),
      ...(treeField === undefined ? {} : { treeField }),
      sort: wish?.sort ?? left?.sort ?? definition.defaultSort,
    };
  });
  const organisationKey = organisations.join(',');
  const base = fixed?.filters ?? nothing;
  const baseRanges = fixed?.ranges;
  const query = useMemo((): Query => {
    const filters = both(base, wishes.filters);
    const ranges = baseRanges ?? wishes.ranges;
    return {
      type: definition.type,
      ...(organisationKey === '' ? {} : { organisations: organisationKey.split(',') }),
      ...(wishes.search.trim() === '' ? {} : { search: wishes.search.trim() }),
      ...(Object.keys(filters).length === 0 ? {} : { filters }),
      ...(wishes.node === undefined ? {} : { node: wishes.node }),
      ...(wishes.treeField === undefined ? {} : { treeField: wishes.treeField }),
      ...(ranges === undefined ? {} : { ranges }),
      sort: wishes.sort,
    };
  }, [definition.type, organisationKey, wishes, base, baseRanges]);
  const setters = useMemo(
    (): Setters => ({
      setSearch(search) {
        setWishes((old) => ({ ...old, search }));
      },
      setFilter(field, values) {
        setWishes((old) => ({
          ...old,
          filters: values.length === 0 ? without(old.filters, field) : { ...old.filters, [field]: values },
        }));
      },
      setNode(node) {
        setWishes(({ node: _left, ...rest }) => (node === undefined ? rest : { ...rest, node }));
      },
      setTree(treeField) {
        setWishes(({ node: _left, ...rest }) => ({ ...rest, treeField }));
      },
      sortBy(field) {
        setWishes((old) => ({
          ...old,
          sort:
            old.sort.field === field && old.sort.descending !== true
              ? { field, descending: true }
              : { field },
        }));
      },
      clear() {
        setWishes(({ sort, treeField }) => ({
          search: '',
          filters: {},
          sort,
          ...(treeField === undefined ? {} : { treeField }),
        }));
      },
    }),
    [],
  );
  return useMemo(
    () => ({
      query,
      search: wishes.search,
      filters: wishes.filters,
      node: wishes.node,
      treeField: wishes.treeField ?? definition.treeField,
      sort: wishes.sort,
      narrowed:
        wishes.search.trim() !== '' ||
        wishes.node !== undefined ||
        wishes.ranges !== undefined ||
        Object.keys(wishes.filters).length > 0,
      ...setters,
    }),
    [query, wishes, setters, definition.treeField],
  );
}
