import { Button } from 'antd';
import { useState } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Result } from '../../../../domain/result.ts';
import type { Target } from '../../../records/import/layout/mapping.ts';
import type { Preview } from '../../../records/import/preview.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { useStatusLine } from '../../../records/ui/statusLine.tsx';
import { monthDayOf } from '../../../records/ui/words.ts';
import type { Driver } from './driver.ts';
import { ColumnTable } from './ColumnTable.tsx';
import { Questions } from './Questions.tsx';
import { SheetPicture } from './SheetPicture.tsx';
import { SheetTicks } from './SheetTicks.tsx';

interface ColumnsStepProps {
  readonly definition: RecordDefinition;
  readonly driver: Driver;
  readonly preview: Preview;
  /** When the layout was last used, '' where only that it was; absent for a new one. */
  readonly usedOn: string | undefined;
  readonly busy: boolean;
  readonly onPreview: (preview: Preview) => void;
  readonly onTrouble: (words: string | undefined) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** Step 2: left the sheet as it looks, right which column is which box; then what the sheet covers. */
export function ColumnsStep(props: ColumnsStepProps) {
  const { definition, driver, preview, onPreview, onTrouble } = props;
  const [ready, setReady] = useState(false);
  const [turn, setTurn] = useState<string>();
  const take = (answer: Result<Preview>): void => {
    onTrouble(answer.ok ? undefined : answer.error.message);
    if (answer.ok) onPreview(answer.value);
  };
  const setTarget = async (index: number, target: Target): Promise<void> => {
    take(await driver.setTarget(index, target));
  };
  const goOn = (): void => {
    const unseen = preview.sheets.findIndex((sheet) => sheet.ticked && !sheet.seen);
    if (!ready) onTrouble('请先选这份表是什么范围，再看结果。');
    else if (unseen >= 0) {
      setTurn(preview.sheets[unseen]?.name);
      void driver.chooseSheet(unseen).then(take);
    } else props.onNext();
  };
  const matched = preview.columns.filter((column) => column.target.kind === 'field').length;
  const asked = preview.columns.filter((column) => column.target.kind === 'ask');
  useStatusLine([
    { text: '对上', value: String(matched), after: '列' },
    { text: '不导入', value: String(preview.columns.length - matched - asked.length), after: '列' },
    ...(asked.length === 0 ? [] : [{ text: '要您定', value: String(asked.length), after: '列' }]),
  ]);
  return (
    <>
      {props.usedOn === undefined ? null : (
        <Sentence tone="plain">
          这种表格以前导入过，已经用上次的对应关系。
          {props.usedOn === '' ? '' : `上次是 ${monthDayOf(props.usedOn)}。`}
        </Sentence>
      )}
      {turn !== undefined && turn === preview.sheets[preview.sheet]?.name ? (
        <Sentence tone="wait">工作表“{turn}”的列名和前面的不同，请看一眼它的对列，再点“下一步”。</Sentence>
      ) : null}
      <div className="columns-step">
        <SheetPicture
          preview={preview}
          onSheet={(sheet) => void driver.chooseSheet(sheet).then(take)}
          onHeader={(row) => void driver.chooseHeader(row).then(take)}
        >
          {preview.sheets.length > 1 ? (
            <SheetTicks driver={driver} preview={preview} onAnswer={take} />
          ) : null}
        </SheetPicture>
        <div className="columns-right">
          <Questions
            definition={definition}
            driver={driver}
            preview={preview}
            onReady={setReady}
            onEnter={goOn}
          />
          <ColumnTable
            definition={definition}
            columns={preview.columns}
            onTarget={(index, target) => void setTarget(index, target)}
          />
        </div>
      </div>
      <footer className="save-bar">
        <div className="grow">
          <b>现在还没有写入任何内容。</b>
        </div>
        <Button onClick={props.onBack}>上一步：换文件</Button>
        <Button type="primary" loading={props.busy} onClick={goOn}>
          下一步：看结果
        </Button>
      </footer>
    </>
  );
}
