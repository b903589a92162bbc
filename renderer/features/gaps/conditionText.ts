import { conditionWords, takesValues } from '../../../domain/records/conditions.ts';
import type { Condition, ConditionKind } from '../../../domain/records/conditions.ts';
import type { FieldDefinition, FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import { isMark } from '../../../domain/records/unconfirmed.ts';
import { showMasked } from '../../records/ui/values.ts';

/** A condition while it is put together: texts as typed, one or several. */
export interface ConditionDraft {
  readonly id: number;
  readonly field: string;
  readonly kind: ConditionKind;
  readonly values: readonly string[];
}

/** Fields a condition can ask about: no links, nothing sealed, no marks of the machine. */
export function fieldsToAsk(definition: RecordDefinition): readonly string[] {
  return Object.entries(definition.fields).flatMap(([key, field]) =>
    field.kind === 'link' || field.sensitivity === 'sealed' || isMark(definition, key) ? [] : [key],
  );
}

/** Values as stored: yes and no, numbers, money in cents, the rest as typed. */
function storedValue(field: FieldDefinition, text: string): FieldValue {
  if (field.kind === 'flag') return text === '1';
  if (field.kind === 'integer') return Number(text);
  if (field.kind === 'money') return Math.round(Number(text) * 100);
  return text.trim();
}

/** The condition, or undefined while something of it is missing. */
export function conditionOf(definition: RecordDefinition, draft: ConditionDraft): Condition | undefined {
  const field = definition.fields[draft.field];
  if (field === undefined) return undefined;
  if (!takesValues(draft.kind)) return { field: draft.field, kind: draft.kind, values: [] };
  const values = draft.values.filter((text) => text.trim() !== '').map((text) => storedValue(field, text));
  return values.length === 0 ? undefined : { field: draft.field, kind: draft.kind, values };
}

/** The condition as a sentence a clerk can check. */
export function conditionSentence(definition: RecordDefinition, condition: Condition): string {
  const field = definition.fields[condition.field];
  if (field === undefined) return '';
  const values = condition.values.map((value) => `“${showMasked(field, value)}”`).join('');
  return `${field.label}${conditionWords[condition.kind]}${values === '' ? '' : `：${values}`}`;
}
