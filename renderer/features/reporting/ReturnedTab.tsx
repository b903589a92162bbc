import { DownOutlined, RightOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { RejectedItem } from '../../store/port.ts';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { useStoreEvents } from '../../records/ui/events.ts';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { showInFile } from '../../records/ui/values.ts';
import { whenInWords } from '../../records/ui/words.ts';
import { useDefinition, useWorkspace } from '../../records/ui/workspace.tsx';

function Returned({
  item,
  open,
  onToggle,
  onGaveUp,
}: {
  readonly item: RejectedItem;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onGaveUp: (trouble: string | undefined) => void;
}) {
  const { store } = useWorkspace();
  const navigate = useNavigate();
  const definition = useDefinition(item.type);
  const [asking, setAsking] = useState(false);
  const field = item.field === undefined ? undefined : definition?.fields[item.field];
  const mend = (): void =>
    void navigate(`/records/${item.type}/${item.id}`, { state: { field: item.field } });
  const giveUp = async (): Promise<void> => {
    const answer = await store.giveUp(item.op);
    onGaveUp(answer.ok ? undefined : answer.error.message);
  };
  return (
    <li className={open ? 'returned open' : 'returned'}>
      <div className="returned-head">
        <button type="button" className="returned-title" aria-expanded={open} onClick={onToggle}>
          {open ? <DownOutlined aria-hidden="true" /> : <RightOutlined aria-hidden="true" />}
          <b>{item.title}</b>
          <b>{item.subtitle}</b>
          <span className="grow">
            {definition?.label}
            {field === undefined ? '' : ` · ${field.label}`}
            {open ? '' : ` · ${item.message}`}
          </span>
          <span className="small quiet">{whenInWords(item.at)} 退回</span>
        </button>
        {open ? null : (
          <Button size="small" onClick={mend}>
            去修改
          </Button>
        )}
      </div>
      {open ? (
        <div className="returned-body">
          <p className="returned-reason" role="note">
            <WarningOutlined aria-hidden="true" />
            <span>省平台说：{item.message}</span>
          </p>
          <dl className="facts">
            {Object.entries(item.values).map(([key, value]) => {
              const known = definition?.fields[key];
              if (known === undefined) return null;
              return (
                <div key={key}>
                  <dt>{known.label}</dt>
                  <dd>{showInFile(known, value) || '（空）'}</dd>
                </div>
              );
            })}
          </dl>
          <div className="returned-actions">
            <Button className="look" onClick={mend}>
              去修改{field === undefined ? '' : `“${field.label}”`}
            </Button>
            {asking ? (
              <>
                <span>放弃以后这一处不再上报，填过的内容留在变更记录里。</span>
                <Button onClick={() => void giveUp()}>放弃这一处修改</Button>
                <Button
                  onClick={() => {
                    setAsking(false);
                  }}
                >
                  不放弃
                </Button>
              </>
            ) : (
              <Button
                onClick={() => {
                  setAsking(true);
                }}
              >
                放弃修改…
              </Button>
            )}
          </div>
        </div>
      ) : null}
    </li>
  );
}

/** 被退回: the province's sentence, what was sent, and the way straight to the box. */
export function ReturnedTab() {
  const { store, events } = useWorkspace();
  const [items, reload] = useLoaded(() => store.rejected());
  const [chosen, setChosen] = useState<string>();
  const [trouble, setTrouble] = useState<string>();
  useStoreEvents(events, (event) => {
    if (event.kind === 'sync' || event.kind === 'records') reload();
  });
  if (items === undefined) return null;
  if (items.length === 0)
    return (
      <div className="nothing">
        <p className="nothing-lead">没有被退回的。</p>
      </div>
    );
  const open = chosen ?? items[0]?.op;
  return (
    <>
      {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
      <p className="tab-lead">
        省平台退回了 <b>{items.length}</b> 条，其余的已收到。退回的内容都在，点“去修改”会直接到那一栏。
      </p>
      <ul>
        {items.map((item) => (
          <Returned
            key={item.op}
            item={item}
            open={open === item.op}
            onToggle={() => {
              setChosen(open === item.op ? '' : item.op);
            }}
            onGaveUp={(words) => {
              setTrouble(words);
              reload();
            }}
          />
        ))}
      </ul>
      <p className="tab-lead small quiet">改好保存以后会自动再送，这里就会少一条。</p>
    </>
  );
}
