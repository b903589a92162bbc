import { Button } from 'antd';
import { useRef } from 'react';
import { Link } from 'react-router';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { useLoaded } from '../../../records/ui/useLoaded.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';
import { LastImports } from './LastImports.tsx';
import { UnitChoice } from './UnitChoice.tsx';
import { SheetFileInput } from '../../../records/ui/SheetFileInput.tsx';

interface FileStepProps {
  readonly definition: RecordDefinition;
  /** Absent until somebody has said whose people these are. */
  readonly organisation: string | undefined;
  readonly onOrganisation: (organisation: string) => void;
  readonly busy: boolean;
  readonly onPick: (file: File) => void;
}

/** Step 1: the file, as HR sent it. */
export function FileStep({ definition, organisation, onOrganisation, busy, onPick }: FileStepProps) {
  const { store } = useWorkspace();
  const [interrupted] = useLoaded(() => store.interruptedImport());
  const picker = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined): void => {
    if (file !== undefined && !busy) onPick(file);
  };
  return (
    <div className="page-scroll">
      {interrupted === undefined ? null : (
        <Sentence tone="wait">
          上次导入到一半电脑关了。没有写入任何人，花名册还是导入前的样子。再选一次文件接着做，对应关系不用再设。
        </Sentence>
      )}
      <div
        className="file-step"
        onDragOver={(event) => {
          event.preventDefault();
        }}
        onDrop={(event) => {
          event.preventDefault();
          take(event.dataTransfer.files[0]);
        }}
      >
        <UnitChoice label="导入到哪个单位" organisation={organisation} onOrganisation={onOrganisation} />
        <div className="drop-sheet">
          <p className="nothing-lead">把人事的花名册拖到这里，或点“选文件”。</p>
          <p className="quiet">
            表格不用改，列名不一样也可以。.xlsx、.csv 都行。选了以后先给您看结果，不会马上写入。
          </p>
          <SheetFileInput ref={picker} label="花名册文件" onFile={take} />
          <Button
            type="primary"
            size="large"
            autoFocus
            loading={busy}
            onClick={() => picker.current?.click()}
          >
            选文件
          </Button>
          <p className="small">
            只有几行？<Link to="/members/import/paste">从 WPS、微信里复制，粘贴录入</Link>
          </p>
        </div>
      </div>
      <LastImports definition={definition} />
    </div>
  );
}
