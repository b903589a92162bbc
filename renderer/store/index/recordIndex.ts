import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import { CodedColumn } from './columns/codedColumn.ts';
import { compareValues } from './columns/column.ts';
import { narrow, scopeMask } from './masks.ts';
import type { Without } from './masks.ts';
import type { IndexRow, Query, QueryPage, RecordIndex, SyncState, TreeNode, WarmableIndex } from './port.ts';
import { readPack } from './rowPack.ts';
import { OpenWork } from './rows/openWork.ts';
import { countOf } from './rowMask.ts';
import { RowTable, SYNC_STATES } from './rows/rowTable.ts';
import { Rungs } from './rows/rungs.ts';
import { rowsAlike } from './rows/rowsAlike.ts';
import { Search } from './search/search.ts';
import { SortOrders } from './sortOrders.ts';
import { PathTree } from './pathTree.ts';
import { isBlank, keyOf } from './values.ts';

/** An empty index of one record type. It is a cache of the units (R17) and holds nothing they do not. */
export function createRecordIndex(definition: RecordDefinition): WarmableIndex {
  const table = new RowTable(definition);
  const search = new Search(definition, table);
  const orders = new SortOrders(table);
  const rungs = new Rungs(table);
  const work = new OpenWork(table);
  let alike: { readonly key: string; readonly groups: ReturnType<typeof rowsAlike> } | undefined;
  const trees = new Map<string, PathTree>();
  const syncs: Record<SyncState, number> = { saved: 0, backedUp: 0, rejected: 0, conflict: 0 };

  function beforeWrite(row: number): void {
    syncs[table.sync(row)] -= 1;
    rungs.forget(row);
  }

  function afterWrite(row: number): void {
    alike = undefined;
    if (table.alive[row] === 1) {
      syncs[table.sync(row)] += 1;
      rungs.note(row);
    }
    work.note(row);
    orders.touch(row);
    search.touch(row);
  }

  function maskOf(query: Query, without?: Without): Uint8Array {
    const mask = scopeMask(table, query);
    narrow(table, search, definition.treeField, query, mask, without);
    return mask;
  }

  /** Rows of the mask in the order of the query, from `offset` on; `total` of them stand in the mask. */
  function ordered(
    query: Query,
    mask: Uint8Array,
    total: number,
    offset: number,
    limit: number,
  ): readonly number[] {
    const { field, descending = false } = query.sort ?? definition.defaultSort;
    const { rows, filled } = orders.by(field);
    const found: number[] = [];
    const wanted = Math.min(limit, total - offset);
    let skip = offset;
    for (let at = 0; at < rows.length && found.length < wanted; at += 1) {
      const row = rows[descending && at < filled ? filled - 1 - at : at] ?? 0;
      if (mask[row] === 0) continue;
      if (skip > 0) skip -= 1;
      else found.push(row);
    }
    return found;
  }

  return {
    definition,
    get size() {
      return table.live;
    },
    upsert(unit, rows) {
      rows.forEach((value, slot) => {
        const known = table.find(value.id);
        if (known !== undefined) beforeWrite(known);
        const row = known ?? table.claim(value.id);
        table.write(row, unit, slot, value);
        afterWrite(row);
      });
    },
    remove(ids) {
      for (const id of ids) {
        const row = table.find(id);
        if (row === undefined) continue;
        beforeWrite(row);
        table.release(row);
        afterWrite(row);
      }
    },
    get(id) {
      const row = table.find(id);
      return row === undefined ? undefined : table.read(row);
    },
    query(query, offset, limit): QueryPage {
      const mask = scopeMask(table, query);
      const all = countOf(mask);
      narrow(table, search, definition.treeField, query, mask);
      const total = countOf(mask);
      const rows = ordered(query, mask, total, Math.max(offset, 0), limit);
      return { total, all, rows: rows.map((row): IndexRow => table.read(row)) };
    },
    ids(query) {
      const mask = maskOf(query);
      return ordered(query, mask, countOf(mask), 0, Number.POSITIVE_INFINITY).map((row) => table.id(row));
    },
    counts(query, field) {
      const mask = maskOf(query, { field });
      const column = table.column(field);
      return valueCounts(column?.tally(mask, table.size) ?? [[undefined, countOf(mask)]]);
    },
    tree(query): readonly TreeNode[] {
      const field = query.treeField ?? definition.treeField ?? '';
      const column = table.column(field);
      if (!(column instanceof CodedColumn)) return [];
      const paths = trees.get(field) ?? new PathTree();
      trees.set(field, paths);
      paths.update(column.values);
      const scope = scopeMask(table, query);
      const present = column.countCodes(scope, table.size);
      narrow(table, search, definition.treeField, query, scope, { node: true });
      return paths.count(present, column.countCodes(scope, table.size));
    },
    twins(query, fields) {
      // Paging asks the same again; a write makes it another question.
      const key = JSON.stringify([query, fields]);
      if (alike?.key !== key) {
        const columns = fields.map((field) => table.column(field));
        alike = { key, groups: rowsAlike(columns, maskOf(query), table.size) };
      }
      return alike.groups.map((rows) => rows.map((row) => table.id(row)));
    },
    match(organisation, fields) {
      return rungs.match(organisation, fields).map((row) => table.id(row));
    },
    load(packs) {
      const whole = packs.map(({ pack }) =>
        pack instanceof Uint8Array ? readPack(table.layout, pack) : pack,
      );
      table.reserve(whole.reduce((sum, pack) => sum + (pack?.count ?? 0), 0));
      packs.forEach(({ unit, marks = [] }, position) => {
        const pack = whole[position];
        if (pack === undefined) return;
        const rows = table.load(unit, pack);
        for (const { slot, count, sync } of marks)
          for (const row of rows.subarray(slot, slot + count)) table.restate(row, sync);
      });
      recount();
      return [...whole.keys()].filter((position) => whole[position] === undefined);
    },
    read: (pack) => readPack(table.layout, pack),
    restate(ids, sync) {
      alike = undefined;
      for (const id of ids) {
        const row = table.find(id);
        if (row === undefined) continue;
        syncs[table.sync(row)] -= 1;
        table.restate(row, sync);
        syncs[sync] += 1;
        work.note(row);
      }
      // No search text, rung or other order holds the state.
      orders.forget('@sync');
    },
    place(id) {
      const row = table.find(id);
      return row === undefined ? undefined : table.place(row);
    },
    openWork(organisation, limit) {
      return work.take(organisation, limit);
    },
    syncCounts() {
      return { ...syncs, work: work.count };
    },
    warm() {
      return search.warm();
    },
  };

  /** After a load everything derived from the rows is made anew: cheaper than following each of them. */
  function recount(): void {
    alike = undefined;
    orders.clear();
    rungs.clear();
    search.clear();
    for (const state of SYNC_STATES) syncs[state] = 0;
    for (let row = 0; row < table.size; row += 1) {
      if (table.alive[row] === 1) syncs[table.sync(row)] += 1;
      work.note(row);
    }
  }
}

/** Blanks as one `null` at the end, a list counted under each of its items; ascending like the tally. */
function valueCounts(
  tally: readonly (readonly [FieldValue | undefined, number])[],
): ReturnType<RecordIndex['counts']> {
  const counts = new Map<string, { value: FieldValue; count: number }>();
  let blanks = 0;
  let lists = false;
  const add = (value: FieldValue, count: number): void => {
    const entry = counts.get(keyOf(value));
    if (entry === undefined) counts.set(keyOf(value), { value, count });
    else entry.count += count;
  };
  for (const [value, count] of tally) {
    if (isBlank(value)) blanks += count;
    else if (typeof value === 'object') {
      lists = true;
      for (const item of new Set(value)) add(item, count);
    } else add(value, count);
  }
  const list = [...counts.values()];
  if (lists) list.sort((a, b) => compareValues(a.value, b.value));
  return blanks === 0 ? list : [...list, { value: null, count: blanks }];
}
