import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { twinRulesOf } from '../../../domain/records/twinRules.ts';
import { judgedFieldsOf } from '../../../domain/records/unconfirmed.ts';

/** How a column keeps its cells: few values numbered, many different texts, or numbers (dates and months count as numbers). */
export type ColumnKind = 'coded' | 'text' | 'number' | 'date' | 'month';

/**
 * The fields an index row carries: all that lists show, search, filter, sort, count or match by, and no other, so that
 * a roster of 200,000 stays in memory. In the order of the definition; the packs rely on it.
 */
export function indexedFieldsOf(definition: RecordDefinition): readonly string[] {
  const wanted = new Set<string>([
    definition.titleField,
    ...(definition.subtitleField === undefined ? [] : [definition.subtitleField]),
    ...definition.list.map((column) => column.field),
    ...(definition.indexed ?? []),
    ...definition.identity.flat(),
    ...(definition.identityAsk ?? []).flat(),
    ...(definition.treeField === undefined ? [] : [definition.treeField]),
    ...Object.keys(definition.states ?? {}),
    ...(definition.draftStates === undefined ? [] : [definition.draftStates.field]),
    ...(definition.claimField === undefined ? [] : [definition.claimField]),
    ...twinRulesOf(definition).flatMap(({ fields, where = {} }) => [...fields, ...Object.keys(where)]),
    ...judgedFieldsOf(definition).map(({ mark }) => mark),
    definition.defaultSort.field,
  ]);
  return Object.entries(definition.fields)
    .filter(
      ([key, field]) =>
        wanted.has(key) ||
        field.search !== undefined ||
        field.stateOf !== undefined ||
        field.kind === 'link' ||
        field.kind === 'path',
    )
    .map(([key]) => key);
}

/** The kind of column an indexed field gets; a field offered as a funnel is numbered so that its counts are one pass. */
export function columnKindOf(definition: RecordDefinition, key: string): ColumnKind {
  const kind = definition.fields[key]?.kind;
  switch (kind) {
    case 'flag':
    case 'code':
    case 'codes':
    case 'path':
      return 'coded';
    case 'date':
    case 'month':
      return kind;
    case 'integer':
    case 'money':
      return 'number';
    default:
      return definition.list.some((column) => column.field === key && column.filter === true)
        ? 'coded'
        : 'text';
  }
}
