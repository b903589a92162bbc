import { Button, Input, Modal } from 'antd';
import { memo, useState } from 'react';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { numberFieldsOf } from '../../../domain/records/numbers.ts';
import type { FoundByNumbers } from '../../store/actsPort.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { count } from '../ui/words.ts';
import { organisationsOf, useWorkspace } from '../ui/workspace.tsx';

interface PickByNumbersProps {
  readonly definition: RecordDefinition;
  readonly onPick: (ids: ReadonlySet<string>) => void;
}

/** A column, a row or a sentence of numbers: whatever stands between them. */
function numbersIn(text: string): readonly string[] {
  const parts = text
    .normalize('NFKC')
    .split(/[\s,;、。]+/)
    .map((part) => part.replace(/^['‘’`]/, ''));
  return [...new Set(parts)].filter((part) => part !== '');
}

function listed(numbers: readonly string[]): string {
  return `${numbers.slice(0, 50).join('、')}${numbers.length > 50 ? ' 等' : ''}`;
}

/** 按号选人: numbers copied from another list choose their people here, for whatever is to be done with them (K30). */
export const PickByNumbers = memo(function PickByNumbers({ definition, onPick }: PickByNumbersProps) {
  const workspace = useWorkspace();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [found, setFound] = useState<FoundByNumbers>();
  const fields = numberFieldsOf(definition).map((key) => definition.fields[key]?.label ?? key);
  const { countWord: word, type } = definition;
  if (fields.length === 0) return null;
  const label = fields.join('或');
  const numbers = numbersIn(text);
  const pick = async (): Promise<void> => {
    const organisations = organisationsOf(workspace);
    const answer = await workspace.store.findByNumbers({ type, organisations, numbers });
    setFound(answer);
    if (answer.ids.length > 0) onPick(new Set(answer.ids));
  };
  const close = (): void => {
    setOpen(false);
    setText('');
    setFound(undefined);
  };
  return (
    <>
      <Button
        size="small"
        onClick={() => {
          setOpen(true);
        }}
      >
        按号选{word}
      </Button>
      <Modal
        open={open}
        width={480}
        title={`粘贴${label}，选出这些${word}？`}
        mask={{ closable: false }}
        onCancel={close}
        afterOpenChange={(opened) => {
          if (opened) document.getElementById('pick-numbers')?.focus();
        }}
        footer={
          found === undefined ? (
            <>
              <Button onClick={close}>先不选</Button>
              <Button type="primary" disabled={numbers.length === 0} onClick={() => void pick()}>
                选出 {count(numbers.length)} 个号的{word}
              </Button>
            </>
          ) : (
            <Button type="primary" onClick={close}>
              知道了
            </Button>
          )
        }
      >
        {found === undefined ? (
          <>
            <label htmlFor="pick-numbers" className="quiet">
              从 WPS 或微信里复制一列{label}，粘贴到这里：
            </label>
            <Input.TextArea
              id="pick-numbers"
              rows={8}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
              }}
            />
          </>
        ) : (
          <>
            <Sentence tone={found.ids.length > 0 ? 'ok' : 'wait'}>
              {found.ids.length === 0
                ? '一个也没有找到，原来选的没有变。'
                : `已选中 ${count(found.ids.length)} ${word}，可以接着办理、导出。`}
            </Sentence>
            {found.missing.length === 0 ? null : (
              <p>
                没有找到的 {count(found.missing.length)} 个：{listed(found.missing)}
              </p>
            )}
            {found.several.length === 0 ? null : (
              <p>
                不止一{word}用的 {count(found.several.length)} 个，没有选：{listed(found.several)}
              </p>
            )}
          </>
        )}
      </Modal>
    </>
  );
});
