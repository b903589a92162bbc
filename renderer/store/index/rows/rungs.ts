import type { FieldValue } from '../../../../domain/records/definition.ts';
import { asText } from '../columns/column.ts';
import type { Column } from '../columns/column.ts';
import { HASH_SEED, hashText, isBlank, sameValue } from '../values.ts';
import { RowHash } from './rowHash.ts';
import type { RowTable } from './rowTable.ts';

interface Rung {
  readonly columns: readonly (Column | undefined)[];
  readonly rows: RowHash;
}

/** Exact look-ups by the fields of a rung of the match ladder; each is built when first asked and kept up afterwards. */
export class Rungs {
  private readonly table: RowTable;
  private readonly built = new Map<string, Rung>();

  constructor(table: RowTable) {
    this.table = table;
  }

  clear(): void {
    this.built.clear();
  }

  /** Before a row's cells change. */
  forget(row: number): void {
    for (const rung of this.built.values()) if (hashRow(rung, row) !== undefined) rung.rows.remove(row);
  }

  /** After a row's cells changed. */
  note(row: number): void {
    for (const rung of this.built.values()) addRow(rung, row);
  }

  /** Nothing is matched by a blank: two people without an identity number are not the same person. */
  match(organisation: string | undefined, fields: Readonly<Record<string, FieldValue>>): readonly number[] {
    const names = Object.keys(fields).sort();
    const wanted = names.map((name) => fields[name] ?? null);
    if (names.length === 0 || wanted.some(isBlank)) return [];
    const rung = this.rung(names);
    const found: number[] = [];
    const hash = wanted.reduce<number>(
      (seed, value) => hashText(asText(value), 0, undefined, seed),
      HASH_SEED,
    );
    rung.rows.each(hash, (row) => {
      const same = rung.columns.every((column, at) => sameValue(column?.get(row), wanted[at]));
      const there = organisation === undefined || this.table.organisations.get(row) === organisation;
      if (same && there && this.table.shown[row] === 1) found.push(row);
      return false;
    });
    return found.sort((a, b) => a - b);
  }

  private rung(names: readonly string[]): Rung {
    const key = names.join('|');
    let rung = this.built.get(key);
    if (rung === undefined) {
      rung = {
        columns: names.map((name) => this.table.column(name)),
        rows: new RowHash(this.table.capacity),
      };
      for (let row = 0; row < this.table.size; row += 1) if (this.table.alive[row] === 1) addRow(rung, row);
      this.built.set(key, rung);
    }
    return rung;
  }
}

function addRow(rung: Rung, row: number): void {
  const hash = hashRow(rung, row);
  if (hash !== undefined) rung.rows.add(row, hash);
}

function hashRow(rung: Rung, row: number): number | undefined {
  let hash = HASH_SEED;
  for (const column of rung.columns) {
    if (column === undefined || column.isBlank(row)) return undefined;
    hash = column.hash(row, hash);
  }
  return hash;
}
