import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import { checkValue, isEmpty } from '../../../domain/records/validate.ts';
import { FillPreview } from '../../records/acts/FillPreview.tsx';
import { FieldRow } from '../../records/form/FieldRow.tsx';
import { enterGoesOn } from '../../records/form/formKeys.ts';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { count } from '../../records/ui/words.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import type { Query } from '../../store/index/port.ts';
import { PeopleTable } from './PeopleTable.tsx';

interface FillDialogProps {
  readonly definition: RecordDefinition;
  readonly column: string;
  /** Who lacks it. */
  readonly query: Query;
  readonly onClose: (
    done: { readonly words: string; readonly takeBack: () => Promise<string> } | undefined,
  ) => void;
}

/** 整列填写 of one column for all who lack it: who they are, how many get it, one act that can be taken back. */
export function FillDialog({ definition, column, query, onClose }: FillDialogProps) {
  const { store } = useWorkspace();
  const { type, countWord: word } = definition;
  const [value, setValue] = useState<FieldValue>(null);
  const [touched, setTouched] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const [ids] = useLoaded(() => store.ids(query));
  const field = definition.fields[column];
  if (field === undefined || ids === undefined) return null;
  const fault = checkValue(field, value) ?? (isEmpty(value) ? `请填“${field.label}”。` : undefined);
  const run = async (): Promise<void> => {
    setTouched(true);
    if (fault !== undefined) return;
    setBusy(true);
    const done = await store.setMany({
      type,
      ids,
      fields: { [column]: value },
      label: `整列填写 ${field.label}`,
    });
    setBusy(false);
    if (!done.ok) {
      setTrouble(done.error.message);
      return;
    }
    const { changed, skipped } = done.value;
    const left = skipped.length === 0 ? '' : `另有 ${count(skipped.length)} ${word}填不了，原样没动。`;
    const takeBack = async (): Promise<string> => {
      const back = await store.takeBackMany({
        type,
        field: column,
        label: `改回整列填写以前的 ${field.label}`,
        changes: ids.map((id) => ({ id, from: value, to: null })),
      });
      if (!back.ok) return back.error.message;
      return `${count(back.value.changed)} ${word}的“${field.label}”改回空的了。后来又改过的没有动。`;
    };
    onClose({
      words: `刚才给 ${count(changed)} ${word}填了“${field.label}”，已保存在本机。${left}`,
      takeBack,
    });
  };
  return (
    <Modal
      open
      width={640}
      title={`给缺“${field.label}”的 ${count(ids.length)} ${word}填同一个内容？`}
      mask={{ closable: false }}
      onCancel={() => {
        onClose(undefined);
      }}
      footer={
        <>
          <Button
            onClick={() => {
              onClose(undefined);
            }}
          >
            先不填
          </Button>
          <Button type="primary" loading={busy} disabled={ids.length === 0} onClick={() => void run()}>
            填 {count(ids.length)} {word}
          </Button>
        </>
      }
    >
      <div className="act-form" onKeyDownCapture={enterGoesOn}>
        <p className="quiet">只填这一栏还空着的。已经有内容的不动。</p>
        <FieldRow
          id={`fill-${column}`}
          field={field}
          value={value}
          mark="save"
          error={touched ? fault : undefined}
          notice={undefined}
          gap={false}
          wide
          disabled={false}
          hidden={false}
          computed={false}
          lastUsed={undefined}
          paths={[]}
          onReveal={() => undefined}
          onChange={setValue}
          onBlur={() => undefined}
        />
        {fault === undefined ? (
          <FillPreview definition={definition} ids={ids} fields={{ [column]: value }} />
        ) : null}
        <PeopleTable
          definition={definition}
          label={`缺${field.label}的`}
          query={query}
          total={ids.length}
          version="1"
        />
        {trouble === undefined ? null : <Sentence tone="error">{trouble}</Sentence>}
      </div>
    </Modal>
  );
}
