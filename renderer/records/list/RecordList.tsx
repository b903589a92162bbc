import { Button, Dropdown } from 'antd';
import type { MenuProps } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { Query } from '../../store/index/port.ts';
import type { ListScreen } from '../ui/listMemory.ts';
import { useStatusLine } from '../ui/statusLine.tsx';
import { useStoreEvents } from '../ui/events.ts';
import { useLoaded } from '../ui/useLoaded.ts';
import { count } from '../ui/words.ts';
import { organisationName, useMayWrite, useWorkspace } from '../ui/workspace.tsx';
import { chosenRowsOf } from './chosenRows.ts';
import { ColumnPicker } from './ColumnPicker.tsx';
import { FilterStrip } from './FilterStrip.tsx';
import { Grid } from './Grid.tsx';
import { ListHead } from './ListHead.tsx';
import { ListMenu } from './ListMenu.tsx';
import { PickByNumbers } from './PickByNumbers.tsx';
import { QueryContext } from './queryContext.ts';
import { nothingSelected } from './selection.ts';
import { sumsOf } from './sums.ts';
import { TreePane } from './TreePane.tsx';
import { useColumns } from './useColumns.ts';
import { useCopy } from './useCopy.ts';
import type { ListWish } from './useListQuery.ts';
import { useListQuery } from './useListQuery.ts';
import { useRows } from './useRows.ts';

export interface ListActs {
  /** Entries of the batch menu and the right-click menu. */
  readonly items: NonNullable<MenuProps['items']>;
  readonly choose: (key: string, ids: readonly string[]) => void;
}

const noItems: ListActs['items'] = [];

interface RecordListProps {
  /** Its `list` are the columns shown: a screen of its own may bring others. */
  readonly definition: RecordDefinition;
  /** What the page is called; the list's own name otherwise. */
  readonly title?: string;
  /** The screen of its own that this list is. */
  readonly screen?: ListScreen;
  readonly wish?: ListWish;
  readonly acts: ListActs;
  readonly actsLabel: string;
  readonly onOpen: (id: string) => void;
  /** Absent where nobody is added by hand. */
  readonly onNew?: () => void;
  /** With ids: of the query only those. */
  readonly onExport: (query: Query, total: number, ids?: readonly string[]) => void;
  /** The same for paper; absent where the type has none. */
  readonly onPrint?: ((query: Query, total: number, ids?: readonly string[]) => void) | undefined;
  /** The page's red button when there is one besides 新增. */
  readonly primary?: ReactNode;
  /** Shown in place of the grid while there is not one record. */
  readonly nothingYet: ReactNode;
  /** What the last act did, in words. */
  readonly news?: ReactNode;
}

/**
 * Any record type as a list: everything it shows it reads from the definition. A key in the search box comes by here
 * twice, with the word and with its rows, so what neither concerns gets the same elements or the same functions again.
 */
