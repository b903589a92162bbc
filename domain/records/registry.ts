import { definition as counsellingLog } from './counsellingLog.ts';
import type { RecordDefinition } from './definition.ts';
import { definition as hardshipCase } from './hardshipCase.ts';
import { definition as member } from './member.ts';
import { definition as unionOrganisation } from './unionOrganisation.ts';

/** Every record type of the product, in menu order. */
export const recordDefinitions: readonly RecordDefinition[] = [
  member,
  unionOrganisation,
  hardshipCase,
  counsellingLog,
];

const byType = new Map(recordDefinitions.map((definition) => [definition.type, definition]));

export function definitionOf(type: string): RecordDefinition | undefined {
  return byType.get(type);
}
