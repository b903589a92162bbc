import { Select } from 'antd';
import { useState } from 'react';
import type {
  FieldDefinition,
  FieldValue,
  RecordData,
  RecordDefinition,
} from '../../../domain/records/definition.ts';
import { useLoaded } from '../ui/useLoaded.ts';
import { showMasked } from '../ui/values.ts';
import { useDefinition, useWorkspace } from '../ui/workspace.tsx';

interface LinkSelectProps {
  readonly id: string;
  readonly field: FieldDefinition;
  readonly value: FieldValue | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: FieldValue) => void;
}

/** Title and subtitle of a record, enough to tell it from its neighbours. */
export function titleOf(definition: RecordDefinition, values: RecordData): string {
  const word = (key: string | undefined): string => {
    const field = key === undefined ? undefined : definition.fields[key];
    return field === undefined || key === undefined ? '' : showMasked(field, values[key]);
  };
  return [word(definition.titleField), word(definition.subtitleField)]
    .filter((part) => part !== '')
    .join(' ');
}

/** Another record, found by the same words as in its own list. */
export function LinkSelect({ id, field, value, disabled, onChange }: LinkSelectProps) {
  const { store } = useWorkspace();
  const target = useDefinition(field.linkTo ?? '');
  const [typed, setTyped] = useState('');
  const chosen = typeof value === 'string' && value !== '' ? value : undefined;
  const [found] = useLoaded(async () => {
    if (target === undefined || typed.trim() === '') return [];
    const page = await store.query({ type: target.type, search: typed.trim() }, 0, 20);
    return page.rows.map((row) => ({ value: row.id, label: titleOf(target, row.values) }));
  }, typed);
  const [known] = useLoaded(async () => {
    if (target === undefined || chosen === undefined) return undefined;
    const view = await store.get(target.type, chosen);
    return view.ok ? titleOf(target, view.value.data) : '对应的档案打不开';
  }, chosen ?? '');
  const options = found ?? [];
  return (
    <Select<string | undefined>
      id={id}
      className="full"
      value={chosen}
      disabled={disabled}
      allowClear
      placeholder="打姓名、拼音或工号找"
      notFoundContent={typed.trim() === '' ? '打姓名、拼音或工号找' : '没有找到'}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      options={
        chosen === undefined || options.some((option) => option.value === chosen)
          ? options
          : [{ value: chosen, label: known ?? '' }, ...options]
      }
      onChange={(next) => {
        onChange(next ?? null);
      }}
    />
  );
}
