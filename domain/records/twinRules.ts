import type { RecordDefinition, TwinRule } from './definition.ts';

/** What 疑似重复 looks for in a type: its own rules, or every rung of its match ladder inside one organisation. */
export function twinRulesOf(definition: RecordDefinition): readonly TwinRule[] {
  return (
    definition.twins ??
    definition.identity.map((fields) => ({
      key: fields.join('+'),
      label: `${fields.map((key) => definition.fields[key]?.label ?? key).join('、')}相同`,
      fields,
    }))
  );
}
