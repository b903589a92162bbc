import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { isIsoMonth } from '../../../../domain/rules/calendar.ts';
import { monthAfter } from '../../../../domain/rules/dues.ts';
import { parseTyped } from '../../../records/form/parse.ts';
import { monthWords } from './words.ts';

interface MonthPickerProps {
  readonly month: string;
  readonly onMonth: (month: string) => void;
}

const asMonth = { label: '月份', kind: 'month', section: '' } as const;

/** One month back, one on, or typed (2026-11, 2026年11月). */
export function MonthPicker({ month, onMonth }: MonthPickerProps) {
  const [typed, setTyped] = useState<string>();
  const take = (): void => {
    const next = typed === undefined ? undefined : parseTyped(asMonth, typed);
    setTyped(undefined);
    if (typeof next === 'string' && isIsoMonth(next) && next !== month) onMonth(next);
  };
  return (
    <div className="month-picker" role="group" aria-label="哪个月的会费">
      <Button
        icon={<LeftOutlined />}
        aria-label={`上个月 ${monthWords(monthAfter(month, -1))}`}
        onClick={() => {
          onMonth(monthAfter(month, -1));
        }}
      />
      <Input
        aria-label="月份"
        value={typed ?? monthWords(month)}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
        onBlur={take}
        onPressEnter={take}
      />
      <Button
        icon={<RightOutlined />}
        aria-label={`下个月 ${monthWords(monthAfter(month, 1))}`}
        onClick={() => {
          onMonth(monthAfter(month, 1));
        }}
      />
    </div>
  );
}
