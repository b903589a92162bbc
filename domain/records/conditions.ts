import type { FieldDefinition, FieldValue, RecordData } from './definition.ts';
import { isEmpty } from './validate.ts';

export const conditionKinds = ['is', 'isNot', 'begins', 'beginsNot', 'empty', 'filled'] as const;
export type ConditionKind = (typeof conditionKinds)[number];

export const conditionWords: Readonly<Record<ConditionKind, string>> = {
  is: '是下列之一',
  isNot: '有内容，且不是下列任何一个',
  begins: '以下列之一开头',
  beginsNot: '有内容，且不以下列任何一个开头',
  empty: '是空的',
  filled: '有内容',
};

/** One condition of 按条件批量判断; several are ANDed. Values are stored values; `empty` and `filled` take none. */
export interface Condition {
  readonly field: string;
  readonly kind: ConditionKind;
  readonly values: readonly FieldValue[];
}

/** Conditions that make sense for a field: codes and flags have no beginnings. */
export function conditionKindsOf(field: FieldDefinition): readonly ConditionKind[] {
  return field.kind === 'code' || field.kind === 'codes' || field.kind === 'flag'
    ? ['is', 'isNot', 'empty', 'filled']
    : conditionKinds;
}

export function takesValues(kind: ConditionKind): boolean {
  return kind !== 'empty' && kind !== 'filled';
}

/**
 * Whether the record meets it. The negative kinds ask for something to judge: of a place nobody has filled in it is not
 * known that it lies elsewhere.
 */
export function holds({ field, kind, values }: Condition, data: RecordData): boolean {
  const value = data[field];
  const blank = value === undefined || isEmpty(value);
  if (kind === 'empty') return blank;
  if (kind === 'filled') return !blank;
  if (blank || values.length === 0) return false;
  const items: readonly FieldValue[] = Array.isArray(value) ? (value as readonly string[]) : [value];
  const hit =
    kind === 'is' || kind === 'isNot'
      ? items.some((item) => values.includes(item))
      : items.some((item) => values.some((start) => String(item).startsWith(String(start))));
  return kind === 'is' || kind === 'begins' ? hit : !hit;
}

/** No condition is met by nobody: a judgement about everybody is 整列填写 and says so. */
export function meetsAll(conditions: readonly Condition[], data: RecordData): boolean {
  return conditions.length > 0 && conditions.every((condition) => holds(condition, data));
}
