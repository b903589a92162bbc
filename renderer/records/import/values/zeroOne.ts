import type { Mapping } from '../layout/mapping.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { SheetRow } from '../readers/port.ts';

/** Coded columns of nothing but 0 and 1: which is which cannot be known (clerks.md 2.5), unless the type spells it. */
export function bareZeroOneFields(
  definition: RecordDefinition,
  mapping: Mapping,
  rows: readonly SheetRow[],
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [index, key] of mapping) {
    if (definition.fields[key]?.kind !== 'code') continue;
    const values = new Set(
      rows.map((row) => row.cells[index]?.text.trim() ?? '').filter((text) => text !== ''),
    );
    if (values.has('0') && values.size <= 2 && [...values].every((text) => text === '0' || text === '1'))
      found.add(key);
  }
  return found;
}
