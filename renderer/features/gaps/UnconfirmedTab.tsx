import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { judgedFieldsOf } from '../../../domain/records/unconfirmed.ts';
import type { Judged } from '../../../domain/records/unconfirmed.ts';
import { useStoreEvents } from '../../records/ui/events.ts';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { showValue } from '../../records/ui/values.ts';
import { count } from '../../records/ui/words.ts';
import { organisationsOf, useWorkspace } from '../../records/ui/workspace.tsx';
import type { Query } from '../../store/index/port.ts';
import { PeopleTable } from './PeopleTable.tsx';

interface TabProps {
  readonly definition: RecordDefinition;
  readonly mayWrite: boolean;
}

function OneColumn({ definition, mayWrite, judged }: TabProps & { readonly judged: Judged }) {
  const workspace = useWorkspace();
  const { store, events } = workspace;
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [news, setNews] = useState<{ readonly tone: 'ok' | 'error'; readonly words: string }>();
  const { type, countWord: word } = definition;
  const field = definition.fields[judged.field];
  const filters = { [judged.mark]: [true] };
  const query: Query = { type, organisations: organisationsOf(workspace), filters };
  const [state, reload] = useLoaded(async () => ({
    total: (await store.query(query, 0, 0)).total,
    values: await store.counts(query, judged.field),
    at: Date.now(),
  }));
  useStoreEvents(events, (event) => {
    if (event.kind === 'records' && event.type === type) reload();
  });
  if (field === undefined || state === undefined) return null;
  const confirm = async (ids: readonly string[]): Promise<void> => {
    const fields = { [judged.mark]: false };
    const done = await store.setMany({ type, ids, fields, label: `确认 ${field.label}` });
    setChosen(new Set());
    setNews(
      done.ok
        ? {
            tone: 'ok',
            words: `确认了 ${count(done.value.changed)} ${word}的“${field.label}”，已保存在本机。`,
          }
        : { tone: 'error', words: done.error.message },
    );
  };
  const told = state.values
    .filter(({ value }) => value !== null)
    .map(({ value, count: n }) => `${showValue(field, value)} ${count(n)} ${word}`)
    .join('，');
  return (
    <section className="gaps-main" aria-label={`${field.label}待确认`}>
      {news === undefined ? null : <Sentence tone={news.tone}>{news.words}</Sentence>}
      {state.total === 0 ? (
        <div className="nothing">
          <p className="nothing-lead">“{field.label}”没有等您确认的。</p>
        </div>
      ) : (
        <>
          <div className="gaps-lead">
            <p>
              “{field.label}”是按条件判断填的，还没有人确认：<b>{count(state.total)}</b> {word}（{told}）。
              点行选中；不对的打开档案改，改过就不再待确认。
            </p>
            <div className="grow" />
            <Button onClick={() => void navigate(`/records/${type}`, { state: { wish: { filters } } })}>
              在{definition.listLabel ?? definition.label}里看
            </Button>
            {mayWrite ? (
              <>
                <Button disabled={chosen.size === 0} onClick={() => void confirm([...chosen])}>
                  确认所选 {count(chosen.size)} {word}
                </Button>
                <Button type="primary" onClick={() => void store.ids(query).then(confirm)}>
                  全部确认 {count(state.total)} {word}
                </Button>
              </>
            ) : null}
          </div>
          <PeopleTable
            definition={definition}
            label={`待确认${field.label}的`}
            query={query}
            total={state.total}
            version={`${state.total}/${state.at}`}
            more={[judged.field]}
            tall
            chosen={(row) => chosen.has(row.id)}
            onChoose={(row) => {
              const next = new Set(chosen);
              if (!next.delete(row.id)) next.add(row.id);
              setChosen(next);
            }}
          />
        </>
      )}
    </section>
  );
}

/** 待确认: values that a judgement gave and nobody has answered for. */
export function UnconfirmedTab({ definition, mayWrite }: TabProps) {
  return judgedFieldsOf(definition).map((judged) => (
    <OneColumn key={judged.field} definition={definition} mayWrite={mayWrite} judged={judged} />
  ));
}
