import { Dropdown } from 'antd';
import type { MenuProps } from 'antd';
import type { MouseEvent, ReactNode, RefObject } from 'react';
import { useRef } from 'react';
import type { Selection } from './selection.ts';
import { selectOne } from './selection.ts';
import type { Rows } from './useRows.ts';

interface ListMenuProps {
  readonly rows: Rows;
  readonly selection: Selection;
  /** The grid, which answers Ctrl+C; 复制 asks it for the same. */
  readonly box: RefObject<HTMLDivElement | null>;
  /** 导出所选, in words that say how many. */
  readonly exportLabel: string;
  readonly acts: NonNullable<MenuProps['items']>;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: (id: string, index: number) => void;
  readonly onExport: () => void;
  readonly onPrint: (() => void) | undefined;
  readonly onAct: (key: string) => void;
  readonly children: ReactNode;
}

/** Row under a point of the grid, by its place in the list; the header is none. */
function indexAt(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest('.grid-rows [role="row"]') : null;
  const place = Number(row?.getAttribute('aria-rowindex') ?? Number.NaN);
  return Number.isNaN(place) ? undefined : place - 2;
}

/**
 * The right-click menu, as in WPS: 打开, 复制, 导出所选, and the acts for what is chosen. A right click beside the selection
 * chooses the row under it, so that an act never concerns people one does not see marked.
 */
export function ListMenu(props: ListMenuProps) {
  const { rows, selection, acts } = props;
  const under = useRef<number | undefined>(undefined);
  const take = (event: MouseEvent): void => {
    const index = indexAt(event.target);
    under.current = index;
    const row = index === undefined ? undefined : rows.row(index);
    if (row === undefined || index === undefined) {
      event.stopPropagation();
      return;
    }
    if (!selection.ids.has(row.id)) props.onSelect(selectOne(row.id, index));
  };
  const items: MenuProps['items'] = [
    { key: '@open', label: '打开', disabled: selection.ids.size > 1 },
    { key: '@copy', label: '复制', extra: 'Ctrl+C' },
    { key: '@export', label: props.exportLabel },
    ...(props.onPrint === undefined ? [] : [{ key: '@print', label: '打印所选…' }]),
    ...(acts.length === 0 ? [] : [{ type: 'divider' as const }, ...acts]),
  ];
  return (
    <Dropdown
      trigger={['contextMenu']}
      classNames={{ root: 'list-menu' }}
      menu={{
        items,
        onClick: ({ key }) => {
          if (key === '@copy') {
            props.box.current?.focus();
            document.execCommand('copy');
          } else if (key === '@open') {
            const row = under.current === undefined ? undefined : rows.row(under.current);
            if (row !== undefined && under.current !== undefined) props.onOpen(row.id, under.current);
          } else if (key === '@export') props.onExport();
          else if (key === '@print') props.onPrint?.();
          else props.onAct(key);
        },
      }}
    >
      <div className="grid-box" onContextMenuCapture={take}>
        {props.children}
      </div>
    </Dropdown>
  );
}
