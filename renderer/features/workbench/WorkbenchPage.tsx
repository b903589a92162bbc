import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { isoDateOf } from '../../../domain/rules/calendar.ts';
import type { ListWish } from '../../records/list/useListQuery.ts';
import { PageHead } from '../../records/ui/PageHead.tsx';
import { useStoreEvents } from '../../records/ui/events.ts';
import { useStatusLine } from '../../records/ui/statusLine.tsx';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { count, dayInWords, weekdayOf } from '../../records/ui/words.ts';
import { organisationsOf, readableDefinitions, useWorkspace } from '../../records/ui/workspace.tsx';
import { ImportInvitation } from '../members/ImportInvitation.tsx';
import { isMember, leftJob, monthLater, monthStart, notMember, workbenchFigures } from './figures.ts';
import type { WorkbenchFigures } from './figures.ts';
import type { Todo } from './todo.ts';
import { todosOf } from './todo.ts';

function Figure({
  label,
  value,
  note,
}: {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}) {
  return (
    <div className="figure">
      <dt>{label}</dt>
      <dd className="figure-value">{value}</dd>
      <dd className="small quiet">{note}</dd>
    </div>
  );
}

function Figures({ figures }: { readonly figures: WorkbenchFigures }) {
  const rate = figures.workers === 0 ? '—' : `${((figures.members / figures.workers) * 100).toFixed(1)} %`;
  return (
    <dl className="figures" aria-label="本单位概况">
      <Figure label="职工" value={count(figures.workers)} note="在职的人" />
      <Figure label="在职会员" value={count(figures.members)} note={`入会率 ${rate}`} />
      <Figure
        label="本月新进 / 离开"
        value={`${count(figures.joinedThisMonth)} / ${count(figures.leftThisMonth)}`}
        note="按入职日期、离职日期"
      />
      <Figure label="信息待补" value={count(figures.gaps)} note="不补不能上报，不影响使用" />
    </dl>
  );
}

interface Reminder {
  readonly label: string;
  readonly people: number;
  readonly wish: ListWish;
}

function remindersOf(figures: WorkbenchFigures, now: Date): readonly Reminder[] {
  return [
    {
      label: '本月新进的职工',
      people: figures.joinedThisMonth,
      wish: { ranges: { hireDate: { from: monthStart(now) } }, rangeLabel: '本月入职' },
    },
    {
      label: '本月离开的',
      people: figures.leftThisMonth,
      wish: {
        filters: { employmentState: [leftJob] },
        ranges: { leaveDate: { from: monthStart(now) } },
        rangeLabel: '本月离职',
      },
    },
    {
      label: '合同一个月内到期的',
      people: figures.contractsEnding,
      wish: {
        filters: { employmentState: figures.inPost },
        ranges: { contractEnd: { from: isoDateOf(now), to: monthLater(now) } },
        rangeLabel: '合同一个月内到期',
      },
    },
    {
      label: '还没入会的职工',
      people: figures.outside,
      wish: { filters: { membershipStatus: [notMember] } },
    },
    {
      label: '离职了、会籍还没转的',
      people: figures.leftStillMember,
      wish: { filters: { employmentState: [leftJob], membershipStatus: [isMember] } },
    },
    { label: '信息待补的', people: figures.gaps, wish: { filters: { '@gap': figures.gapFields } } },
  ].filter((reminder) => reminder.people > 0);
}

function Todos({
  todos,
  now,
  onGo,
}: {
  readonly todos: readonly Todo[];
  readonly now: Date;
  readonly onGo: (todo: Todo) => void;
}) {
  return (
    <section className="todos" aria-label="待办事项">
      <h2>
        待办事项
        {todos.length === 0 ? null : <span className="small quiet">{todos.length} 件</span>}
      </h2>
      {todos.length === 0 ? (
        <div className="nothing">
          <p className="nothing-lead">今天没有要办的。</p>
          <p className="quiet">有退回的、要核对的、要办理的，会列在这里。</p>
        </div>
      ) : (
        <ul>
          {todos.map((todo, index) => (
            <li key={todo.key}>
              <div className="todo-day">
                <b>今天</b>
                <span className="small quiet">{weekdayOf(now).replace('星期', '周')}</span>
              </div>
              <div className="grow">
                <p>{todo.what}</p>
                <p className="small quiet">{todo.where}</p>
              </div>
              <Button
                autoFocus={index === 0}
                onClick={() => {
                  onGo(todo);
                }}
              >
                {todo.button}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** 工作台: sentences with a button, four figures at most, no tiles. */
export function WorkbenchPage() {
  const workspace = useWorkspace();
  const { store, events, definitions, user } = workspace;
  const navigate = useNavigate();
  const now = new Date();
  const readable = readableDefinitions(definitions, user.roles);
  const member = readable.find((definition) => definition.type === 'member');
  const hardship = readable.find((definition) => definition.type === 'hardshipCase');
  const organisations = organisationsOf(workspace);
  const [loaded, reload] = useLoaded(
    async () =>
      member === undefined
        ? undefined
        : {
            figures: await workbenchFigures(store, member, hardship, organisations, now),
            sync: await store.syncSummary(),
            conflicts: await store.conflicts(),
            interrupted: await store.interruptedImport(),
          },
    organisations.join(','),
  );
  useStoreEvents(events, (event) => {
    if (event.kind === 'records' || event.kind === 'sync') reload();
  });
  const todos =
    loaded === undefined
      ? []
      : todosOf({
          ...loaded,
          labelOf: (type, field) =>
            definitions.find((each) => each.type === type)?.fields[field]?.label ?? '一栏',
        });
  useStatusLine(
    loaded === undefined
      ? []
      : loaded.figures.people === 0
        ? [{ text: '共', value: '0', after: '人' }]
        : [{ text: '待办', value: String(todos.length), after: '件' }],
  );
  return (
    <section className="page" aria-label="工作台">
      <PageHead title="工作台" note={`${dayInWords(now)}  ${weekdayOf(now)}`} />
      {loaded === undefined ? null : loaded.figures.people === 0 && loaded.interrupted === undefined ? (
        <ImportInvitation onNew={() => void navigate('/records/member/new')} />
      ) : (
        <>
          <Figures figures={loaded.figures} />
          <div className="workbench-body">
            <Todos
              todos={todos}
              now={now}
              onGo={(todo) => void navigate(todo.to, { state: { wish: todo.wish } })}
            />
            <aside className="reminders" aria-label="本月提醒">
              <h2>本月提醒</h2>
              <ul>
                {remindersOf(loaded.figures, now).map((reminder) => (
                  <li key={reminder.label}>
                    <span className="grow">{reminder.label}</span>
                    <Link to="/records/member" state={{ wish: reminder.wish }}>
                      {count(reminder.people)} 人
                    </Link>
                  </li>
                ))}
              </ul>
            </aside>
          </div>
        </>
      )}
    </section>
  );
}
