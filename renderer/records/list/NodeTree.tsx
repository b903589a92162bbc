import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { TreeNode } from '../../store/index/port.ts';
import { count } from '../ui/words.ts';

interface NodeTreeProps {
  readonly label: string;
  readonly allLabel: string;
  readonly total: number;
  readonly nodes: readonly TreeNode[];
  readonly chosen: string | undefined;
  readonly onChoose: (path: string | undefined) => void;
}

interface Line {
  readonly node: TreeNode | undefined;
  readonly level: number;
  readonly open: boolean;
}

function linesOf(nodes: readonly TreeNode[], opened: ReadonlySet<string>, level: number): readonly Line[] {
  return nodes.flatMap((node) => {
    const open = opened.has(node.path);
    const line: Line = { node, level, open };
    return open ? [line, ...linesOf(node.children, opened, level + 1)] : [line];
  });
}

function parentsOf(path: string | undefined): readonly string[] {
  const parts = (path ?? '').split('/');
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** The unit's inner tree (分厂/车间/班组, K3) with head counts; a click shows the people below that place. */
export function NodeTree({ label, allLabel, total, nodes, chosen, onChoose }: NodeTreeProps) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    () => new Set([...parentsOf(chosen), ...(nodes.length === 1 ? nodes.map((node) => node.path) : [])]),
  );
  const lines: readonly Line[] = [{ node: undefined, level: 0, open: false }, ...linesOf(nodes, opened, 0)];
  const setOpen = (path: string, open: boolean): void => {
    setOpened((old) => {
      const next = new Set(old);
      if (open) next.add(path);
      else next.delete(path);
      return next;
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, line: Line): void => {
    const step = (by: number): void => {
      const all = [
        ...(event.currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? []),
      ];
      all[all.indexOf(event.currentTarget) + by]?.focus();
    };
    const node = line.node;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'ArrowRight' && node !== undefined && node.children.length > 0)
      setOpen(node.path, true);
    else if (event.key === 'ArrowLeft' && node !== undefined) setOpen(node.path, false);
    else if (event.key === 'Enter' || event.key === ' ') onChoose(node?.path);
    else return;
    event.preventDefault();
  };
  return (
    <div role="tree" aria-label={label} className="tree">
      {lines.map((line) => {
        const { node } = line;
        const on = node?.path === chosen;
        const folder = node !== undefined && node.children.length > 0;
        return (
          <div
            key={node?.path ?? '@all'}
            role="treeitem"
            aria-level={line.level + 1}
            aria-selected={on}
            aria-expanded={folder ? line.open : undefined}
            tabIndex={on ? 0 : -1}
            className={on ? 'tree-line on' : 'tree-line'}
            style={{ paddingLeft: 10 + line.level * 16 }}
            onClick={() => {
              onChoose(node?.path);
            }}
            onKeyDown={(event) => {
              onKeyDown(event, line);
            }}
          >
            <span
              className="tree-fold"
              aria-hidden="true"
              onClick={(event) => {
                if (!folder) return;
                event.stopPropagation();
                setOpen(node.path, !line.open);
              }}
            >
              {folder ? line.open ? <CaretDownOutlined /> : <CaretRightOutlined /> : null}
            </span>
            <span className="tree-name" title={node?.name}>
              {node?.name ?? allLabel}
            </span>
            <span className="tree-count">{count(node?.count ?? total)}</span>
          </div>
        );
      })}
    </div>
  );
}
