import { describe, expect, it } from 'vitest';
import manifest from '../../../../domain/dictionaries/_manifest.json' with { type: 'json' };
import { entriesOf, hasCode, labelOf } from '../../../../domain/dictionaries/lookup.ts';
import { tables } from '../../../../domain/dictionaries/tables.ts';

describe('dictionaries', () => {
  it('match the manifest: every table has its source written down and its number of rows', () => {
    const listed = new Map(manifest.map((entry) => [entry.file.replace('.json', ''), entry.count]));
    for (const [name, rows] of Object.entries(tables))
      expect([name, listed.get(name)]).toEqual([name, rows.length]);
  });

  it('have unique codes', () => {
    for (const [name, rows] of Object.entries(tables)) {
      expect([name, new Set(rows.map((row) => row.code)).size]).toEqual([name, rows.length]);
    }
  });

  it('keep 56 ethnic groups and give 居民户口 a code of its own', () => {
    expect(entriesOf('gbt3304_ethnic')).toHaveLength(56);
    expect(labelOf('household_type_gat2000', 'J1')).toBe('居民户口');
    expect(hasCode('household_type_gat2000', '9')).toBe(true);
  });

  it('show an unknown code instead of hiding it', () => {
    expect(labelOf('gbt3304_ethnic', '99')).toBe('99');
  });
});
