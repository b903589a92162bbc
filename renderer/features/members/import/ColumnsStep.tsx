import { Button } from 'antd';
import { useState } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Result } from '../../../../domain/result.ts';
import type { Target } from '../../../records/import/layout/mapping.ts';
import type { Preview } from '../../../records/import/session.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { useStatusLine } from '../../../records/ui/statusLine.tsx';
import type { Driver } from './driver.ts';
import { ColumnTable } from './ColumnTable.tsx';
import { Questions } from './Questions.tsx';
import { SheetPicture } from './SheetPicture.tsx';

interface ColumnsStepProps {
  readonly definition: RecordDefinition;
  readonly driver: Driver;
  readonly preview: Preview;
  readonly recalled: boolean;
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
  const take = (answer: Result<Preview>): void => {
    onTrouble(answer.ok ? undefined : answer.error.message);
    if (answer.ok) onPreview(answer.value);
  };
  const setTarget = async (index: number, target: Target): Promise<void> => {
    const answer = await driver.setTarget(index, target);
    take(await driver.preview());
    if (!answer.ok) onTrouble(answer.error.message);
  };
  const goOn = (): void => {
    if (ready) props.onNext();
    else onTrouble('请先选这份表是什么范围，再看结果。');
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
      {props.recalled ? <Sentence tone="plain">这种表格以前导入过，已经用上次的对应关系。</Sentence> : null}
      <div className="columns-step">
        <SheetPicture
          preview={preview}
          onSheet={(sheet) => void driver.chooseSheet(sheet).then(take)}
          onHeader={(row) => void driver.chooseHeader(row).then(take)}
        />
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
