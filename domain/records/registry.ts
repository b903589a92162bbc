import type { RecordDefinition } from './definition.ts';

/** Every file of `types/` is a record type: adding one is adding a file, and no list has to be kept. */
const found = import.meta.glob<RecordDefinition>('./types/*.ts', { eager: true, import: 'definition' });

const last = 1_000_000;
const place = (definition: RecordDefinition): number => definition.menuOrder ?? last;

/** Every record type of the product, in menu order. */
export const recordDefinitions: readonly RecordDefinition[] = Object.values(found).sort(
  (a, b) => place(a) - place(b) || (a.type < b.type ? -1 : 1),
);

const byType = new Map(recordDefinitions.map((definition) => [definition.type, definition]));

export function definitionOf(type: string): RecordDefinition | undefined {
  return byType.get(type);
}
