import { labelOf } from '../../../domain/dictionaries/lookup.ts';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Bearings, Standing } from './standing.ts';
import type { Reason, Source } from './types.ts';

/** What clerks call the three lists. */
export function sourceLabels(definition: RecordDefinition): Readonly<Record<Source, string>> {
  return { hr: '人事名单', register: definition.register?.label ?? '', ours: '本单位档案' };
}

const stateWord = (definition: RecordDefinition, field: string, value: FieldValue | undefined): string =>
  typeof value === 'string' ? labelOf(definition.fields[field]?.dictionary ?? '', value) : '';

/** Where somebody stands in each list, in a word or two. */
export function standingWords(
  definition: RecordDefinition,
  { presence, register }: Bearings,
  { hr, register: outside, ours }: Standing,
): Readonly<Record<Source, string>> {
  const start = definition.states ?? {};
  const none = '没有';
  const ourWords = (): string =>
    [presence.field, register.field]
      .map((field) => stateWord(definition, field, ours?.data[field] ?? start[field]))
      .filter((word) => word !== '')
      .join('，');
  return {
    hr:
      hr === undefined ? none : stateWord(definition, presence.field, hr.data[presence.field]) || '在名单里',
    register:
      outside === undefined
        ? none
        : stateWord(definition, register.field, outside.data[register.field]) || '在册',
    ours: ours === undefined ? none : ourWords(),
  };
}

/** Why somebody must be looked at, as a sentence of a list. */
export function reasonWords(definition: RecordDefinition, reason: Reason): string {
  const label = (field: string): string => definition.fields[field]?.label ?? field;
  if (reason.kind === 'shared') {
    const { source, field, count } = reason;
    return `${sourceLabels(definition)[source]}里 ${count} ${definition.countWord}的“${label(field)}”一样`;
  }
  const same = reason.same.map(label).join('、');
  return reason.differ.length === 0
    ? `“${same}”相同，没有别的能认人的号码`
    : `“${same}”相同，“${reason.differ.map(label).join('、')}”不同`;
}
