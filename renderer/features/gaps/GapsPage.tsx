import { Select, Tabs } from 'antd';
import { Navigate, useNavigate, useParams, useSearchParams } from 'react-router';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { judgedFieldsOf } from '../../../domain/records/unconfirmed.ts';
import { PageHead } from '../../records/ui/PageHead.tsx';
import { readableDefinitions, useMayWrite, useWorkspace } from '../../records/ui/workspace.tsx';
import { NotHere } from '../records/ListPage.tsx';
import { ColumnsTab } from './ColumnsTab.tsx';
import { reportKeysOf } from './gapFigures.ts';
import { JudgeTab } from './JudgeTab.tsx';
import { TwinsTab } from './TwinsTab.tsx';
import { UnconfirmedTab } from './UnconfirmedTab.tsx';

const titles = {
  columns: '待补栏目',
  judge: '按条件判断',
  unconfirmed: '待确认',
  twins: '疑似重复',
} as const;
type Tab = keyof typeof titles;

function tabsOf(definition: RecordDefinition, mayWrite: boolean): readonly Tab[] {
  if (judgedFieldsOf(definition).length === 0) return ['columns', 'twins'];
  return mayWrite ? ['columns', 'judge', 'unconfirmed', 'twins'] : ['columns', 'unconfirmed', 'twins'];
}

interface OneTypeProps {
  readonly definition: RecordDefinition;
  readonly types: readonly RecordDefinition[];
}

function OneType({ definition, types }: OneTypeProps) {
  const { tab } = useParams();
  const navigate = useNavigate();
  const mayWrite = useMayWrite(definition.compartment);
  const tabs = tabsOf(definition, mayWrite);
  const now = tabs.find((each) => each === (tab ?? 'columns'));
  const search = `?type=${definition.type}`;
  if (now === undefined) return <Navigate to={`/members/gaps${search}`} replace />;
  const bodies: Readonly<Record<Tab, React.ReactNode>> = {
    columns: <ColumnsTab definition={definition} mayWrite={mayWrite} />,
    judge: <JudgeTab definition={definition} />,
    unconfirmed: <UnconfirmedTab definition={definition} mayWrite={mayWrite} />,
    twins: <TwinsTab definition={definition} mayWrite={mayWrite} />,
  };
  return (
    <section className="page gaps" aria-label="待补信息">
      <PageHead title="待补信息" note="不补不能上报，不影响平时使用">
        {types.length < 2 ? null : (
          <Select<string>
            aria-label="哪一类档案"
            className="gaps-type"
            value={definition.type}
            options={types.map((each) => ({ value: each.type, label: each.listLabel ?? each.label }))}
            onChange={(type) => void navigate(`/members/gaps?type=${type}`)}
          />
        )}
      </PageHead>
      <Tabs
        className="fill-tabs"
        activeKey={now}
        destroyOnHidden
        items={tabs.map((key) => ({ key, label: titles[key], children: bodies[key] }))}
        onChange={(key) => void navigate(`/members/gaps/${key}${search}`)}
      />
    </section>
  );
}

/** 待补信息: what is still wanted, whom it is wanted of, and who may stand in the books twice. Any record type. */
export function GapsPage() {
  const { definitions, user, unit } = useWorkspace();
  const [search] = useSearchParams();
  const types = readableDefinitions(definitions, user.roles).filter(
    (definition) => reportKeysOf(definition).length > 0,
  );
  const definition = types.find(({ type }) => type === search.get('type')) ?? types[0];
  if (definition === undefined) return <NotHere />;
  return <OneType key={`${definition.type}/${unit ?? ''}`} definition={definition} types={types} />;
}
