import { AutoComplete, Input } from 'antd';
import { useState } from 'react';
import type { FieldDefinition, FieldValue } from '../../../domain/records/definition.ts';
import { editText, parseTyped } from './parse.ts';
import { finds } from './pinyin.ts';

interface TextBoxProps {
  readonly id: string;
  readonly field: FieldDefinition;
  readonly value: FieldValue | undefined;
  readonly disabled: boolean;
  readonly invalid: boolean;
  readonly describedBy: string | undefined;
  /** Places of the unit's tree, for `path`. */
  readonly paths: readonly string[];
  readonly onChange: (value: FieldValue) => void;
  readonly onBlur: () => void;
}

const formats: Partial<Record<FieldDefinition['kind'], string>> = {
  date: '年-月-日，如 2026-11-23',
  month: '年-月，如 2026-11',
  dateTime: '年-月-日 时:分',
};

/**
 * Everything that is typed. The stored value follows each keystroke, so that Ctrl+S in the middle of a box saves what
 * stands in it; the box shows the tidy form once it is left.
 */
export function TextBox({
  id,
  field,
  value,
  disabled,
  invalid,
  describedBy,
  paths,
  onChange,
  onBlur,
}: TextBoxProps) {
  const [typing, setTyping] = useState<string>();
  const shown = typing ?? editText(field, value);
  const common = {
    id,
    disabled,
    'aria-invalid': invalid,
    'aria-describedby': describedBy,
    ...(invalid ? { status: 'error' as const } : {}),
  };
  const type = (text: string): void => {
    setTyping(text);
    onChange(parseTyped(field, text));
  };
  const leave = (): void => {
    setTyping(undefined);
    onBlur();
  };
  if (field.kind === 'longText') {
    return (
      <Input.TextArea
        {...common}
        value={shown}
        rows={field.maxLength !== undefined && field.maxLength > 1000 ? 5 : 3}
        onChange={(event) => {
          type(event.target.value);
        }}
        onBlur={leave}
      />
    );
  }
  if (field.kind === 'path') {
    return (
      <AutoComplete
        {...common}
        className="full"
        value={shown}
        options={paths.map((path) => ({ value: path }))}
        showSearch={{
          filterOption: (typed, option) =>
            finds(typed, option?.value ?? '') || (option?.value ?? '').includes(typed),
        }}
        onChange={(text: string) => {
          type(text);
        }}
        onBlur={leave}
      />
    );
  }
  return (
    <Input
      {...common}
      value={shown}
      autoComplete="off"
      title={formats[field.kind]}
      inputMode={
        field.kind === 'integer' || field.kind === 'phone'
          ? 'numeric'
          : field.kind === 'money'
            ? 'decimal'
            : 'text'
      }
      {...(field.kind === 'money' ? { suffix: '元' } : {})}
      onChange={(event) => {
        type(event.target.value);
      }}
      onBlur={leave}
    />
  );
}
