import { Button, Select } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import { isEmpty } from '../../../domain/records/validate.ts';
import { judgedFieldsOf } from '../../../domain/records/unconfirmed.ts';
import { CodeSelect } from '../../records/form/CodeSelect.tsx';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { showValue } from '../../records/ui/values.ts';
import { count } from '../../records/ui/words.ts';
import { organisationsOf, useWorkspace } from '../../records/ui/workspace.tsx';
import { BusyStrip } from '../members/import/BusyStrip.tsx';
import { ConditionRow } from './ConditionRow.tsx';
import { conditionOf, conditionSentence } from './conditionText.ts';
import type { ConditionDraft } from './conditionText.ts';
import { whoIsMeant } from './judge.ts';
import { MeantTable } from './MeantTable.tsx';

const first: ConditionDraft = { id: 1, field: '', kind: 'is', values: [] };

/**
 * 按条件批量判断 (K55): conditions from the definition's fields, who is meant, and a value that stays marked 待确认. What
 * changes in the conditions takes the answer away: nothing is written that was not looked at.
 */
export function JudgeTab({ definition }: { readonly definition: RecordDefinition }) {
  const workspace = useWorkspace();
  const { store } = workspace;
  const navigate = useNavigate();
  const choices = judgedFieldsOf(definition);
  const [target, setTarget] = useState(choices[0]?.field ?? '');
  const [value, setValue] = useState<FieldValue>(null);
  const [drafts, setDrafts] = useState<readonly ConditionDraft[]>([first]);
  const [meant, setMeant] = useState<readonly string[]>();
  const [busy, setBusy] = useState<{ readonly done: number; readonly total: number }>();
  const [trouble, setTrouble] = useState<string>();
  const [news, setNews] = useState<string>();
  const stopped = useRef(false);
  const judged = choices.find(({ field }) => field === target);
  const field = definition.fields[target];
  if (judged === undefined || field === undefined) return null;
  const word = definition.countWord;
  const conditions = drafts.flatMap((draft) => conditionOf(definition, draft) ?? []);
  const ready = !isEmpty(value) && conditions.length === drafts.length && conditions.length > 0;
  const edit = (next: readonly ConditionDraft[]): void => {
    setDrafts(next);
    setMeant(undefined);
    setNews(undefined);
  };
  const look = async (): Promise<void> => {
    stopped.current = false;
    setTrouble(undefined);
    setBusy({ done: 0, total: 0 });
    const asked = { definition, organisations: organisationsOf(workspace), judged, conditions };
    const found = await whoIsMeant(store, asked, (done, total) => {
      setBusy({ done, total });
      return !stopped.current;
    });
    setBusy(undefined);
    if (found.ok) setMeant(found.value);
    else setTrouble(found.error.message);
  };
  const write = async (): Promise<void> => {
    if (meant === undefined) return;
    const done = await store.setMany({
      type: definition.type,
      ids: meant,
      fields: { [target]: value, [judged.mark]: true },
      label: `按条件判断 ${field.label}`,
    });
    if (!done.ok) {
      setTrouble(done.error.message);
      return;
    }
    setMeant(undefined);
    setNews(
      `给 ${count(done.value.changed)} ${word}填了“${field.label}：${showValue(field, value)}”，都标着待确认。`,
    );
  };
  return (
    <div className="gaps-main">
      <p>只判断“{field.label}”还空着的。填上的都标“待确认”，等人看过再确认；您自己填过的不会改。</p>
      {news === undefined ? null : (
        <Sentence
          tone="ok"
          action={
            <Button
              size="small"
              onClick={() => void navigate(`/members/gaps/unconfirmed?type=${definition.type}`)}
            >
              去确认
            </Button>
          }
        >
          {news}
        </Sentence>
      )}
      {drafts.map((draft, index) => (
        <ConditionRow
          key={draft.id}
          definition={definition}
          draft={draft}
          number={index + 1}
          onChange={(next) => {
            edit(drafts.map((each) => (each.id === draft.id ? next : each)));
          }}
          onRemove={() => {
            edit(
              drafts.length === 1
                ? [{ ...first, id: draft.id + 1 }]
                : drafts.filter((each) => each !== draft),
            );
          }}
        />
      ))}
      <div className="condition">
        <Button
          size="small"
          onClick={() => {
            edit([...drafts, { ...first, id: Math.max(...drafts.map(({ id }) => id)) + 1 }]);
          }}
        >
          再加一个条件
        </Button>
      </div>
      <div className="condition" role="group" aria-label="填成什么">
        <span className="quiet">那么</span>
        {choices.length === 1 ? (
          <b>{field.label}</b>
        ) : (
          <Select<string>
            aria-label="判断哪一栏"
            className="condition-field"
            value={target}
            options={choices.map((each) => ({
              value: each.field,
              label: definition.fields[each.field]?.label ?? each.field,
            }))}
            onChange={(key) => {
              setTarget(key);
              setValue(null);
              setMeant(undefined);
            }}
          />
        )}
        <label htmlFor="judged-value">填</label>
        <div className="condition-values">
          <CodeSelect
            id="judged-value"
            field={field}
            value={value}
            lastUsed={undefined}
            disabled={false}
            invalid={false}
            describedBy={undefined}
            onChange={(next) => {
              setValue(next);
              setMeant(undefined);
            }}
          />
        </div>
        <Button disabled={!ready || busy !== undefined} onClick={() => void look()}>
          看看是哪些{word}
        </Button>
      </div>
      {busy === undefined ? null : (
        <BusyStrip
          busy={{ words: '已看', ...busy }}
          onStop={() => {
            stopped.current = true;
          }}
        />
      )}
      {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
      {meant === undefined ? null : (
        <>
          <div className="gaps-lead">
            <p role="status" aria-label="判断的结果">
              {conditions.map((condition) => conditionSentence(definition, condition)).join('，并且')}：共{' '}
              <b>{count(meant.length)}</b> {word}，还没有写入。
            </p>
            <div className="grow" />
            <Button type="primary" disabled={meant.length === 0} onClick={() => void write()}>
              填 {count(meant.length)} {word}，标为待确认
            </Button>
          </div>
          <MeantTable definition={definition} ids={meant} conditions={conditions} />
        </>
      )}
    </div>
  );
}
