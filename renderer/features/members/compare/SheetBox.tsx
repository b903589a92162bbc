import { Button } from 'antd';
import { useRef } from 'react';
import type { SheetPreview } from '../../../records/compare/sheet.ts';
import { SheetFileInput } from '../../../records/ui/SheetFileInput.tsx';

interface SheetBoxProps {
  readonly title: string;
  readonly lead: string;
  readonly preview: SheetPreview | undefined;
  readonly busy: boolean;
  readonly onPick: (file: File) => void;
  readonly onColumns: () => void;
  readonly onRemove: () => void;
}

/** The place of one list: empty, or with its file. */
export function SheetBox({ title, lead, preview, busy, onPick, onColumns, onRemove }: SheetBoxProps) {
  const picker = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined): void => {
    if (file !== undefined && !busy) onPick(file);
  };
  const matched = preview?.columns.filter((column) => column.target.kind === 'field').length ?? 0;
  return (
    <section
      className="list-box"
      aria-label={title}
      onDragOver={(event) => {
        event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files[0]);
      }}
    >
      <h2>{title}</h2>
      <SheetFileInput ref={picker} label={`${title}文件`} onFile={take} />
      {preview === undefined ? (
        <>
          <p className="quiet">{lead}拖到这里也行。</p>
          <Button disabled={busy} aria-label={`选${title}`} onClick={() => picker.current?.click()}>
            选文件
          </Button>
        </>
      ) : (
        <>
          <p>
            <b>{preview.fileLabel}</b>
            <span className="quiet">{`\u3000对上 ${matched} 列`}</span>
          </p>
          <div className="list-buttons">
            <Button size="small" aria-label={`${title}：看对列`} onClick={onColumns}>
              看对列
            </Button>
            <Button
              size="small"
              disabled={busy}
              aria-label={`${title}：换一份`}
              onClick={() => picker.current?.click()}
            >
              换一份
            </Button>
            <Button size="small" disabled={busy} aria-label={`${title}：不用这份`} onClick={onRemove}>
              不用这份
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
