import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { checkValue, isEmpty } from '../../../domain/records/validate.ts';
import type { FieldValue, RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import { isoDateOf } from '../../../domain/rules/calendar.ts';
import type { BatchOutcome } from '../../store/actsPort.ts';
import { FieldRow } from '../form/FieldRow.tsx';
import { enterGoesOn } from '../form/formKeys.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { count } from '../ui/words.ts';
import { useWorkspace } from '../ui/workspace.tsx';
import { columnsToFill } from './choices.ts';
import type { ActChoice } from './choices.ts';
import { FillPreview } from './FillPreview.tsx';

interface ActDialogProps {
  readonly definition: RecordDefinition;
  readonly act: ActChoice;
  readonly ids: readonly string[];
  readonly onClose: (news: string | undefined) => void;
  /** Does a step in another way than by the store's `transition`: for people who are listed elsewhere. */
  readonly perform?: (fields: RecordData) => Promise<Result<BatchOutcome>>;
  /** How many it concerns, where that is not the number of ids. */
  readonly people?: number;
}

function fieldsOf(
  definition: RecordDefinition,
  act: ActChoice,
  column: string | undefined,
): readonly string[] {
  if (act.kind === 'transition')
    return act.transition.asks.filter((key) => definition.fields[key] !== undefined);
  return act.kind === 'setMany' && column !== undefined ? [column] : [];
}

/** Dates asked for by a step begin with today, and a choice of one is made: mostly right, and always visible. */
function startOf(definition: RecordDefinition, act: ActChoice): RecordData {
  if (act.kind !== 'transition') return {};
  const only = Object.entries(act.transition.only ?? {}).flatMap(([key, [first, second]]) =>
    first !== undefined && second === undefined ? [[key, first] as const] : [],
  );
  return Object.fromEntries([
    ...only,
    ...act.transition.requires
      .filter((key) => definition.fields[key]?.kind === 'date')
      .map((key) => [key, isoDateOf(new Date())] as const),
  ]);
}

/** A deliberate step for one or many: date, reason, number; then who was done and who not, and why. */
export function ActDialog({ definition, act, ids, onClose, perform, people = ids.length }: ActDialogProps) {
  const { store } = useWorkspace();
  const word = definition.countWord;
  const [values, setValues] = useState<RecordData>(() => startOf(definition, act));
  const [column, setColumn] = useState(act.kind === 'setMany' ? act.column : undefined);
  const [reason, setReason] = useState('');
  const [touched, setTouched] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Result<BatchOutcome>>();
  const keys = fieldsOf(definition, act, column);
  const required = act.kind === 'transition' ? act.transition.requires : keys;
  const errors = Object.fromEntries(
    keys.flatMap((key) => {
      const field = definition.fields[key];
      if (field === undefined) return [];
      const fault =
        checkValue(field, values[key]) ??
        (required.includes(key) && isEmpty(values[key]) ? `请填“${field.label}”。` : undefined);
      return fault === undefined ? [] : [[key, fault] as const];
    }),
  );
  const ready =
    Object.keys(errors).length === 0 &&
    (act.kind !== 'void' || reason.trim() !== '') &&
    (act.kind !== 'setMany' || column !== undefined);

  const run = async (): Promise<void> => {
    setTouched(true);
    if (!ready) return;
    setBusy(true);
    const type = definition.type;
    const fields = Object.fromEntries(
      keys.filter((key) => !isEmpty(values[key])).map((key) => [key, values[key] ?? null]),
    );
    const answer =
      act.kind === 'transition'
        ? await (perform?.(fields) ?? store.transition({ type, ids, name: act.name, fields }))
        : act.kind === 'setMany'
          ? await store.setMany({
              type,
              ids,
              fields,
              label: `整列填写 ${definition.fields[column ?? '']?.label ?? ''}`,
            })
          : await store.voidRecords({ type, ids, reason: reason.trim() });
    setBusy(false);
    if (answer.ok && answer.value.skipped.length === 0)
      onClose(`刚才${act.label} ${count(answer.value.changed)} ${word}，已保存在本机。`);
    else setOutcome(answer);
  };
  const done = outcome?.ok === true;
  return (
    <Modal
      open
      width={keys.length > 3 ? 640 : 480}
      title={`${act.label}，${people === 1 ? `这一${word}` : `这 ${count(people)} ${word}`}？`}
      onCancel={() => {
        onClose(
          done ? `刚才${act.label} ${count(outcome.value.changed)} ${word}，已保存在本机。` : undefined,
        );
      }}
      mask={{ closable: false }}
      footer={
        done ? (
          <Button
            type="primary"
            onClick={() => {
              onClose(`刚才${act.label} ${count(outcome.value.changed)} ${word}，已保存在本机。`);
            }}
          >
            知道了
          </Button>
        ) : (
          <>
            <Button
              onClick={() => {
                onClose(undefined);
              }}
            >
              先不办
            </Button>
            <Button type="primary" loading={busy} onClick={() => void run()}>
              {act.label}
            </Button>
          </>
        )
      }
    >
      {outcome?.ok === false ? <Sentence tone="error">{outcome.error.message}</Sentence> : null}
      {done ? (
        <div className="act-outcome">
          <p>
            已办 {count(outcome.value.changed)} {word}。另有 {count(outcome.value.skipped.length)} {word}
            没有办，原样没动：
          </p>
          <ul>
            {outcome.value.skipped.slice(0, 200).map((item) => (
              <li key={item.id}>
                <b>{item.title}</b> {item.message}
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <div className="act-form" onKeyDownCapture={enterGoesOn}>
          {act.kind === 'setMany' && act.column === undefined ? (
            <>
              <p className="quiet">
                选一栏，给选中的每一{word}填同一个内容。原来有内容的会换成这个，变更记录里留着原来的。
              </p>
              <div className="field">
                <label className="field-label" htmlFor="act-column">
                  栏目
                </label>
                <Select<string>
                  id="act-column"
                  className="full"
                  {...(column === undefined ? {} : { value: column })}
                  showSearch={{ optionFilterProp: 'label' }}
                  placeholder="请选一栏"
                  options={columnsToFill(definition).map((key) => ({
                    value: key,
                    label: definition.fields[key]?.label ?? key,
                  }))}
                  onChange={(key) => {
                    setColumn(key);
                    setValues({});
                  }}
                />
              </div>
            </>
          ) : null}
          {act.kind === 'void' ? (
            <>
              <p className="quiet">作废以后不再列出、不再统计，内容和变更记录都留着，不会删除。</p>
              <div className="field">
                <label className="field-label" htmlFor="act-reason">
                  原因
                </label>
                <Input
                  id="act-reason"
                  value={reason}
                  maxLength={200}
                  onChange={(event) => {
                    setReason(event.target.value);
                  }}
                />
              </div>
              {touched && reason.trim() === '' ? <p className="tone-error">请写一句原因。</p> : null}
            </>
          ) : null}
          {keys.map((key) => {
            const field = definition.fields[key];
            if (field === undefined) return null;
            return (
              <FieldRow
                key={key}
                id={`act-${key}`}
                field={field}
                value={values[key]}
                mark={required.includes(key) ? 'save' : undefined}
                error={touched ? errors[key] : undefined}
                notice={undefined}
                gap={false}
                wide
                disabled={false}
                hidden={false}
                computed={false}
                lastUsed={undefined}
                only={act.kind === 'transition' ? act.transition.only?.[key] : undefined}
                paths={[]}
                onReveal={() => undefined}
                onChange={(next: FieldValue) => {
                  setValues((old) => ({ ...old, [key]: next }));
                }}
                onBlur={() => undefined}
              />
            );
          })}
          {act.kind === 'setMany' && ready ? (
            <FillPreview definition={definition} ids={ids} fields={values} />
          ) : null}
        </div>
      )}
    </Modal>
  );
}
