import type { Query } from './port.ts';
import { maskFrom } from './rowMask.ts';
import type { RowTable } from './rows/rowTable.ts';
import type { Search } from './search/search.ts';
import { isBlank, testOf } from './values.ts';
import type { Range, ValueTest } from './values.ts';

/** Rows of the chosen organisations, before anything narrows them: the “全部” of “共 412 人（全部 8,126 人）”. */
export function scopeMask(table: RowTable, query: Query): Uint8Array {
  const mask = maskFrom(query.includeVoided === true ? table.alive : table.shown, table.size);
  if (query.organisations !== undefined && query.organisations.length > 0) {
    table.organisations.keep(mask, table.size, testOf(query.organisations));
  }
  return mask;
}

/** Leaves out of the query what the asker varies: the funnel of a column its own filter, the tree its chosen node. */
export interface Without {
  readonly field?: string;
  readonly node?: boolean;
}

/** Narrows the scope by filters, ranges, node and search. An unknown field counts as blank in every row. */
export function narrow(
  table: RowTable,
  search: Search,
  ownTree: string | undefined,
  query: Query,
  mask: Uint8Array,
  without: Without = {},
): void {
  const size = table.size;
  for (const [field, wanted] of Object.entries(query.filters ?? {})) {
    if (field !== without.field && wanted.length > 0) keep(table, mask, field, testOf(wanted));
  }
  for (const [field, range] of Object.entries(query.ranges ?? {})) {
    if (field !== without.field && !isOpen(range)) {
      const column = table.column(field);
      if (column === undefined) mask.fill(0);
      else column.keepRange(mask, size, range);
    }
  }
  const { node = '' } = query;
  if (node !== '' && without.node !== true) {
    keep(
      table,
      mask,
      query.treeField ?? ownTree ?? '',
      (value) => typeof value === 'string' && (value === node || value.startsWith(`${node}/`)),
    );
  }
  if (query.search !== undefined) search.keep(mask, query.search);
}

function keep(table: RowTable, mask: Uint8Array, field: string, test: ValueTest): void {
  const column = table.column(field);
  if (column !== undefined) column.keep(mask, table.size, test);
  else if (!test(undefined)) mask.fill(0);
}

function isOpen(range: Range): boolean {
  return isBlank(range.from) && isBlank(range.to);
}
