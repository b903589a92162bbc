import { Button } from 'antd';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Result } from '../../../../domain/result.ts';
import type { CompareDriver } from '../../../records/compare/client.ts';
import type { SheetPreview } from '../../../records/compare/sheet.ts';
import type { SheetSource } from '../../../records/compare/types.ts';
import { sourceLabels } from '../../../records/compare/words.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { useStatusLine } from '../../../records/ui/statusLine.tsx';
import { ColumnTable } from '../import/ColumnTable.tsx';
import { SheetPicture } from '../import/SheetPicture.tsx';

interface SheetColumnsProps {
  readonly definition: RecordDefinition;
  readonly source: SheetSource;
  readonly session: CompareDriver;
  readonly preview: SheetPreview;
  readonly recalled: boolean;
  readonly onPreview: (preview: SheetPreview) => void;
  readonly onTrouble: (words: string | undefined) => void;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** Step 2, for one list: left the sheet as it looks, right which column is which box. */
export function SheetColumns(props: SheetColumnsProps) {
  const { definition, source, session, preview, onPreview, onTrouble } = props;
  const take = (answer: Result<SheetPreview>): void => {
    onTrouble(answer.ok ? undefined : answer.error.message);
    if (answer.ok) onPreview(answer.value);
  };
  const matched = preview.columns.filter((column) => column.target.kind === 'field').length;
  const asked = preview.columns.filter((column) => column.target.kind === 'ask').length;
  useStatusLine([
    { text: '对上', value: String(matched), after: '列' },
    { text: '不读', value: String(preview.columns.length - matched - asked), after: '列' },
    ...(asked === 0 ? [] : [{ text: '要您定', value: String(asked), after: '列' }]),
  ]);
  return (
    <>
      {props.recalled ? <Sentence tone="plain">这种表格以前用过，已经用上次的对应关系。</Sentence> : null}
      <div className="columns-step">
        <SheetPicture
          preview={preview}
          onSheet={(sheet) => void session.chooseSheet(source, sheet).then(take)}
          onHeader={(row) => void session.chooseHeader(source, row).then(take)}
        />
        <div className="columns-right">
          <ColumnTable
            definition={definition}
            columns={preview.columns}
            onTarget={(index, target) => void session.setTarget(source, index, target).then(take)}
          />
        </div>
      </div>
      <footer className="save-bar">
        <div className="grow">
          <b>
            {sourceLabels(definition)[source]}：{preview.fileLabel}
          </b>
          <p className="small quiet">没对上的列不读，工资也不读。</p>
        </div>
        <Button onClick={props.onBack}>不用这份</Button>
        <Button type="primary" autoFocus onClick={props.onDone}>
          对好了
        </Button>
      </footer>
    </>
  );
}
