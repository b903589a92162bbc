import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import type { InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { RecordDefinition } from '../../../domain/records/definition.ts';

/** What the box can find, said in the box's own label. */
export function searchHint(definition: RecordDefinition): string {
  const labels = Object.values(definition.fields)
    .filter((field) => field.search !== undefined)
    .slice(0, 3)
    .flatMap((field) =>
      field.search === 'name'
        ? [field.label, '拼音']
        : field.search === 'tail'
          ? [`${field.label}后几位`]
          : [field.label],
    );
  return labels.join('、');
}

interface SearchBoxProps {
  readonly definition: RecordDefinition;
  readonly value: string;
  readonly onSearch: (text: string) => void;
  /** Arrow down leaves the box for the list. */
  readonly onLeave: () => void;
}

/** Searches as one types; Ctrl+F comes here from anywhere on the page. */
export function SearchBox({ definition, value, onSearch, onLeave }: SearchBoxProps) {
  const box = useRef<InputRef>(null);
  const [text, setText] = useState(value);
  const [sent, setSent] = useState(value);
  if (value !== sent) {
    // The list was cleared from outside.
    setSent(value);
    setText(value);
  }
  useEffect(() => {
    const find = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'f') return;
      event.preventDefault();
      box.current?.focus({ cursor: 'all' });
    };
    window.addEventListener('keydown', find);
    return () => {
      window.removeEventListener('keydown', find);
    };
  }, []);
  const composing = useRef(false);
  const send = (next: string): void => {
    setSent(next);
    onSearch(next);
  };
  return (
    <Input
      ref={box}
      className="search-box"
      aria-label={`搜索：${searchHint(definition)}`}
      title={`${searchHint(definition)}（Ctrl+F）`}
      placeholder={searchHint(definition)}
      prefix={<SearchOutlined aria-hidden="true" />}
      allowClear
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        // Half-typed pinyin of an input method is not a search yet.
        if (!composing.current) send(event.target.value);
      }}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        send(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          // Words left in the box would say that the whole list is what they found.
          setText('');
          send('');
        }
        if (event.key === 'ArrowDown' && !composing.current) {
          event.preventDefault();
          onLeave();
        }
      }}
    />
  );
}
