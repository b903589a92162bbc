import { Button } from 'antd';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { SheetPreview } from '../../../records/compare/sheet.ts';
import type { SheetSource } from '../../../records/compare/types.ts';
import { sourceLabels } from '../../../records/compare/words.ts';
import { useLoaded } from '../../../records/ui/useLoaded.ts';
import { count } from '../../../records/ui/words.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';
import { LastImports } from '../import/LastImports.tsx';
import { UnitChoice } from '../import/UnitChoice.tsx';
import { SheetBox } from './SheetBox.tsx';

interface ListsStepProps {
  readonly definition: RecordDefinition;
  readonly organisation: string | undefined;
  /** Absent where the title bar has chosen the unit. */
  readonly onOrganisation: ((organisation: string) => void) | undefined;
  readonly previews: Readonly<Partial<Record<SheetSource, SheetPreview>>>;
  readonly busy: boolean;
  readonly onPick: (source: SheetSource, file: File) => void;
  readonly onColumns: (source: SheetSource) => void;
  readonly onRemove: (source: SheetSource) => void;
  readonly onCompare: () => void;
}

/** Step 1: HR's list and the register's export, beside our own books; one of the two is enough to begin. */
export function ListsStep(props: ListsStepProps) {
  const { definition, organisation, onOrganisation, previews, busy } = props;
  const { store } = useWorkspace();
  const labels = sourceLabels(definition);
  const [books] = useLoaded(
    async () =>
      organisation === undefined
        ? undefined
        : (await store.query({ type: definition.type, organisations: [organisation] }, 0, 1)).all,
    organisation ?? '',
  );
  const leads: Readonly<Record<SheetSource, string>> = {
    hr: '人事系统导出的在职名单，全部人员的那一份。',
    register: `从${labels.register}管理后台导出的会员名单，什么格式都行。`,
  };
  const missing = (['hr', 'register'] as const).filter((source) => previews[source] === undefined);
  const lacking = missing[0];
  const words =
    lacking === undefined
      ? '两份都选好了。核对只是看，不会改动任何内容。'
      : missing.length === 2
        ? '请先选一份名单。两份都有最好，先有一份也能核对。'
        : `还没有${lacking === 'register' ? `${labels.register}的名单` : '人事名单'}：现在只核对${
            lacking === 'register' ? '人事名单' : `${labels.register}名单`
          }和本单位档案。`;
  return (
    <>
      <div className="page-scroll">
        <div className="lists-step">
          {onOrganisation === undefined ? null : (
            <UnitChoice label="核对哪个单位" organisation={organisation} onOrganisation={onOrganisation} />
          )}
          <div className="list-boxes">
            {(['hr', 'register'] as const).map((source) => (
              <SheetBox
                key={source}
                title={source === 'register' ? `${labels.register}的名单` : labels.hr}
                lead={leads[source]}
                preview={previews[source]}
                busy={busy}
                onPick={(file) => {
                  props.onPick(source, file);
                }}
                onColumns={() => {
                  props.onColumns(source);
                }}
                onRemove={() => {
                  props.onRemove(source);
                }}
              />
            ))}
            <section className="list-box" aria-label={labels.ours}>
              <h2>{labels.ours}</h2>
              <p className="quiet">本机里的{definition.listLabel ?? definition.label}，不用选。</p>
              <p className="list-number">
                {books === undefined ? '' : `${count(books)} ${definition.countWord}`}
              </p>
            </section>
          </div>
        </div>
        <LastImports definition={definition} acts />
      </div>
      <footer className="save-bar">
        <div className="grow">
          <b role="status">{words}</b>
        </div>
        <Button type="primary" disabled={missing.length === 2} loading={busy} onClick={props.onCompare}>
          开始核对
        </Button>
      </footer>
    </>
  );
}
