import { Button, Checkbox, Popover } from 'antd';
import { memo } from 'react';
import type { Column } from './columns.ts';

interface ColumnPickerProps {
  readonly columns: readonly Column[];
  readonly hidden: ReadonlySet<string>;
  readonly onChange: (hidden: ReadonlySet<string>) => void;
}

/** 选列: which columns stand in the list; remembered on this PC. */
export const ColumnPicker = memo(function ColumnPicker({ columns, hidden, onChange }: ColumnPickerProps) {
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={
        <div className="column-picker" role="group" aria-label="显示哪些列">
          {columns.map((column) => (
            <Checkbox
              key={column.key}
              checked={!hidden.has(column.key)}
              disabled={column.frozen}
              onChange={(event) => {
                const next = new Set(hidden);
                if (event.target.checked) next.delete(column.key);
                else next.add(column.key);
                onChange(next);
              }}
            >
              {column.label}
            </Checkbox>
          ))}
        </div>
      }
    >
      <Button type="link">选列</Button>
    </Popover>
  );
});
