import { Button } from 'antd';
import { useRef } from 'react';
import { MonthPicker } from '../MonthPicker.tsx';
import { SheetFileInput } from '../../../../records/ui/SheetFileInput.tsx';

interface PayrollFileProps {
  readonly month: string;
  readonly onMonth: (month: string) => void;
  readonly busy: boolean;
  readonly onPick: (file: File) => void;
}

/** Step 1: which month, and the sheet as the accountant sent it. */
export function PayrollFile({ month, onMonth, busy, onPick }: PayrollFileProps) {
  const picker = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined): void => {
    if (file !== undefined && !busy) onPick(file);
  };
  return (
    <div
      className="page-scroll file-step"
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files[0]);
      }}
    >
      <div className="step">
        <span>这是哪个月的工资表</span>
        <MonthPicker month={month} onMonth={onMonth} />
      </div>
      <div className="drop-sheet">
        <p className="nothing-lead">把工资表拖到这里，或点“选工资表”。</p>
        <p className="quiet">
          表格不用改，.xlsx、.csv
          都行。只读您选的一列做会费基数，别的工资栏不读、不存。先给您看结果，不会马上写入。
        </p>
        <SheetFileInput ref={picker} label="工资表文件" onFile={take} />
        <Button type="primary" size="large" autoFocus loading={busy} onClick={() => picker.current?.click()}>
          选工资表
        </Button>
      </div>
    </div>
  );
}
