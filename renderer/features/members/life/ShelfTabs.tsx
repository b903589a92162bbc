import { InputNumber, Tabs } from 'antd';
import { count } from '../../../records/ui/words.ts';
import type { Shelf } from './shelves.ts';

interface ShelfTabsProps {
  readonly shelves: readonly Shelf[];
  readonly chosen: Shelf;
  /** Shelf → people on it; missing while it is counted. */
  readonly totals: Readonly<Record<string, number>> | undefined;
  readonly remindDays: number | undefined;
  readonly onChoose: (key: string) => void;
  readonly onRemindDays: (days: number) => void;
}

function RemindDays({
  days,
  onChange,
}: {
  readonly days: number;
  readonly onChange: (days: number) => void;
}) {
  return (
    <label className="small quiet">
      离职满{' '}
      <InputNumber
        size="small"
        className="remind-days"
        min={1}
        max={999}
        precision={0}
        value={days}
        onChange={(next) => {
          if (typeof next === 'number') onChange(next);
        }}
      />{' '}
      天提醒
    </label>
  );
}

/** The shelves of one screen with their counts, and what the chosen one holds. */
export function ShelfTabs(props: ShelfTabsProps) {
  const { shelves, chosen, totals, remindDays } = props;
  return (
    <div className="shelf-tabs">
      <Tabs
        activeKey={chosen.key}
        items={shelves.map((shelf) => ({
          key: shelf.key,
          label: `${shelf.label}${totals?.[shelf.key] === undefined ? '' : ` ${count(totals[shelf.key] ?? 0)}`}`,
        }))}
        onChange={props.onChoose}
      />
      <div className="shelf-words">
        <p className="small quiet">{chosen.words}</p>
        {remindDays === undefined ? null : <RemindDays days={remindDays} onChange={props.onRemindDays} />}
      </div>
    </div>
  );
}
