import type { DictionaryEntry } from './entry.ts';
import { tables } from './tables.ts';

const byCode = new Map<string, ReadonlyMap<string, DictionaryEntry>>();

function indexOf(name: string): ReadonlyMap<string, DictionaryEntry> {
  let index = byCode.get(name);
  if (!index) {
    index = new Map((tables[name] ?? []).map((entry) => [entry.code, entry]));
    byCode.set(name, index);
  }
  return index;
}

/** Rows of a code table in their official order; empty for a table that does not exist. */
export function entriesOf(name: string): readonly DictionaryEntry[] {
  return tables[name] ?? [];
}

/** The words for a code; the code itself when the table does not know it, so that a newer code is shown, not hidden. */
export function labelOf(name: string, code: string): string {
  return indexOf(name).get(code)?.label ?? code;
}

export function hasCode(name: string, code: string): boolean {
  return indexOf(name).has(code);
}

export function hasDictionary(name: string): boolean {
  return name in tables;
}
