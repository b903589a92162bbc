import type { RecordDefinition } from '../../../domain/records/definition.ts';

/**
 * Columns by which the sheet's people are told apart and found again by an import: what the list keeps in sight, and the
 * place in the unit. Never a masked number: a sheet for workshops goes from hand to hand.
 */
export function headFieldsOf(definition: RecordDefinition): readonly string[] {
  const keys = [
    ...(definition.subtitleField === undefined ? [] : [definition.subtitleField]),
    definition.titleField,
    ...(definition.treeField === undefined ? [] : [definition.treeField]),
  ];
  return keys.filter((key) => (definition.fields[key]?.sensitivity ?? 'plain') === 'plain');
}
