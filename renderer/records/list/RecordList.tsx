import { Button, Dropdown } from 'antd';
import type { MenuProps } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { IndexRow, Query } from '../../store/index/port.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { useStatusLine } from '../ui/statusLine.tsx';
import { useStoreEvents } from '../ui/events.ts';
import { useLoaded } from '../ui/useLoaded.ts';
import { count } from '../ui/words.ts';
import { organisationName, useMayWrite, useWorkspace } from '../ui/workspace.tsx';
import { ColumnPicker } from './ColumnPicker.tsx';
import { rowsAsText } from './copy.ts';
import { FilterStrip } from './FilterStrip.tsx';
import { Grid } from './Grid.tsx';
import { ListMenu } from './ListMenu.tsx';
import { SearchBox } from './SearchBox.tsx';
import { nothingSelected } from './selection.ts';
import { sumsOf } from './sums.ts';
import { TreePane } from './TreePane.tsx';
import { useColumns } from './useColumns.ts';
import type { ListWish } from './useListQuery.ts';
import { useListQuery } from './useListQuery.ts';
import { useRows } from './useRows.ts';

export interface ListActs {
  /** Entries of the batch menu and the right-click menu. */
  readonly items: NonNullable<MenuProps['items']>;
  readonly choose: (key: string, ids: readonly string[]) => void;
}

interface RecordListProps {
  readonly definition: RecordDefinition;
  readonly wish?: ListWish;
  readonly acts: ListActs;
  readonly actsLabel: string;
  readonly onOpen: (id: string) => void;
  readonly onNew: () => void;
  readonly onExport: (query: Query, total: number) => void;
  /** The page's red button when there is one besides 新增. */
  readonly primary?: ReactNode;
  /** Shown in place of the grid while there is not one record. */
  readonly nothingYet: ReactNode;
  /** What the last act did, in words. */
  readonly news?: ReactNode;
}

