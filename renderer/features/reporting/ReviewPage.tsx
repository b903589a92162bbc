import { CheckOutlined, RollbackOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Conflict } from '../../../domain/protocol/record.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { ConflictItem } from '../../store/port.ts';
import { PageHead } from '../../records/ui/PageHead.tsx';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { useStoreEvents } from '../../records/ui/events.ts';
import { useStatusLine } from '../../records/ui/statusLine.tsx';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { showValue } from '../../records/ui/values.ts';
import { whenInWords } from '../../records/ui/words.ts';
import { useDefinition, useWorkspace } from '../../records/ui/workspace.tsx';
import type { Option } from './options.ts';
import { newestOf, sidesOf } from './options.ts';
import { useTrustedNow } from './useTrustedNow.ts';

type Choices = ReadonlyMap<string, Option>;

interface RowProps {
  readonly definition: RecordDefinition;
  readonly conflict: Conflict;
  readonly chosen: Option | undefined;
  /** This PC's clock; absent when it is wrong. */
  readonly now: number | undefined;
  readonly onChoose: (option: Option | undefined) => void;
}

function Cell({
  definition,
  conflict,
  options,
  chosen,
  onChoose,
}: RowProps & { readonly options: readonly Option[] }) {
  const { user } = useWorkspace();
  const field = definition.fields[conflict.field];
  return (
    <td className="review-cell">
      {options.map((option) => {
        const on = chosen?.key === option.key;
        const text =
          (field === undefined ? String(option.value) : showValue(field, option.value)) || '（空）';
        return (
          <label key={option.key} className={on ? 'review-option on' : 'review-option'}>
            <input
              type="radio"
              name={conflict.conflictId}
              checked={on}
              aria-label={`${field?.label ?? '一栏'}选 ${text}`}
              onChange={() => {
                onChoose(option);
              }}
            />
            <span>
              <span className="review-value">{text}</span>
              <span className="small quiet">
                {option.by.user === user.id ? '您' : option.by.userName}，{whenInWords(option.by.at)}
                {option.newer ? ' · 较新' : ''}
              </span>
            </span>
          </label>
        );
      })}
    </td>
  );
}

