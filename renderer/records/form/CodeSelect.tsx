import { Select } from 'antd';
import { useMemo } from 'react';
import { entriesOf } from '../../../domain/dictionaries/lookup.ts';
import type { FieldDefinition, FieldValue } from '../../../domain/records/definition.ts';
import { finds } from './pinyin.ts';

interface CodeSelectProps {
  readonly id: string;
  readonly field: FieldDefinition;
  readonly value: FieldValue | undefined;
  readonly lastUsed: string | undefined;
  /** Of the table only these codes. */
  readonly only?: readonly string[] | undefined;
  readonly disabled: boolean;
  readonly invalid: boolean;
  readonly describedBy: string | undefined;
  readonly onChange: (value: FieldValue) => void;
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly used?: boolean;
}

const yesNo: readonly Choice[] = [
  { value: '1', label: '是' },
  { value: '0', label: '否' },
];

/** A code table as a type-to-find box: pinyin initials find (hz → 汉族), the one used last stands first. */
export function CodeSelect(props: CodeSelectProps) {
  const { field, value, lastUsed, only } = props;
  const flag = field.kind === 'flag';
  const options = useMemo((): readonly Choice[] => {
    if (flag) return yesNo;
    const all: readonly Choice[] = entriesOf(field.dictionary ?? '')
      .filter((entry) => only?.includes(entry.code) !== false)
      .map((entry) => ({ value: entry.code, label: entry.label }));
    const used = all.find((choice) => choice.value === lastUsed);
    return used === undefined ? all : [{ ...used, used: true }, ...all.filter((choice) => choice !== used)];
  }, [flag, field.dictionary, lastUsed, only]);
  const multiple = field.kind === 'codes';
  const single = flag
    ? value === true
      ? '1'
      : value === false
        ? '0'
        : undefined
    : typeof value === 'string' && value !== ''
      ? value
      : undefined;
  return (
    <Select<string | readonly string[] | undefined, { value: string; label: string; used?: boolean }>
      id={props.id}
      {...(multiple ? { mode: 'multiple' as const } : {})}
      className="full"
      value={multiple ? (Array.isArray(value) ? [...(value as readonly string[])] : []) : single}
      options={options.map((option) => ({ ...option }))}
      showSearch={{ filterOption: (typed, option) => finds(typed, option?.label ?? '') }}
      optionRender={(option) => (
        <span className="choice">
          {option.label}
          {option.data.used === true ? <span className="quiet">上次用过</span> : null}
        </span>
      )}
      placeholder="请选一项"
      allowClear
      disabled={props.disabled}
      {...(props.invalid ? { status: 'error' as const } : {})}
      aria-invalid={props.invalid}
      aria-describedby={props.describedBy}
      onChange={(next) => {
        if (multiple) props.onChange(Array.isArray(next) ? (next as readonly string[]) : null);
        else if (flag) props.onChange(next === '1' ? true : next === '0' ? false : null);
        else props.onChange(typeof next === 'string' ? next : null);
      }}
    />
  );
}
