import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { TreeNode } from '../../../store/index/port.ts';
import { count } from '../../../records/ui/words.ts';
import type { Line } from './placeLines.ts';
import { ledTo, linesOf } from './placeLines.ts';

interface PlaceTreeProps {
  readonly label: string;
  readonly word: string;
  readonly total: number;
  readonly nodes: readonly TreeNode[];
  /** '' is the line over all places. */
  readonly chosen: string;
  /** The place that was taken up to be put elsewhere. */
  readonly taken: string | undefined;
  readonly mayMove: boolean;
  readonly onChoose: (path: string) => void;
  readonly onTake: (path: string | undefined) => void;
  readonly onRename: (path: string) => void;
  readonly onDrop: (from: string, onto: string) => void;
}

/**
 * A tree whose places can be renamed and put elsewhere, by mouse and by keyboard: F2, and 剪切/粘贴 as everywhere. What
 * is asked for is shown before it is done, so a slip of the hand moves nobody.
 */
export function PlaceTree(props: PlaceTreeProps) {
  const { nodes, chosen, taken, mayMove, onChoose, onTake, onDrop } = props;
  const [shut, setShut] = useState<ReadonlySet<string>>(new Set());
  const [over, setOver] = useState<string>();
  const dragged = useRef<string | undefined>(undefined);
  const tree = useRef<HTMLDivElement>(null);
  const byKey = useRef(false);
  const all: Line = { path: '', name: '全部', people: props.total, level: 0, folder: false, open: false };
  const lines = [all, ...linesOf(nodes, shut, 1)];
  const at = Math.max(
    0,
    lines.findIndex(({ path }) => path === chosen),
  );
  useEffect(() => {
    if (!byKey.current) return;
    byKey.current = false;
    tree.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }, [chosen]);
  const setOpen = (path: string, open: boolean): void => {
    setShut((old) => {
      const next = new Set(old);
      if (open) next.delete(path);
      else next.add(path);
      return next;
    });
  };
  const act = (event: KeyboardEvent, line: Line): boolean => {
    const ctrl = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (!mayMove) return false;
    if (event.key === 'F2' && line.path !== '') props.onRename(line.path);
    else if (ctrl && key === 'x' && line.path !== '') onTake(line.path);
    else if (ctrl && key === 'v' && taken !== undefined) onDrop(taken, line.path);
    else if (event.key === 'Escape' && taken !== undefined) onTake(undefined);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const line = lines[at];
    if (line === undefined) return;
    const next = ledTo(event.key, lines, at);
    if (next !== undefined) {
      byKey.current = true;
      onChoose(next.path);
    } else if (event.key === 'ArrowLeft' && line.open) setOpen(line.path, false);
    else if (event.key === 'ArrowRight' && line.folder) setOpen(line.path, true);
    else if (!act(event, line)) return;
    event.preventDefault();
  };
  return (
    <div ref={tree} role="tree" aria-label={props.label} className="tree place-tree" onKeyDown={onKeyDown}>
      {lines.map((line, index) => (
        <div
          key={line.path}
          role="treeitem"
          aria-level={line.level + 1}
          aria-selected={index === at}
          aria-expanded={line.folder ? line.open : undefined}
          aria-label={`${line.name} ${count(line.people)} ${props.word}${line.path !== '' && line.path === taken ? ' 已拿起' : ''}`}
          tabIndex={index === at ? 0 : -1}
          className={`tree-line${index === at ? ' on' : ''}${line.path === over ? ' drop' : ''}${line.path !== '' && line.path === taken ? ' taken' : ''}`}
          style={{ paddingLeft: 10 + line.level * 18 }}
          draggable={mayMove && line.path !== ''}
          onClick={() => {
            onChoose(line.path);
          }}
          onDragStart={(event) => {
            dragged.current = line.path;
            event.dataTransfer.effectAllowed = 'move';
            // Nothing of it leaves the program: another window would get an empty text.
            event.dataTransfer.setData('text/plain', '');
          }}
          onDragOver={(event) => {
            if (dragged.current === undefined || dragged.current === line.path) return;
            event.preventDefault();
            setOver(line.path);
          }}
          onDragEnd={() => {
            dragged.current = undefined;
            setOver(undefined);
          }}
          onDrop={(event) => {
            event.preventDefault();
            setOver(undefined);
            if (dragged.current !== undefined && dragged.current !== line.path)
              onDrop(dragged.current, line.path);
          }}
        >
          <span
            className="tree-fold"
            aria-hidden="true"
            onClick={(event) => {
              if (!line.folder) return;
              event.stopPropagation();
              setOpen(line.path, !line.open);
            }}
          >
            {line.folder ? line.open ? <CaretDownOutlined /> : <CaretRightOutlined /> : null}
          </span>
          <span className="tree-name" title={line.name}>
            {line.name}
          </span>
          <span className="tree-count">{count(line.people)}</span>
        </div>
      ))}
    </div>
  );
}
