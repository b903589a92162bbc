import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { FieldValue, RecordDefinition, TwinRule } from '../../../domain/records/definition.ts';
import { isEmpty } from '../../../domain/records/validate.ts';
import { ActDialog } from '../../records/acts/ActDialog.tsx';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { showMasked } from '../../records/ui/values.ts';
import { count } from '../../records/ui/words.ts';
import { organisationName, useWorkspace } from '../../records/ui/workspace.tsx';
import type { RecordView } from '../../store/port.ts';
import type { TwinGroup } from '../../store/twinsPort.ts';

interface SideBySideProps {
  readonly definition: RecordDefinition;
  readonly rule: TwinRule;
  readonly group: TwinGroup;
  readonly mayWrite: boolean;
  readonly onClose: (news: { readonly tone: 'ok' | 'error'; readonly words: string } | undefined) => void;
}

/** As many as stand beside each other on the narrowest screen. */
const most = 4;

const same = (values: readonly (FieldValue | undefined)[]): boolean =>
  new Set(values.map((value) => JSON.stringify(isEmpty(value) ? null : value))).size === 1;

/** Files that share something, column by column, what differs first; nothing here merges them. */
export function SideBySide({ definition, rule, group, mayWrite, onClose }: SideBySideProps) {
  const workspace = useWorkspace();
  const { store } = workspace;
  const navigate = useNavigate();
  const [voiding, setVoiding] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  const { type, countWord: word, fields } = definition;
  const [views] = useLoaded(async () => {
    const read = await Promise.all(group.ids.slice(0, most).map((id) => store.get(type, id)));
    return read.flatMap((answer): readonly RecordView[] => (answer.ok ? [answer.value] : []));
  }, group.ids.join());
  if (views === undefined) return null;
  const title = (view: RecordView): string => String(view.data[definition.titleField] ?? '');
  const filled = Object.keys(fields).filter((key) => views.some((view) => !isEmpty(view.data[key])));
  const differs = (key: string): boolean => !same(views.map((view) => view.data[key]));
  const lines = [...filled.filter(differs), ...filled.filter((key) => !differs(key))];
  const apart = async (): Promise<void> => {
    const done = await store.setApart({ type, ids: group.ids });
    if (done.ok)
      onClose({
        tone: 'ok',
        words: `记住了：这 ${count(group.ids.length)} ${word}不是同一个，本机不再列出。档案没有动。`,
      });
    else setTrouble(done.error.message);
  };
  return (
    <>
      <div className="gaps-lead">
        <p>
          <b>{rule.label}</b>：{count(group.ids.length)} {word}
          {group.ids.length > most ? `，这里并排看前 ${most} ${word}` : ''}。不一样的栏目排在前面。
        </p>
        <div className="grow" />
        <Button
          onClick={() => {
            onClose(undefined);
          }}
        >
          回到列表
        </Button>
        {mayWrite ? (
          <Button onClick={() => void apart()}>不是同一{word === '人' ? '个人' : word}</Button>
        ) : null}
      </div>
      {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
      <div className="gaps-scroll">
        <table className="stat-table" aria-label="并排看">
          <thead>
            <tr>
              <th scope="col">栏目</th>
              {views.map((view) => (
                <th key={view.id} scope="col">
                  {title(view)}
                  <div className="twin-acts">
                    <Button
                      size="small"
                      aria-label={`打开${title(view)}的档案`}
                      onClick={() => void navigate(`/records/${type}/${view.id}`)}
                    >
                      打开
                    </Button>
                    {mayWrite ? (
                      <Button
                        size="small"
                        aria-label={`作废${title(view)}这一份`}
                        onClick={() => {
                          setVoiding(view.id);
                        }}
                      >
                        作废这一份
                      </Button>
                    ) : null}
                  </div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {workspace.scope.organisations.length < 2 ? null : (
              <tr>
                <th scope="row">单位</th>
                {views.map((view) => (
                  <td key={view.id}>{organisationName(workspace, view.organisation)}</td>
                ))}
              </tr>
            )}
            {lines.map((key) => {
              const field = fields[key];
              return field === undefined ? null : (
                <tr key={key} className={differs(key) ? 'differs' : undefined}>
                  <th scope="row">
                    {field.label}
                    {differs(key) ? <span className="twin-note">不一样</span> : null}
                  </th>
                  {views.map((view) => (
                    <td key={view.id}>{showMasked(field, view.data[key])}</td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {voiding === undefined ? null : (
        <ActDialog
          definition={definition}
          act={{ kind: 'void', key: 'void', label: '作废' }}
          ids={[voiding]}
          onClose={(words) => {
            setVoiding(undefined);
            if (words !== undefined) onClose({ tone: 'ok', words });
          }}
        />
      )}
    </>
  );
}