/** Any record type as a list: everything it shows it reads from the definition. */
export function RecordList(props: RecordListProps) {
  const { definition, acts, onOpen } = props;
  const workspace = useWorkspace();
  const { store, events, lists } = workspace;
  const mayWrite = useMayWrite(definition.compartment);
  const list = useListQuery(definition, props.wish);
  const rows = useRows(store, events, list.query);
  const columns = useColumns(definition);
  const [selection, setSelection] = useState(nothingSelected);
  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const [startAt] = useState(() => lists.recall(definition.type)?.index ?? 0);
  const box = useRef<HTMLDivElement>(null);
  const [tree, reloadTree] = useLoaded(
    async () =>
      definition.treeField === undefined
        ? []
        : store.tree({
            type: definition.type,
            ...(list.query.organisations === undefined ? {} : { organisations: list.query.organisations }),
          }),
    JSON.stringify(list.query.organisations ?? []),
  );
  useStoreEvents(events, (event) => {
    if (event.kind === 'records' && event.type === definition.type) reloadTree();
  });

  const unitName = useCallback((id: string) => organisationName(workspace, id), [workspace]);
  const chosenRows = useMemo(() => {
    const found: IndexRow[] = [];
    for (
      let index = range[0];
      selection.ids.size > 0 && found.length < selection.ids.size && index < rows.total;
      index += 1
    ) {
      const row = rows.row(index);
      if (row === undefined && index > range[1] + 500) break;
      if (row !== undefined && selection.ids.has(row.id)) found.push(row);
    }
    for (let index = range[0] - 1; found.length < selection.ids.size && index >= 0; index -= 1) {
      const row = rows.row(index);
      if (row === undefined) break;
      if (selection.ids.has(row.id)) found.unshift(row);
    }
    return found;
  }, [rows, selection, range]);
  const wholeSelection = chosenRows.length === selection.ids.size;

  const idsBetween = useCallback(
    async (from: number, to: number): Promise<readonly string[]> => {
      const loaded: string[] = [];
      for (let index = from; index <= to; index += 1) {
        const row = rows.row(index);
        if (row === undefined) return (await store.ids(list.query)).slice(from, to + 1);
        loaded.push(row.id);
      }
      return loaded;
    },
    [rows, store, list.query],
  );
  const onVisible = useCallback((first: number, last: number) => {
    setRange((old) => (old[0] === first && old[1] === last ? old : [first, last]));
  }, []);
  const open = useCallback(
    (id: string, index: number) => {
      lists.keep(definition.type, { query: list.query, index });
      onOpen(id);
    },
    [lists, definition.type, list.query, onOpen],
  );

  const word = definition.countWord;
  useStatusLine([
    list.narrowed
      ? { text: '共', value: count(rows.total), after: `${word}（全部 ${count(rows.all)} ${word}）` }
      : { text: '共', value: count(rows.all), after: word },
    ...(selection.ids.size === 0
      ? []
      : [
          { text: '已选', value: count(selection.ids.size), after: word },
          ...(wholeSelection ? sumsOf(definition, chosenRows) : []),
        ]),
  ]);

  const menu: MenuProps = {
    items: acts.items,
    onClick: ({ key }) => {
      acts.choose(key, [...selection.ids]);
    },
  };
  const nothing = rows.ready && rows.all === 0 && !list.narrowed;
  return (
    <section className="page" aria-label={definition.listLabel ?? definition.label}>
      <PageHead title={definition.listLabel ?? definition.label}>
        <SearchBox
          definition={definition}
          value={list.search}
          onSearch={list.setSearch}
          onLeave={() => box.current?.focus()}
        />
        <Button
          disabled={rows.total === 0}
          onClick={() => {
            props.onExport(list.query, rows.total);
          }}
        >
          导出表格
        </Button>
        {mayWrite ? (
          <Button
            {...(props.primary === undefined ? { type: 'primary' as const } : {})}
            onClick={props.onNew}
          >
            新增一{word}
          </Button>
        ) : null}
        {mayWrite ? props.primary : null}
      </PageHead>
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
            {mayWrite && acts.items.length > 0 ? (
              <Dropdown menu={menu} trigger={['click']} disabled={selection.ids.size === 0}>
                <Button size="small">
                  {props.actsLabel}
                  {selection.ids.size > 0 ? `（${count(selection.ids.size)} ${word}）` : ''}
                </Button>
              </Dropdown>
            ) : null}
            <span className="quiet wide" aria-live="off">
              第 {rows.total === 0 ? 0 : count(range[0] + 1)}–{count(Math.min(range[1] + 1, rows.total))} 行 /{' '}
              {count(rows.total)}
            </span>
            <ColumnPicker columns={columns.all} hidden={columns.hidden} onChange={columns.setHidden} />
          </FilterStrip>
          <div className="list-body">
            {definition.treeField === undefined || tree === undefined || tree.length === 0 ? null : (
              <TreePane
                label={definition.fields[definition.treeField]?.label ?? ''}
                total={rows.all}
                nodes={tree}
                chosen={list.node}
                onChoose={list.setNode}
              />
            )}
            <ListMenu
              rows={rows}
              selection={selection}
              box={box}
              acts={mayWrite ? acts.items : []}
              onSelect={setSelection}
              onOpen={open}
              onAct={(key) => {
                acts.choose(key, [...selection.ids]);
              }}
            >
              <Grid
                label={definition.listLabel ?? definition.label}
                countWord={word}
                columns={columns.shown}
                rows={rows}
                list={list}
                startAt={startAt}
                selection={selection}
                box={box}
                unitName={unitName}
                idsBetween={idsBetween}
                onSelect={setSelection}
                onOpen={open}
                onVisible={onVisible}
                onCopy={(event) => {
                  event.preventDefault();
                  event.clipboardData.setData('text/plain', rowsAsText(chosenRows, columns.shown, unitName));
                }}
                empty={
                  <div className="nothing-found">
                    <p>没有符合的{word === '人' ? '人' : '记录'}。原来的内容都在，只是被筛选挡住了。</p>
                    <Button onClick={list.clear}>
                      清除筛选，看全部 {count(rows.all)} {word}
                    </Button>
                  </div>
                }
              />
            </ListMenu>
          </div>
        </>
      )}
    </section>
  );
}
