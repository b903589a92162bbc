import type { SyncState } from '../index/port.ts';
import type { Place } from '../units/overlay.ts';
import type { StoredType } from '../units/types.ts';
import type { UnitPlace } from '../units/unitMap.ts';
import type { Ledger } from './ledger.ts';
import type { BatchHead } from './stored.ts';

/** A fresh create that stays as it lies while its batch comes and goes (decision 0005). */
export interface FreshRecord {
  readonly type: string;
  readonly id: string;
  readonly place: Place;
  /** 0 while its batch has no answer. */
  readonly rev: number;
}

export function freshRecord({ definition, index }: StoredType, id: string, rev: number): FreshRecord[] {
  const place = index.place(id);
  return place === undefined ? [] : [{ type: definition.type, id, place, rev }];
}

/** The index after the disk: it learns here what a written unit would have told it. */
export function restate(ledger: Ledger, records: readonly FreshRecord[], sync: SyncState): void {
  for (const type of new Set(records.map((one) => one.type))) {
    const ids = records.filter((one) => one.type === type).map(({ id }) => id);
    ledger.types.get(type)?.index.restate(ids, sync);
  }
}

/** Units over which this head lies: while there is one, the head is part of what the store knows and may not go. */
export function unitsUnder(ledger: Ledger, { fresh = [] }: BatchHead): readonly UnitPlace[] {
  return [...new Set(fresh.map(([unit]) => unit))].flatMap((unit) => ledger.units.get(unit) ?? []);
}
