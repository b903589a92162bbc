import type { PaperDefinition } from './paper.ts';

/** Every file of `types/` is a paper: adding one is adding a file, and no list has to be kept. */
const found = import.meta.glob<PaperDefinition>('./types/*.tsx', { eager: true, import: 'paper' });

const all: readonly PaperDefinition[] = Object.values(found).sort((a, b) => a.order - b.order);

/** Papers of a record type in the order in which they are offered; none for most types. */
export function papersOf(type: string): readonly PaperDefinition[] {
  return all.filter((paper) => paper.recordType === type);
}