export function RecordList(props: RecordListProps) {
  const { definition, acts, onOpen, onExport, onPrint, actsLabel, screen } = props;
  const workspace = useWorkspace();
  const { store, events, lists } = workspace;
  const mayWrite = useMayWrite(definition.compartment);
  const list = useListQuery(definition, props.wish);
  const rows = useRows(store, events, list.query);
  const columns = useColumns(definition, screen?.key);
  const [selection, setSelection] = useState(nothingSelected);
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const [startAt] = useState(() => {
    const left = lists.recall(definition.type);
    return left?.screen?.key === screen?.key ? (left?.index ?? 0) : 0;
  });
  const box = useRef<HTMLDivElement>(null);
  const { organisations } = list.query;
  const { treeField } = list;
  const { wish } = props;
  const around = {
    type: definition.type,
    ...(treeField === undefined ? {} : { treeField }),
    ...(organisations === undefined ? {} : { organisations }),
    ...(wish?.fixed === true && wish.filters !== undefined ? { filters: wish.filters } : {}),
    ...(wish?.fixed === true && wish.ranges !== undefined ? { ranges: wish.ranges } : {}),
  };
  const [tree, reloadTree] = useLoaded(
    async () => (treeField === undefined ? [] : store.tree(around)),
    JSON.stringify(around),
  );
  useStoreEvents(events, (event) => {
    if (event.kind === 'records' && event.type === definition.type) reloadTree();
  });

  const unitName = useCallback((id: string) => organisationName(workspace, id), [workspace]);
  const chosenRows = useMemo(() => chosenRowsOf(rows, selection, range), [rows, selection, range]);
  const wholeSelection = chosenRows.length === selection.ids.size;

  // What acts ask for when they are called; the functions themselves stay the same from key to key. An act concerns the
  // list as it stands on the screen, and not a word whose rows are still on their way.
  const latest = useRef({ rows, query: list.query, chosenRows, columns: columns.shown, selection });
  useEffect(() => {
    latest.current = {
      rows,
      query: rows.query ?? list.query,
      chosenRows,
      columns: columns.shown,
      selection,
    };
  });
  const { onCopy, toldOf } = useCopy(store, latest, unitName, definition.countWord);
  const idsBetween = useCallback(
    async (from: number, to: number): Promise<readonly string[]> => {
      const now = latest.current;
      const loaded: string[] = [];
      for (let index = from; index <= to; index += 1) {
        const row = now.rows.row(index);
        if (row === undefined) return (await store.ids(now.query)).slice(from, to + 1);
        loaded.push(row.id);
      }
      return loaded;
    },
    [store],
  );
  const onVisible = useCallback((first: number, last: number) => {
    setRange((old) => (old[0] === first && old[1] === last ? old : [first, last]));
  }, []);
  const open = useCallback(
    (id: string, index: number) => {
      const from = screen === undefined ? {} : { screen };
      lists.keep(definition.type, { query: latest.current.query, index, ...from });
      onOpen(id);
    },
    [lists, definition.type, onOpen, screen],
  );
  const pick = useCallback((ids: ReadonlySet<string>) => {
    setSelection({ ids, anchor: 0 });
  }, []);
  const leaveBox = useCallback(() => box.current?.focus(), []);
  const exportShown = useCallback(() => {
    onExport(latest.current.query, latest.current.rows.total);
  }, [onExport]);

  const printShown = useCallback(() => {
    onPrint?.(latest.current.query, latest.current.rows.total);
  }, [onPrint]);

  // Like every act, of all that are chosen: a search made since then hides some of them and does not drop them.
  const withChosen = useCallback((take: (query: Query, total: number, ids: readonly string[]) => void) => {
    const { query, selection: chosen } = latest.current;
    const { type, organisations: units, sort } = query;
    take(
      {
        type,
        ...(units === undefined ? {} : { organisations: units }),
        ...(sort === undefined ? {} : { sort }),
      },
      chosen.ids.size,
      [...chosen.ids],
    );
  }, []);
  const exportChosen = useCallback(() => {
    withChosen(onExport);
  }, [withChosen, onExport]);
  const printChosen = useMemo(
    () =>
      onPrint === undefined
        ? undefined
        : () => {
            withChosen(onPrint);
          },
    [withChosen, onPrint],
  );

  const word = definition.countWord;
  const total = list.narrowed
    ? { text: '共', value: count(rows.total), after: `${word}（全部 ${count(rows.all)} ${word}）` }
    : { text: '共', value: count(rows.total), after: word };
  useStatusLine([
    // Nothing is said before the first answer: “共 0 人” for a blink looks like a lost roster.
    ...(rows.ready ? [total] : []),
    ...(selection.ids.size === 0
      ? []
      : [
          { text: '已选', value: count(selection.ids.size), after: word },
          ...(wholeSelection ? sumsOf(definition, chosenRows) : []),
          ...toldOf(selection),
        ]),
  ]);

  const onAct = useCallback(
    (key: string) => {
      acts.choose(key, [...selection.ids]);
    },
    [acts, selection],
  );
  const menu = useMemo(
    (): MenuProps => ({
      items: acts.items,
      onClick: ({ key }) => {
        onAct(key);
      },
    }),
    [acts.items, onAct],
  );
  const menuOff = !mayWrite || acts.items.length === 0;
  const noneChosen = selection.ids.size === 0;
  const actsButton = useMemo(
    () =>
      menuOff ? null : (
        <Dropdown menu={menu} trigger={['click']} disabled={noneChosen}>
          <Button size="small">
            {actsLabel}
            {noneChosen ? '' : `（${count(selection.ids.size)} ${word}）`}
          </Button>
        </Dropdown>
      ),
    [menuOff, menu, noneChosen, actsLabel, selection, word],
  );
  const exportLabel = `导出所选 ${count(selection.ids.size)} ${word}`;
  const { clear } = list;
  const empty = useMemo(
    () => (
      <div className="nothing-found">
        <p>没有符合的{word === '人' ? '人' : '记录'}。原来的内容都在，只是被筛选挡住了。</p>
        <Button onClick={clear}>
          清除筛选，看全部 {count(rows.all)} {word}
        </Button>
      </div>
    ),
    [word, clear, rows.all],
  );
  const label = props.title ?? definition.listLabel ?? definition.label;
  const { sort, filters, sortBy, setFilter } = list;
  const grid = useMemo(
    () => (
      <ListMenu
        rows={rows}
        selection={selection}
        box={box}
        exportLabel={exportLabel}
        acts={menuOff ? noItems : acts.items}
        onSelect={setSelection}
        onOpen={open}
        onExport={exportChosen}
        onPrint={printChosen}
        onAct={onAct}
      >
        <Grid
          label={label}
          countWord={word}
          columns={columns.shown}
          rows={rows}
          sort={sort}
          filters={filters}
          sortBy={sortBy}
          setFilter={setFilter}
          startAt={startAt}
          selection={selection}
          box={box}
          unitName={unitName}
          idsBetween={idsBetween}
          onSelect={setSelection}
          onOpen={open}
          onVisible={onVisible}
          onCopy={onCopy}
          empty={empty}
        />
      </ListMenu>
    ),
    [
      acts.items,
      onAct,
      exportLabel,
      exportChosen,
      printChosen,
      menuOff,
      label,
      word,
      columns.shown,
      rows,
      sort,
      filters,
      sortBy,
      setFilter,
      startAt,
      selection,
      unitName,
      idsBetween,
      open,
      onVisible,
      onCopy,
      empty,
    ],
  );
  const nothing = rows.ready && rows.total === 0 && !list.narrowed;
  return (
    <section className="page" aria-label={label}>
      <ListHead
        definition={definition}
        title={label}
        search={list.search}
        onSearch={list.setSearch}
        onLeave={leaveBox}
        empty={rows.total === 0}
        mayWrite={mayWrite}
        onExport={exportShown}
        onPrint={onPrint === undefined ? undefined : printShown}
        onNew={props.onNew}
        primary={props.primary}
      />
      {props.news}
      {nothing ? (
        props.nothingYet
      ) : (
        <>
          <FilterStrip
            definition={definition}
            list={list}
            columns={columns.all}
            total={rows.total}
            rangeLabel={props.wish?.rangeLabel}
            unitName={unitName}
          >
            {noneChosen ? null : (
              <Button size="small" onClick={exportChosen}>
                {exportLabel}
              </Button>
            )}
            {noneChosen || printChosen === undefined ? null : (
              <Button size="small" onClick={printChosen}>
                打印所选…
              </Button>
            )}
            {actsButton}
            <span className="quiet wide" aria-live="off">
              {rows.ready
                ? `第 ${rows.total === 0 ? '0' : count(range[0] + 1)}–${count(Math.min(range[1] + 1, rows.total))} 行 / ${count(rows.total)}`
                : null}
            </span>
            <PickByNumbers definition={definition} onPick={pick} />
            <ColumnPicker columns={columns.all} hidden={columns.hidden} onChange={columns.setHidden} />
          </FilterStrip>
          <div className="list-body">
            {treeField === undefined ||
            tree === undefined ||
            (tree.length === 0 && treeField === definition.treeField) ? null : (
              <TreePane
                definition={definition}
                field={treeField}
                onField={list.setTree}
                total={wish?.fixed === true && list.node === undefined ? rows.total : rows.all}
                nodes={tree}
                chosen={list.node}
                onChoose={list.setNode}
              />
            )}
            <QueryContext value={list.query}>{grid}</QueryContext>
          </div>
        </>
      )}
    </section>
  );
}
