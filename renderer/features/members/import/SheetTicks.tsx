import { Checkbox } from 'antd';
import { useEffect, useState } from 'react';
import type { Result } from '../../../../domain/result.ts';
import type { Preview } from '../../../records/import/preview.ts';
import { count } from '../../../records/ui/words.ts';
import type { Driver } from './driver.ts';

interface SheetTicksProps {
  readonly driver: Driver;
  readonly preview: Preview;
  readonly onAnswer: (answer: Result<Preview>) => void;
}

/** Which sheets of the workbook are read, and which of them have other headers than most (K49). */
export function SheetTicks({ driver, preview, onAnswer }: SheetTicksProps) {
  const [rows, setRows] = useState<Readonly<Record<number, number>>>({});
  useEffect(() => {
    let over = false;
    void driver.countSheets().then((counted) => {
      if (!over && counted.ok) setRows(counted.value);
    });
    return () => {
      over = true;
    };
  }, [driver]);
  const ticked = preview.sheets.filter((sheet) => sheet.ticked);
  const main = mainLayout(ticked);
  const note = (sheet: Preview['sheets'][number], index: number): string => {
    const words = [
      ...(rows[index] === undefined ? [] : [`${count(rows[index])} 行`]),
      ...(sheet.hidden ? ['隐藏'] : []),
      ...(sheet.ticked && sheet.layout !== main ? ['列名不同'] : []),
    ];
    return words.length === 0 ? '' : `（${words.join('，')}）`;
  };
  return (
    <div className="sheet-ticks">
      <div className="strip wrap-strip" role="group" aria-label="导入哪些工作表">
        <span className="quiet">
          共 {preview.sheets.length} 个工作表，导入打勾的 {ticked.length} 个
        </span>
        {preview.sheets.map((sheet, index) => (
          <Checkbox
            key={`${index}/${sheet.name}`}
            checked={sheet.ticked}
            onChange={(event) => void driver.tickSheet(index, event.target.checked).then(onAnswer)}
          >
            {sheet.name}
            <span className="small quiet">{note(sheet, index)}</span>
          </Checkbox>
        ))}
      </div>
      {preview.sheetNames === undefined ? null : (
        <div className="strip">
          <Checkbox
            checked={preview.sheetNames.on}
            onChange={(event) => void driver.fillNames(event.target.checked).then(onAnswer)}
          >
            把工作表名当作“{preview.sheetNames.label}”
            <span className="small quiet">（表里另有这一栏的，接在后面）</span>
          </Checkbox>
        </div>
      )}
    </div>
  );
}

/** The layout of most of these sheets. */
function mainLayout(sheets: Preview['sheets']): string | undefined {
  const counts = new Map<string | undefined, number>();
  for (const { layout } of sheets) counts.set(layout, (counts.get(layout) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
