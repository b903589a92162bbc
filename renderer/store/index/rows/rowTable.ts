import type { FieldValue, RecordDefinition } from '../../../../domain/records/definition.ts';
import { CodedColumn } from '../columns/codedColumn.ts';
import { grown } from '../columns/column.ts';
import type { Column } from '../columns/column.ts';
import { NumberColumn } from '../columns/numberColumn.ts';
import { TextColumn } from '../columns/textColumn.ts';
import { layoutOf } from '../pack/layout.ts';
import type { Layout } from '../pack/layout.ts';
import type { IndexRow, SyncState } from '../port.ts';
import type { ReadPack } from '../pack/readPack.ts';
import { hashText } from '../values.ts';
import { RowHash } from './rowHash.ts';

export const SYNC_STATES: readonly SyncState[] = ['saved', 'backedUp', 'rejected', 'conflict'];

/** All rows as columns. A row keeps its number while its record lives; numbers of removed rows are used again. */
export class RowTable {
  readonly layout: Layout;
  /** Numbers given out so far, freed ones included: masks are this long. */
  size = 0;
  live = 0;
  capacity = 1024;
  alive = new Uint8Array(this.capacity);
  /** Alive and not voided. */
  shown = new Uint8Array(this.capacity);
  voided = new Uint8Array(this.capacity);
  work = new Float64Array(this.capacity);
  readonly organisations = new CodedColumn(this.capacity);
  readonly syncs = new CodedColumn(this.capacity);
  readonly gaps = new CodedColumn(this.capacity);
  private readonly ids = new TextColumn('plain', this.capacity);
  private readonly byId = new RowHash(this.capacity);
  private readonly columns: readonly Column[];
  private readonly byField: ReadonlyMap<string, Column>;
  private unit = new Float64Array(this.capacity);
  private slot = new Uint32Array(this.capacity);
  private readonly free: number[] = [];

  constructor(definition: RecordDefinition) {
    this.layout = layoutOf(definition);
    this.columns = this.layout.fields.map(({ field, kind }) => {
      const meaning = definition.fields[field];
      if (kind === 'coded') return new CodedColumn(this.capacity);
      if (kind !== 'text') return new NumberColumn(kind, this.capacity);
      const order = meaning?.search === 'name' ? 'name' : meaning?.search === 'tail' ? 'plain' : 'natural';
      return new TextColumn(order, this.capacity);
    });
    this.byField = new Map<string, Column>([
      ...this.layout.fields.map(({ field }, at) => [field, this.columns[at]] as const).filter(isPair),
      ['@organisation', this.organisations],
      ['@sync', this.syncs],
      ['@gap', this.gaps],
    ]);
  }

  /** Undefined for a field the index does not hold; it counts as blank everywhere. */
  column(field: string): Column | undefined {
    return this.byField.get(field);
  }

  find(id: string): number | undefined {
    let found: number | undefined;
    this.byId.each(hashText(id), (row) => {
      if (this.ids.get(row) !== id) return false;
      found = row;
      return true;
    });
    return found;
  }

  /** The row of this id, a new one if there is none. */
  claim(id: string): number {
    const known = this.find(id);
    if (known !== undefined) return known;
    const row = this.allocate();
    this.ids.set(row, id);
    this.byId.add(row, hashText(id));
    return row;
  }

  write(row: number, unit: number, slot: number, value: IndexRow): void {
    this.organisations.set(row, value.organisation);
    this.syncs.set(row, value.sync);
    this.gaps.set(row, value.gaps);
    this.settle(row, unit, slot, value.voided ? 1 : 0, value.work);
    this.layout.fields.forEach(({ field }, at) => this.columns[at]?.set(row, value.values[field]));
  }

  /** Room for so many more rows at once: growing by doubling would copy every column eight times on the way. */
  reserve(more: number): void {
    const wanted = 2 ** Math.ceil(Math.log2(this.size + more));
    if (wanted <= this.capacity) return;
    this.grow(wanted);
    this.byId.reserve(wanted);
  }

