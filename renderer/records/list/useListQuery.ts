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
  /** A place of the inner tree. */
  readonly node?: string;
}

interface Wishes {
  readonly search: string;
  readonly filters: Filters;
  readonly ranges?: NonNullable<Query['ranges']>;
  readonly node?: string;
  readonly sort: NonNullable<Query['sort']>;
}

/** The same functions for as long as the list stands: who takes only these is not drawn again. */
interface Setters {
  setSearch(this: void, text: string): void;
  setFilter(this: void, field: string, values: readonly FieldValue[]): void;
  setNode(this: void, node: string | undefined): void;
  sortBy(this: void, field: string): void;
  clear(this: void): void;
}

export interface ListQuery extends Setters {
  readonly query: Query;
  readonly search: string;
  readonly filters: Filters;
  readonly node: string | undefined;
  readonly sort: NonNullable<Query['sort']>;
  readonly narrowed: boolean;
}

function nodeOf(wish: { readonly node?: string } | undefined): { readonly node?: string } {
  return wish?.node === undefined ? {} : { node: wish.node };
}

function without(filters: Filters, field: string): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([key]) => key !== field));
}

/** The state of one list: search, filters, tree node, order. Coming back to a list finds it as it was left. */
export function useListQuery(definition: RecordDefinition, wish?: ListWish): ListQuery {
  const workspace = useWorkspace();
  const organisations = organisationsOf(workspace);
  const [wishes, setWishes] = useState<Wishes>(() => {
    const left = wish === undefined ? workspace.lists.recall(definition.type)?.query : undefined;
    return {
      search: left?.search ?? '',
      filters: wish?.filters ?? left?.filters ?? {},
      ...(wish?.ranges === undefined ? {} : { ranges: wish.ranges }),
      ...nodeOf(wish ?? left),
      sort: left?.sort ?? definition.defaultSort,
    };
  });
  const organisationKey = organisations.join(',');
  const query = useMemo(
    (): Query => ({
      type: definition.type,
      ...(organisationKey === '' ? {} : { organisations: organisationKey.split(',') }),
      ...(wishes.search.trim() === '' ? {} : { search: wishes.search.trim() }),
      ...(Object.keys(wishes.filters).length === 0 ? {} : { filters: wishes.filters }),
      ...(wishes.node === undefined ? {} : { node: wishes.node }),
      ...(wishes.ranges === undefined ? {} : { ranges: wishes.ranges }),
      sort: wishes.sort,
    }),
    [definition.type, organisationKey, wishes],
  );
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
        setWishes((old) => ({ search: '', filters: {}, sort: old.sort }));
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
      sort: wishes.sort,
      narrowed:
        wishes.search.trim() !== '' ||
        wishes.node !== undefined ||
        wishes.ranges !== undefined ||
        Object.keys(wishes.filters).length > 0,
      ...setters,
    }),
    [query, wishes, setters],
  );
}
