import { Button, Select } from 'antd';
import { entriesOf } from '../../../domain/dictionaries/lookup.ts';
import { conditionKindsOf, conditionWords, takesValues } from '../../../domain/records/conditions.ts';
import type { ConditionKind } from '../../../domain/records/conditions.ts';
import type { FieldDefinition, RecordDefinition } from '../../../domain/records/definition.ts';
import { finds } from '../../records/form/pinyin.ts';
import { fieldsToAsk } from './conditionText.ts';
import type { ConditionDraft } from './conditionText.ts';

interface ConditionRowProps {
  readonly definition: RecordDefinition;
  readonly draft: ConditionDraft;
  readonly number: number;
  readonly onChange: (draft: ConditionDraft) => void;
  readonly onRemove: () => void;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

function wordsOf(field: FieldDefinition): readonly Choice[] {
  if (field.kind === 'flag')
    return [
      { value: '1', label: '是' },
      { value: '0', label: '否' },
    ];
  return entriesOf(field.dictionary ?? '').map(({ code, label }) => ({ value: code, label }));
}

/** One condition: which column, how, and the values; several values are joined by or. */
export function ConditionRow({ definition, draft, number, onChange, onRemove }: ConditionRowProps) {
  const field = definition.fields[draft.field];
  const named = (part: string): string => `第 ${number} 个条件的${part}`;
  const choices = field === undefined ? [] : wordsOf(field);
  return (
    <div className="condition" role="group" aria-label={`第 ${number} 个条件`}>
      <span className="quiet">{number === 1 ? '如果' : '并且'}</span>
      <Select<string, Choice>
        aria-label={named('栏目')}
        className="condition-field"
        {...(draft.field === '' ? {} : { value: draft.field })}
        placeholder="选一栏"
        showSearch={{ filterOption: (typed, option) => finds(typed, option?.label ?? '') }}
        options={fieldsToAsk(definition).map((key) => ({
          value: key,
          label: definition.fields[key]?.label ?? key,
        }))}
        onChange={(key) => {
          onChange({ ...draft, field: key, kind: 'is', values: [] });
        }}
      />
      {field === undefined ? null : (
        <Select<ConditionKind>
          aria-label={named('比法')}
          className="condition-kind"
          value={draft.kind}
          options={conditionKindsOf(field).map((kind) => ({ value: kind, label: conditionWords[kind] }))}
          onChange={(kind) => {
            onChange({ ...draft, kind });
          }}
        />
      )}
      {field === undefined || !takesValues(draft.kind) ? null : (
        <Select<string[], Choice>
          aria-label={named('内容')}
          className="condition-values"
          mode={choices.length > 0 ? 'multiple' : 'tags'}
          value={[...draft.values]}
          placeholder={choices.length > 0 ? '选一个或几个' : '输入后按回车，可以填几个'}
          tokenSeparators={['、', '，', ',']}
          options={choices.map((choice) => ({ ...choice }))}
          {...(choices.length > 0
            ? { showSearch: { filterOption: (typed, option) => finds(typed, option?.label ?? '') } }
            : { open: false, suffixIcon: null })}
          onChange={(values) => {
            onChange({ ...draft, values });
          }}
        />
      )}
      <Button type="text" size="small" aria-label={`去掉第 ${number} 个条件`} onClick={onRemove}>
        去掉
      </Button>
    </div>
  );
}
