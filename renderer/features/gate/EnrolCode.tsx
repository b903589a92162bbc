import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import type { CodePreview } from '../../store/port.ts';
import { Sentence } from '../../records/ui/Sentence.tsx';
import type { StorePort } from '../../store/port.ts';

interface EnrolCodeProps {
  readonly store: Pick<StorePort, 'readCode'>;
  /** Handed over by the start command. */
  readonly prefilled: string;
  readonly onRead: (code: string, preview: CodePreview) => void;
}

/** A code file is a line of text; anything longer is another file. */
const longestFile = 16_384;

/** 开通码: pasted, opened or dropped (K41). Reading it writes nothing. */
export function EnrolCode({ store, prefilled, onRead }: EnrolCodeProps) {
  const [text, setText] = useState(prefilled);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const file = useRef<HTMLInputElement>(null);

  const read = async (code: string): Promise<void> => {
    if (code.trim() === '') {
      setError('请先粘贴开通码，或打开区总工会发来的开通文件。');
      return;
    }
    setBusy(true);
    const answer = await store.readCode(code.trim());
    setBusy(false);
    if (answer.ok) onRead(code.trim(), answer.value);
    else setError(answer.error.message);
  };
  const openFile = async (picked: File | undefined): Promise<void> => {
    if (picked === undefined) return;
    if (picked.size > longestFile) {
      setError('这个文件不像开通文件：开通文件只有一行字。请找一下区总工会发来的那一个。');
      return;
    }
    const code = await picked.text();
    setText(code.trim());
    await read(code);
  };
  return (
    <div
      className="enrol-code"
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        void openFile(event.dataTransfer.files[0]);
      }}
    >
      <label htmlFor="enrol-code">请粘贴区总工会发给您的开通码</label>
      <Input.TextArea
        id="enrol-code"
        value={text}
        autoFocus
        rows={3}
        spellCheck={false}
        {...(error === undefined ? {} : { status: 'error' as const })}
        onChange={(event) => {
          setText(event.target.value);
          setError(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          void read(text);
        }}
      />
      {error === undefined ? null : <Sentence tone="error">{error}</Sentence>}
      <div className="enrol-actions">
        <input
          ref={file}
          type="file"
          className="unseen"
          tabIndex={-1}
          aria-label="开通文件"
          onChange={(event) => void openFile(event.target.files?.[0])}
        />
        <Button onClick={() => file.current?.click()}>打开开通文件</Button>
        <Button type="primary" loading={busy} onClick={() => void read(text)}>
          认一下开通码
        </Button>
      </div>
    </div>
  );
}