  /** All rows of a pack at once; answers which rows they became. */
  load(unit: number, pack: ReadPack): Uint32Array {
    const { text, lengths } = pack.ids;
    const chunk = this.ids.addChunk(text);
    const rows = new Uint32Array(pack.count);
    let at = 0;
    for (let slot = 0; slot < pack.count; slot += 1) {
      const length = (lengths[slot] ?? 2) - 2;
      rows[slot] = this.claimPart(text, chunk, at, length);
      at += length;
    }
    this.organisations.load(rows, pack.organisations);
    this.syncs.load(rows, pack.syncs);
    this.gaps.load(rows, pack.gaps);
    this.columns.forEach((column, index) => {
      const cells = pack.columns[index];
      if (cells !== undefined) column.load(rows, cells);
    });
    const { numbers } = pack.work;
    rows.forEach((row, slot) => {
      const work = numbers?.[slot] ?? 0;
      this.settle(row, unit, slot, pack.voided[slot] ?? 0, work > 0 ? work : 0);
    });
    return rows;
  }

  /** A row in another sync state and without open work; nothing else about it changed. */
  restate(row: number, sync: SyncState): void {
    this.syncs.set(row, sync);
    this.work[row] = 0;
  }

  release(row: number): void {
    this.byId.remove(row);
    this.ids.set(row, undefined);
    for (const column of this.columns) column.set(row, undefined);
    this.alive[row] = 0;
    this.shown[row] = 0;
    this.work[row] = 0;
    this.live -= 1;
    this.free.push(row);
  }

  id(row: number): string {
    const id = this.ids.get(row);
    return typeof id === 'string' ? id : '';
  }

  place(row: number): { readonly unit: number; readonly slot: number } {
    return { unit: this.unit[row] ?? 0, slot: this.slot[row] ?? 0 };
  }

  sync(row: number): SyncState {
    const value = this.syncs.get(row);
    return SYNC_STATES.find((state) => state === value) ?? 'saved';
  }

  read(row: number): IndexRow {
    const values: Record<string, FieldValue> = {};
    this.layout.fields.forEach(({ field }, at) => {
      const value = this.columns[at]?.get(row);
      if (value !== undefined) values[field] = value;
    });
    const organisation = this.organisations.get(row);
    const gaps = this.gaps.get(row);
    return {
      id: this.id(row),
      organisation: typeof organisation === 'string' ? organisation : '',
      values,
      gaps: typeof gaps === 'object' && gaps !== null ? gaps : [],
      sync: this.sync(row),
      voided: this.voided[row] === 1,
      work: this.work[row] ?? 0,
    };
  }

  private settle(row: number, unit: number, slot: number, voided: number, work: number): void {
    this.unit[row] = unit;
    this.slot[row] = slot;
    this.voided[row] = voided;
    this.shown[row] = voided === 1 ? 0 : 1;
    this.work[row] = work;
  }

  private claimPart(text: string, chunk: number, at: number, length: number): number {
    const hash = hashText(text, at, at + length);
    let known = -1;
    this.byId.each(hash, (row) => {
      if (this.ids.get(row) !== text.slice(at, at + length)) return false;
      known = row;
      return true;
    });
    if (known >= 0) return known;
    const row = this.allocate();
    this.ids.point(row, chunk, at, length);
    this.byId.add(row, hash);
    return row;
  }

  private allocate(): number {
    const row = this.free.pop() ?? this.size;
    if (row === this.size) {
      if (row === this.capacity) this.grow(this.capacity * 2);
      this.size += 1;
    }
    this.alive[row] = 1;
    this.live += 1;
    return row;
  }

  private grow(capacity: number): void {
    this.alive = grown(new Uint8Array(capacity), this.alive);
    this.shown = grown(new Uint8Array(capacity), this.shown);
    this.voided = grown(new Uint8Array(capacity), this.voided);
    this.work = grown(new Float64Array(capacity), this.work);
    this.unit = grown(new Float64Array(capacity), this.unit);
    this.slot = grown(new Uint32Array(capacity), this.slot);
    this.ids.grow(capacity);
    for (const column of [...this.columns, this.organisations, this.syncs, this.gaps]) column.grow(capacity);
    this.capacity = capacity;
  }
}

function isPair(pair: readonly [string, Column | undefined]): pair is readonly [string, Column] {
  return pair[1] !== undefined;
}
