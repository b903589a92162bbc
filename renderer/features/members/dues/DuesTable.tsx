import { useState } from 'react';
import type { MouseEvent } from 'react';
import { shortPath } from '../../../records/ui/values.ts';
import { PagedTable } from '../import/PagedTable.tsx';
import type { PagedColumn } from '../import/PagedTable.tsx';
import type { DuesDriver } from './work/client.ts';
import type { DuesLine } from './work/ledger.ts';
import type { DuesWish } from './work/session.ts';
import { moneyCell, remarkOf } from './words.ts';

interface DuesTableProps {
  readonly driver: DuesDriver;
  readonly wish: DuesWish;
  readonly total: number;
  readonly version: string;
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (ids: ReadonlySet<string>) => void;
}

const money = (
  key: string,
  label: string,
  of: (line: DuesLine) => number | undefined,
): PagedColumn<DuesLine> => ({
  key,
  label,
  width: 104,
  render: (line) => <span className="money">{moneyCell(of(line))}</span>,
});

const columns: readonly PagedColumn<DuesLine>[] = [
  { key: 'employeeNo', label: '工号', width: 92, render: (line) => line.employeeNo },
  { key: 'name', label: '姓名', width: 92, render: (line) => <span title={line.name}>{line.name}</span> },
  {
    key: 'department',
    label: '部门',
    width: 136,
    render: (line) => <span title={line.department}>{shortPath(line.department)}</span>,
  },
  money('base', '基数', (line) => line.base),
  money('due', '应缴', (line) => line.due),
  money('paid', '已缴', (line) => line.paid),
  {
    key: 'months',
    label: '欠几个月',
    width: 84,
    render: (line) => <span className="money">{line.months === 0 ? '' : line.months}</span>,
  },
  money('owed', '欠多少', (line) => (line.cents === 0 ? undefined : line.cents)),
  {
    key: 'remark',
    label: '说明',
    width: 200,
    render: (line) => <span title={remarkOf(line)}>{remarkOf(line)}</span>,
  },
];

/** The people of a figure. A click chooses one, Ctrl and Shift several, as in every list here. */
export function DuesTable({ driver, wish, total, version, chosen, onChosen }: DuesTableProps) {
  const [anchor, setAnchor] = useState(0);
  const choose = async (line: DuesLine, index: number, event: MouseEvent): Promise<void> => {
    if (event.shiftKey) {
      const [from, to] = anchor <= index ? [anchor, index] : [index, anchor];
      const rows = await driver.rows(wish, from, to - from + 1);
      onChosen(new Set(rows.map((each) => each.id)));
      return;
    }
    setAnchor(index);
    const next = new Set(event.ctrlKey || event.metaKey ? chosen : []);
    if (!next.delete(line.id)) next.add(line.id);
    onChosen(next);
  };
  return (
    <PagedTable
      label="会费名单"
      total={total}
      columns={columns}
      load={(offset, limit) => driver.rows(wish, offset, limit)}
      version={version}
      chosen={(line) => chosen.has(line.id)}
      onChoose={(line, index, event) => void choose(line, index, event)}
    />
  );
}
