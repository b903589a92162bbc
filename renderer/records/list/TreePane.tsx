import { Button, Select } from 'antd';
import { memo, useState } from 'react';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { treeFieldsOf } from '../../../domain/records/paths.ts';
import type { TreeNode } from '../../store/index/port.ts';
import { useNarrow } from '../ui/screen.ts';
import { NodeTree } from './NodeTree.tsx';

interface TreePaneProps {
  readonly definition: RecordDefinition;
  /** The path field whose tree stands here. */
  readonly field: string;
  /** Absent where no other tree can stand here. */
  readonly onField?: (field: string) => void;
  readonly total: number;
  readonly nodes: readonly TreeNode[];
  readonly chosen: string | undefined;
  readonly onChoose: (path: string | undefined) => void;
}

/** The tree beside a list; on a narrow screen it folds to a strip, since ten rows matter more. */
export const TreePane = memo(function TreePane(props: TreePaneProps) {
  const { definition, field, onField, total, nodes, chosen, onChoose } = props;
  const narrow = useNarrow();
  const [wish, setWish] = useState<boolean>();
  const labelOf = (key: string): string => definition.fields[key]?.label ?? '';
  const label = labelOf(field);
  const fields = treeFieldsOf(definition);
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
        {fields.length > 1 && onField !== undefined ? (
          <Select<string>
            aria-label="左边按什么分"
            variant="borderless"
            className="tree-switch"
            value={field}
            options={fields.map((key) => ({ value: key, label: labelOf(key) }))}
            onChange={onField}
          />
        ) : (
          <b>{label.replace('/', '')}</b>
        )}
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
      {nodes.length === 0 ? <p className="tree-empty quiet">还没有填“{label}”的。</p> : null}
      <NodeTree
        key={field}
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
