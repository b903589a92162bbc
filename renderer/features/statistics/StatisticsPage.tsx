import { useMemo } from 'react';
import type { FieldValue } from '../../../domain/records/definition.ts';
import { PageHead } from '../../records/ui/PageHead.tsx';
import { useStoreEvents } from '../../records/ui/events.ts';
import { useStatusLine } from '../../records/ui/statusLine.tsx';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { showValue } from '../../records/ui/values.ts';
import { count } from '../../records/ui/words.ts';
import { organisationName, useDefinition, useWorkspace } from '../../records/ui/workspace.tsx';
import { BarPanel } from './BarPanel.tsx';
import { barsOf, departmentBars, statesInPost, unitFigures } from './figures.ts';
import { UnitTable } from './UnitTable.tsx';
import './statistics.css';

/** Muted, and apart from each other in grey as well. */
const panels = [
  { field: 'membershipStatus', title: '会员状态', hue: '#4F6D8F', most: 10 },
  { field: 'department', title: '部门人数', hue: '#7A8B6F', most: 10 },
  { field: 'education', title: '学历', hue: '#9A8258', most: 10 },
  { field: 'sex', title: '性别', hue: '#7D7391', most: 4 },
] as const;

/** 常用统计: every figure is counted from the files on this PC at this moment. */
export function StatisticsPage() {
  const workspace = useWorkspace();
  const { store, events, scope, unit } = workspace;
  const definition = useDefinition('member');
  const organisations = useMemo(
    () => (unit === undefined ? scope.organisations.map((organisation) => organisation.id) : [unit]),
    [unit, scope],
  );
  const key = organisations.join(' ');
  const [units, reloadUnits] = useLoaded(() => unitFigures(store, organisations), key);
  const [bars, reloadBars] = useLoaded(async () => {
    const base = { type: 'member', organisations };
    const inPost = await statesInPost(store, base);
    // Nobody in post: no filter could say so, and no chart has anything to show.
    if (inPost.length === 0) return panels.map(() => []);
    return Promise.all(
      panels.map((panel) => {
        const query = { ...base, filters: { employmentState: inPost } };
        if (panel.field === definition?.treeField) return departmentBars(store, query, panel.most);
        const field = definition?.fields[panel.field];
        const nameOf = (value: FieldValue): string =>
          (field === undefined ? '' : showValue(field, value)) || '（空）';
        return barsOf(store, query, panel.field, nameOf, panel.most);
      }),
    );
  }, key);
  useStoreEvents(events, (event) => {
    if (event.kind !== 'records' || event.type !== 'member') return;
    reloadUnits();
    reloadBars();
  });
  const workers = (units ?? []).reduce((sum, each) => sum + each.workers, 0);
  useStatusLine([{ text: '在职职工', value: count(workers), after: '人' }]);
  return (
    <section className="page" aria-label="常用统计">
      <PageHead title="常用统计" note="按本机现在的档案计算" />
      <div className="stat-body">
        {units === undefined ? null : (
          <>
            <UnitTable units={units} nameOf={(id) => organisationName(workspace, id)} />
            <p className="small quiet stat-note">
              会员合计 = 在职会员 + 已离职、会籍还没转的。会籍保留、申请中的不在里面。
            </p>
            <p className="stat-note">下面按在职的 {count(workers)} 人计算：</p>
          </>
        )}
        <div className="stat-grid">
          {panels.map((panel, at) => (
            <BarPanel key={panel.field} title={panel.title} bars={bars?.[at] ?? []} hue={panel.hue} />
          ))}
        </div>
      </div>
    </section>
  );
}
