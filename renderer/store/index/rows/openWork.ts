import type { RowTable } from './rowTable.ts';

/**
 * Rows with unacknowledged work, oldest first. Sealing asks for the head again and again while thousands wait, so the
 * order is kept: new work has the highest counter and goes to the end, done work is passed over and swept later.
 */
export class OpenWork {
  private readonly table: RowTable;
  private rows: number[] = [];
  private works: number[] = [];
  /** Row → its valid place in the list. */
  private readonly placeOf = new Map<number, number>();
  private sorted = true;

  constructor(table: RowTable) {
    this.table = table;
  }

  get count(): number {
    return this.placeOf.size;
  }

  /** After a row was written or released. */
  note(row: number): void {
    const work = this.table.work[row] ?? 0;
    const place = this.placeOf.get(row);
    if (place !== undefined && this.works[place] === work) return;
    this.placeOf.delete(row);
    if (work === 0) return;
    const last = this.works.at(-1);
    if (last !== undefined && work < last) this.sorted = false;
    this.placeOf.set(row, this.rows.length);
    this.rows.push(row);
    this.works.push(work);
  }

  take(organisation: string, limit: number): readonly string[] {
    this.tidy();
    const ids: string[] = [];
    for (let at = 0; at < this.rows.length && ids.length < limit; at += 1) {
      const row = this.rows[at] ?? 0;
      if (this.placeOf.get(row) === at && this.table.organisations.get(row) === organisation)
        ids.push(this.table.id(row));
    }
    return ids;
  }

  private tidy(): void {
    if (this.sorted && this.rows.length < this.placeOf.size * 2 + 64) return;
    const kept = [...this.placeOf].map(([row, place]) => ({ row, work: this.works[place] ?? 0 }));
    kept.sort((a, b) => a.work - b.work || a.row - b.row);
    this.rows = kept.map(({ row }) => row);
    this.works = kept.map(({ work }) => work);
    this.rows.forEach((row, place) => this.placeOf.set(row, place));
    this.sorted = true;
  }
}
