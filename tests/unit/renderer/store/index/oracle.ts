import { pinyin } from 'pinyin-pro';
import type { FieldValue, RecordDefinition } from '../../../../../domain/records/definition.ts';
import type { IndexRow, Query, TreeNode } from '../../../../../renderer/store/index/port.ts';

type Value = FieldValue | undefined;

export const blank = (value: Value): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** The index said slowly: every answer is a filter over an array. */
export class Oracle {
  readonly rows = new Map<string, { readonly row: IndexRow; readonly unit: number; readonly slot: number }>();
  private readonly definition: RecordDefinition;

  constructor(definition: RecordDefinition) {
    this.definition = definition;
  }

  put(unit: number, rows: readonly IndexRow[]): void {
    rows.forEach((row, slot) => this.rows.set(row.id, { row, unit, slot }));
  }

  scope(query: Query): readonly IndexRow[] {
    return [...this.rows.values()]
      .map(({ row }) => row)
      .filter((row) => query.includeVoided === true || !row.voided)
      .filter((row) => !query.organisations?.length || query.organisations.includes(row.organisation));
  }

  found(query: Query, without: { field?: string; node?: boolean } = {}): readonly IndexRow[] {
    return this.scope(query).filter((row) => {
      const filters = Object.entries(query.filters ?? {}).every(
        ([field, wanted]) =>
          field === without.field ||
          wanted.length === 0 ||
          wanted.some((one) => equals(cell(row, field), one)),
      );
      const ranges = Object.entries(query.ranges ?? {}).every(([field, { from, to }]) => {
        if (field === without.field || (blank(from) && blank(to))) return true;
        const value = cell(row, field);
        if (blank(value) || value === null || value === undefined) return false;
        const above = blank(from) || (typeof value === typeof from && value >= (from ?? ''));
        return above && (blank(to) || (typeof value === typeof to && value <= (to ?? '')));
      });
      const place = cell(row, query.treeField ?? this.definition.treeField ?? '');
      const node = query.node ?? '';
      const inside =
        node === '' || without.node === true || place === node || String(place ?? '').startsWith(`${node}/`);
      const words = (query.search ?? '').split(/\s+/u).filter(Boolean);
      return (
        filters &&
        ranges &&
        inside &&
        words.every((word) => this.holds(row, word.replaceAll('·', '').toLowerCase()))
      );
    });
  }

  counts(query: Query, field: string): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const row of this.found(query, { field })) {
      const value = cell(row, field);
      const items = blank(value)
        ? [null]
        : Array.isArray(value)
          ? [...new Set<string>(value as string[])]
          : [value];
      for (const item of items) counts.set(JSON.stringify(item), (counts.get(JSON.stringify(item)) ?? 0) + 1);
    }
    return counts;
  }

  tree(query: Query): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    const found = new Set(this.found(query, { node: true }));
    for (const row of this.scope(query)) {
      const place = cell(row, query.treeField ?? this.definition.treeField ?? '');
      if (typeof place !== 'string' || place === '') continue;
      const names = place.split('/');
      names.forEach((_, at) => {
        const path = names.slice(0, at + 1).join('/');
        counts.set(path, (counts.get(path) ?? 0) + (found.has(row) ? 1 : 0));
      });
    }
    return counts;
  }

  private holds(row: IndexRow, word: string): boolean {
    return Object.entries(this.definition.fields).some(([field, { search }]) => {
      const value = row.values[field];
      if (search === undefined || blank(value)) return false;
      const text = String(value).replace(/[\s·]/gu, '').toLowerCase();
      if (search === 'tail') return word.length >= 3 && /\d/.test(word) && text.includes(word);
      if (search === 'exact') return text.startsWith(word) || text.replace(/^0+(?=.)/, '').startsWith(word);
      return text.includes(word) || (search === 'name' && readsAs(text, word));
    });
  }
}

export function cell(row: IndexRow, field: string): Value {
  if (field === '@sync') return row.sync;
  if (field === '@gap') return row.gaps;
  return field === '@organisation' ? row.organisation : row.values[field];
}

export function flat(nodes: readonly TreeNode[]): ReadonlyMap<string, number> {
  return new Map(nodes.flatMap((node) => [[node.path, node.count] as const, ...flat(node.children)]));
}

function equals(value: Value, wanted: FieldValue): boolean {
  if (blank(value) || blank(wanted)) return blank(value) && blank(wanted);
  if (Array.isArray(value))
    return Array.isArray(wanted) ? value.join('\n') === wanted.join('\n') : value.includes(wanted);
  return value === wanted;
}

function readsAs(name: string, word: string): boolean {
  if (!/^[a-z]+$/.test(word)) return false;
  const syllables = pinyin(name, {
    type: 'array',
    toneType: 'none',
    mode: 'surname',
    surname: 'head',
    v: true,
  });
  const initials = syllables.map((syllable) => syllable.slice(0, 1)).join('');
  return initials.includes(word) || syllables.some((_, at) => syllables.slice(at).join('').startsWith(word));
}