function Row(props: RowProps) {
  const { user } = useWorkspace();
  const { definition, conflict, chosen, now, onChoose } = props;
  const field = definition.fields[conflict.field];
  const sides = sidesOf(conflict, user.id, now);
  return (
    <tr>
      <th scope="row">{field?.label ?? '一栏'}</th>
      <td className="review-base">
        {(field === undefined ? '' : showValue(field, conflict.baseValue)) || '（空）'}
      </td>
      <Cell {...props} options={sides.first} />
      <Cell {...props} options={sides.second} />
      <td>
        {chosen === undefined ? (
          <span className="state-mark tone-wait">
            <span className="ring" aria-hidden="true" />
            请选一个
          </span>
        ) : (
          <>
            <span className="state-mark tone-ok">
              <CheckOutlined aria-hidden="true" />
              已选
            </span>
            <Button
              type="link"
              size="small"
              className="inline"
              onClick={() => {
                onChoose(undefined);
              }}
            >
              撤销
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}

function Merged({
  definition,
  item,
}: {
  readonly definition: RecordDefinition;
  readonly item: ConflictItem;
}) {
  if (item.merged.length === 0) return null;
  return (
    <section className="review-merged">
      <h2>另外 {item.merged.length} 项只有一边改过，已经合到一起，不用选</h2>
      <dl className="facts">
        {item.merged.map((merged) => {
          const field = definition.fields[merged.field];
          return (
            <div key={merged.field}>
              <dt>{field?.label ?? '一栏'}</dt>
              <dd>
                {(field === undefined ? '' : showValue(field, merged.value)) || '（空）'}
                <span className="quiet merged-by">
                  {merged.userName}填的，{whenInWords(merged.at)}
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** 待核对: side by side, the whole cell can be clicked; until 办 nothing is decided, and after it both stay in the history. */
export function ReviewPage() {
  const { type = '', id = '' } = useParams();
  const { store, events, user } = useWorkspace();
  const definition = useDefinition(type);
  const navigate = useNavigate();
  const [items, reload] = useLoaded(() => store.conflicts());
  const { now, known } = useTrustedNow();
  const [choices, setChoices] = useState<Choices>(new Map());
  const [steps, setSteps] = useState<readonly { readonly before: Choices; readonly words: string }[]>([]);
  const [trouble, setTrouble] = useState<string>();
  useStoreEvents(events, (event) => {
    if (event.kind === 'sync' || event.kind === 'records') reload();
  });
  const at = items?.findIndex((each) => each.type === type && each.id === id) ?? -1;
  const item = items?.[at];
  const open = item?.conflicts.filter((conflict) => conflict.state === 'open') ?? [];
  const newest = newestOf(open, user.id, now);
  const taken = open.filter((conflict) => choices.has(conflict.conflictId)).length;
  useStatusLine(
    item === undefined
      ? []
      : [
          { text: '待核对', value: String(items?.length ?? 0), after: '份' },
          { text: `${open.length} 项，已选 ${taken} 项` },
        ],
  );
  const back = { to: '/reporting/review', label: '数据上报' };
  if (items === undefined || definition === undefined) return <section className="page" aria-busy="true" />;
  if (item === undefined) {
    return (
      <section className="page">
        <PageHead back={back} title="待核对" />
        <div className="nothing">
          <p className="nothing-lead">这一份已经核对好了。</p>
          <Button onClick={() => void navigate(`/records/${type}/${id}`)}>打开档案</Button>
        </div>
      </section>
    );
  }
  const change = (next: Choices, words: string): void => {
    setSteps([...steps, { before: choices, words }]);
    setChoices(next);
  };
  const choose = (conflict: Conflict, option: Option | undefined): void => {
    const next = new Map(choices);
    if (option === undefined) next.delete(conflict.conflictId);
    else next.set(conflict.conflictId, option);
    const label = definition.fields[conflict.field]?.label ?? '一栏';
    const value =
      option === undefined
        ? ''
        : showValue(definition.fields[conflict.field] ?? { label, kind: 'text', section: '' }, option.value);
    change(next, option === undefined ? `撤销了${label}` : `${label}选了 ${value || '（空）'}`);
  };
  const settle = async (): Promise<void> => {
    const answer = await store.settle({
      type,
      id,
      choices: open.flatMap((conflict) => {
        const chosen = choices.get(conflict.conflictId);
        return chosen === undefined
          ? []
          : [{ conflictId: conflict.conflictId, version: conflict.version, value: chosen.value }];
      }),
    });
    if (!answer.ok) {
      setTrouble(answer.error.message);
      reload();
      return;
    }
    setChoices(new Map());
    setSteps([]);
    const next = items.find((each) => each !== item);
    if (taken === open.length)
      void navigate(next === undefined ? '/reporting/review' : `/reporting/review/${next.type}/${next.id}`);
    else reload();
  };
  const last = steps.at(-1);
  return (
    <section className="page" aria-label="待核对">
      <PageHead back={back} title="待核对" note="两边填的不一样，请选一个">
        <span className="quiet">
          第 {at + 1} / {items.length} 份
        </span>
      </PageHead>
      <div className="review-who">
        <div className="grow">
          <p>
            <b className="review-name">{item.title}</b> <span className="quiet">{item.subtitle}</span>
          </p>
          <p>在两台电脑上都改过。两边填的都留着，选完以后还能改回来。</p>
        </div>
        {newest.size === 0 && known ? (
          <span className="quiet">有一台电脑的时间不对，分不出哪个较新</span>
        ) : (
          <Button
            onClick={() => {
              change(newest, '全部采用较新的');
            }}
          >
            全部采用较新的
          </Button>
        )}
        <Button onClick={() => void navigate(`/records/${type}/${id}`)}>打开档案</Button>
      </div>
      {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
      <div className="page-scroll page-pad">
        <table className="review-table">
          <thead>
            <tr>
              <th scope="col">栏目</th>
              <th scope="col">原来的内容</th>
              <th scope="col">
                {open.some((conflict) => sidesOf(conflict, user.id, now).firstIsMine)
                  ? '本机填的'
                  : '一边填的'}
              </th>
              <th scope="col">
                {open.some((conflict) => sidesOf(conflict, user.id, now).firstIsMine)
                  ? '对方填的'
                  : '另一边填的'}
              </th>
              <th scope="col">结果</th>
            </tr>
          </thead>
          <tbody>
            {open.map((conflict) => (
              <Row
                key={conflict.conflictId}
                definition={definition}
                conflict={conflict}
                chosen={choices.get(conflict.conflictId)}
                now={now}
                onChoose={(option) => {
                  choose(conflict, option);
                }}
              />
            ))}
          </tbody>
        </table>
        <Merged definition={definition} item={item} />
      </div>
      <footer className="save-bar">
        <Button
          icon={<RollbackOutlined aria-hidden="true" />}
          disabled={last === undefined}
          onClick={() => {
            if (last === undefined) return;
            setChoices(last.before);
            setSteps(steps.slice(0, -1));
          }}
        >
          撤销上一步
        </Button>
        <span className="grow small quiet">{last === undefined ? '' : `刚才：${last.words}`}</span>
        {taken < open.length ? <span className="quiet">还有 {open.length - taken} 项没选</span> : null}
        <Button onClick={() => void navigate('/reporting/review')}>以后再选</Button>
        <Button type="primary" disabled={taken === 0} onClick={() => void settle()}>
          按选好的 {taken} 项办
        </Button>
      </footer>
    </section>
  );
}
