import { Button } from 'antd';
import { memo, useState } from 'react';
import type { TreeNode } from '../../store/index/port.ts';
import { useNarrow } from '../ui/screen.ts';
import { NodeTree } from './NodeTree.tsx';

interface TreePaneProps {
  readonly label: string;
  readonly total: number;
  readonly nodes: readonly TreeNode[];
  readonly chosen: string | undefined;
  readonly onChoose: (path: string | undefined) => void;
}

/** The tree beside a list; on a narrow screen it folds to a strip, since ten rows matter more. */
export const TreePane = memo(function TreePane({ label, total, nodes, chosen, onChoose }: TreePaneProps) {
  const narrow = useNarrow();
  const [wish, setWish] = useState<boolean>();
  const open = wish ?? !narrow;
  if (!open) {
    return (
      <button
        type="button"
        className="tree-strip"
        onClick={() => {
          setWish(true);
        }}
      >
        展开{label.replace('/', '')}
      </button>
    );
  }
  return (
    <aside className="tree-pane" aria-label={label}>
      <div className="tree-head">
        <b>{label.replace('/', '')}</b>
        <div className="grow" />
        <Button
          type="link"
          size="small"
          onClick={() => {
            setWish(false);
          }}
        >
          收起
        </Button>
      </div>
      <NodeTree
        label={label}
        allLabel="全部"
        total={total}
        nodes={nodes}
        chosen={chosen}
        onChoose={onChoose}
      />
    </aside>
  );
});
