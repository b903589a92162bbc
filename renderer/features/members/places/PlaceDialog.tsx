import { AutoComplete, Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { isAtOrBelow, lastNameOf } from '../../../../domain/records/paths.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Result } from '../../../../domain/result.ts';
import { useStoreEvents } from '../../../records/ui/events.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { count } from '../../../records/ui/words.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';
import type { TreeNode } from '../../../store/index/port.ts';
import type { MovedPlace } from '../../../store/actsPort.ts';
import { BusyStrip } from '../import/BusyStrip.tsx';
import type { PlaceWish } from './placeMoves.ts';
import { aimedAt, findPlace, kindWords, pathsOf } from './placeMoves.ts';

export interface PlaceDone {
  readonly field: string;
  readonly from: string;
  readonly to: string;
  readonly word: string;
  readonly moved: MovedPlace;
}

interface PlaceDialogProps {
  readonly definition: RecordDefinition;
  readonly organisation: string;
  readonly field: string;
  readonly nodes: readonly TreeNode[];
  readonly wish: PlaceWish;
  /** With what was done, when something was. */
  readonly onClose: (done: PlaceDone | undefined) => void;
}

const aimLabels = { rename: '新名字', move: '移到哪里下面', merge: '合并到哪里' } as const;

/** 改名 · 移动到… · 合并到…: how many it changes, then the act, which can be stopped until it is written. */
export function PlaceDialog({ definition, organisation, field, nodes, wish, onClose }: PlaceDialogProps) {
  const { store, events } = useWorkspace();
  const [kind, setKind] = useState(wish.kind);
  const [typed, setTyped] = useState(wish.aim ?? (wish.kind === 'rename' ? lastNameOf(wish.from) : ''));
  const [touched, setTouched] = useState(false);
  const [actId] = useState(() => crypto.randomUUID());
  const [step, setStep] = useState<{ readonly done: number; readonly total: number }>();
  const [answer, setAnswer] = useState<Result<MovedPlace>>();
  const aimed = aimedAt({ from: wish.from, kind }, typed);
  const { countWord: unitWord, type } = definition;
  const place = findPlace(nodes, wish.from);
  const people = place?.count ?? 0;
  const below = pathsOf(place?.children ?? []).length;
  const there = 'to' in aimed ? findPlace(nodes, aimed.to) : undefined;
  const word = kindWords[kind];
  const name = lastNameOf(wish.from);
  useStoreEvents(events, (event) => {
    if (event.kind === 'progress' && event.task === 'act') setStep(event);
  });
  const run = async (): Promise<void> => {
    setTouched(true);
    if (!('to' in aimed)) return;
    setAnswer(undefined);
    setStep({ done: 0, total: people });
    const asked = { type, organisation, field, from: wish.from, to: aimed.to, word, actId };
    const moved = await store.movePlace(asked);
    setStep(undefined);
    if (moved.ok && moved.value.skipped.length === 0)
      onClose({ field, from: wish.from, to: aimed.to, word, moved: moved.value });
    else setAnswer(moved);
  };
  const done =
    answer?.ok === true && 'to' in aimed
      ? { field, from: wish.from, to: aimed.to, word, moved: answer.value }
      : undefined;
  return (
    <Modal
      open
      width={560}
      title={
        wish.aim === undefined ? `给“${name}”${word}？` : `把“${name}”放到“${wish.aim || '最上面一级'}”？`
      }
      mask={{ closable: false }}
      afterOpenChange={(opened) => {
        // The dialog puts the focus on its own closing button, also over autoFocus.
        const box = opened ? document.getElementById('place-aim') : null;
        if (box instanceof HTMLInputElement) {
          box.focus();
          box.select();
        }
      }}
      onCancel={() => {
        if (step === undefined) onClose(done);
      }}
      footer={
        done === undefined ? (
          <>
            <Button
              disabled={step !== undefined}
              onClick={() => {
                onClose(undefined);
              }}
            >
              先不改
            </Button>
            <Button type="primary" loading={step !== undefined} onClick={() => void run()}>
              {word} {count(people)} {unitWord}
            </Button>
          </>
        ) : (
          <Button
            type="primary"
            onClick={() => {
              onClose(done);
            }}
          >
            知道了
          </Button>
        )
      }
    >
      {answer?.ok === false ? <Sentence tone="error">{answer.error.message}</Sentence> : null}
      {done === undefined ? (
        <div className="act-form">
          {wish.aim === undefined || wish.aim === '' ? null : (
            <Radio.Group
              aria-label="怎么放"
              value={kind}
              options={[
                { value: 'move', label: `移到“${lastNameOf(wish.aim)}”下面` },
                { value: 'merge', label: `和“${lastNameOf(wish.aim)}”合并` },
              ]}
              onChange={(event) => {
                setKind(event.target.value === 'merge' ? 'merge' : 'move');
              }}
            />
          )}
          {wish.aim === undefined ? (
            <div className="field">
              <label className="field-label" htmlFor="place-aim">
                {aimLabels[kind]}
              </label>
              <div className="field-box">
                {kind === 'rename' ? (
                  <Input
                    id="place-aim"
                    value={typed}
                    onChange={(event) => {
                      setTyped(event.target.value);
                    }}
                    onPressEnter={() => void run()}
                  />
                ) : (
                  <AutoComplete
                    id="place-aim"
                    className="full"
                    value={typed}
                    options={pathsOf(nodes)
                      .filter((path) => !isAtOrBelow(path, wish.from))
                      .map((path) => ({ value: path }))}
                    showSearch={{ filterOption: (text, option) => (option?.value ?? '').includes(text) }}
                    onChange={setTyped}
                  />
                )}
                {kind === 'move' ? (
                  <p className="small quiet">不填就是最上面一级；没有的可以直接写新的。</p>
                ) : null}
              </div>
            </div>
          ) : null}
          {'fault' in aimed ? (
            touched ? (
              <p className="tone-error" role="alert">
                {aimed.fault}
              </p>
            ) : null
          ) : (
            <p role="status" aria-label="将要改动">
              将改 <b>{count(people)}</b> {unitWord}：{wish.from} → <b>{aimed.to}</b>。
              {below === 0 ? '' : `下面的 ${count(below)} 个部门班组一起跟着走。`}
              {there === undefined
                ? ''
                : `“${there.path}”已经有 ${count(there.count)} ${unitWord}，改完合在一起。`}
              每个{unitWord}的变更记录里都有一行，办完可以全部改回来。
            </p>
          )}
          {step === undefined ? null : (
            <BusyStrip
              busy={{ words: step.done < step.total ? '已读' : '正在写入', ...step }}
              onStop={() => void store.cancelAct(actId)}
            />
          )}
        </div>
      ) : (
        <div className="act-outcome">
          <p>
            已改 {count(done.moved.changed)} {unitWord}。另有 {count(done.moved.skipped.length)} {unitWord}
            没有改，原样没动：
          </p>
          <ul>
            {done.moved.skipped.slice(0, 200).map((item) => (
              <li key={item.id}>
                <b>{item.title}</b> {item.message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Modal>
  );
}
