import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { ActDialog } from '../../records/acts/ActDialog.tsx';
import { actChoices } from '../../records/acts/choices.ts';
import type { ActChoice } from '../../records/acts/choices.ts';
import { ExportDialog } from '../../records/acts/ExportDialog.tsx';
import { RecordList } from '../../records/list/RecordList.tsx';
import type { ListWish } from '../../records/list/useListQuery.ts';
import { PrintDesk } from '../../papers/desk/PrintDesk.tsx';
import type { Chosen } from '../../papers/desk/order.ts';
import { papersOf } from '../../papers/registry.ts';
import type { Query } from '../../store/index/port.ts';
import { useFileDrop } from '../../records/ui/fileDrop.ts';
import { NewsLine } from '../../records/ui/NewsLine.tsx';
import { readableDefinitions, useMayWrite, useWorkspace } from '../../records/ui/workspace.tsx';
import { ImportInvitation } from '../members/ImportInvitation.tsx';

/** The words on the button that opens the steps of a record. */
export function actsLabelOf(definition: RecordDefinition): string {
  return definition.type === 'member' ? '会籍与变动…' : '办理…';
}

function NothingYet({
  definition,
  onNew,
}: {
  readonly definition: RecordDefinition;
  readonly onNew: () => void;
}) {
  const mayWrite = useMayWrite(definition.compartment);
  if (definition.type === 'member') return <ImportInvitation onNew={onNew} />;
  return (
    <div className="nothing">
      <p className="nothing-lead">还没有{definition.listLabel ?? definition.label}。</p>
      {mayWrite ? (
        <Button type="primary" size="large" onClick={onNew}>
          新增一{definition.countWord}
        </Button>
      ) : null}
    </div>
  );
}

interface OneListProps {
  readonly definition: RecordDefinition;
  readonly wish: ListWish | undefined;
}

function OneList({ definition, wish }: OneListProps) {
  const { user } = useWorkspace();
  const navigate = useNavigate();
  const mayWrite = useMayWrite(definition.compartment);
  const [act, setAct] = useState<{ readonly choice: ActChoice; readonly ids: readonly string[] }>();
  const [exporting, setExporting] = useState<{
    readonly query: Query;
    readonly total: number;
    readonly ids: readonly string[] | undefined;
  }>();
  const [printing, setPrinting] = useState<Chosen>();
  const print = useCallback((query: Query, total: number, ids?: readonly string[]) => {
    setPrinting({ query, total, ids });
  }, []);
  const [news, setNews] = useState<string>();
  const choices = mayWrite ? actChoices(definition, user.roles, undefined) : [];
  const open = useCallback(
    (id: string) => void navigate(`/records/${definition.type}/${id}`),
    [navigate, definition.type],
  );
  const create = useCallback(
    () => void navigate(`/records/${definition.type}/new`),
    [navigate, definition.type],
  );
  useFileDrop(
    definition.type === 'member' && mayWrite
      ? (file) => void navigate('/members/import', { state: { file } })
      : undefined,
  );
  return (
    <>
      {/* The list stays behind the desk, with what is searched and chosen in it. */}
      <div className={printing === undefined ? 'as-it-is' : 'put-away'}>
        <RecordList
          definition={definition}
          {...(wish === undefined ? {} : { wish })}
          acts={{
            items: choices.map((choice) => ({ key: choice.key, label: choice.label })),
            choose: (key, ids) => {
              const choice = choices.find((candidate) => candidate.key === key);
              if (choice !== undefined && ids.length > 0) setAct({ choice, ids });
            },
          }}
          actsLabel={actsLabelOf(definition)}
          onOpen={open}
          onNew={create}
          onExport={(query, total, ids) => {
            setExporting({ query, total, ids });
          }}
          onPrint={papersOf(definition.type).length === 0 ? undefined : print}
          primary={
            definition.type === 'member' ? (
              <>
                <Button className="wide" onClick={() => void navigate('/members/import/paste')}>
                  粘贴录入
                </Button>
                <Button type="primary" onClick={() => void navigate('/members/import')}>
                  导入花名册
                </Button>
              </>
            ) : undefined
          }
          nothingYet={<NothingYet definition={definition} onNew={create} />}
          news={
            <NewsLine
              words={news}
              onClose={() => {
                setNews(undefined);
              }}
            />
          }
        />
      </div>
      {printing === undefined ? null : (
        <PrintDesk
          definition={definition}
          chosen={printing}
          onClose={() => {
            setPrinting(undefined);
          }}
        />
      )}
      {act === undefined ? null : (
        <ActDialog
          definition={definition}
          act={act.choice}
          ids={act.ids}
          onClose={(words) => {
            setAct(undefined);
            if (words !== undefined) setNews(words);
          }}
        />
      )}
      {exporting === undefined ? null : (
        <ExportDialog
          definition={definition}
          query={exporting.query}
          ids={exporting.ids}
          total={exporting.total}
          onClose={(words) => {
            setExporting(undefined);
            if (words !== undefined) setNews(words);
          }}
        />
      )}
    </>
  );
}

/** What this user may not open is not there, and is said so without a hint of what it holds. */
export function NotHere() {
  return (
    <section className="page">
      <div className="nothing">
        <p className="nothing-lead">这里没有您能打开的内容。</p>
        <Link to="/">回到工作台</Link>
      </div>
    </section>
  );
}

/** `/records/:type` */
export function ListPage() {
  const { type = '' } = useParams();
  const { definitions, user, unit } = useWorkspace();
  const location = useLocation();
  const definition = readableDefinitions(definitions, user.roles).find(
    (candidate) => candidate.type === type,
  );
  if (definition === undefined) return <NotHere />;
  const wish = (location.state as { readonly wish?: ListWish } | null)?.wish;
  return <OneList key={`${type}/${unit ?? ''}/${location.key}`} definition={definition} wish={wish} />;
}
