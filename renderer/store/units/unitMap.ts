import type { Box } from './vault.ts';

/** Where a unit lies. Its generation is its number in the index: both are unique and rise with time (R17). */
export interface UnitPlace {
  readonly key: string;
  readonly gen: number;
  readonly box: Box;
  readonly type: string;
  readonly count: number;
}

/** The units that can be seen, by generation, and how many of a unit's records have moved away since it was read. */
export interface UnitMap {
  get(gen: number): UnitPlace | undefined;
  add(unit: UnitPlace): void;
  drop(gen: number): void;
  moved(gen: number, count: number): void;
  /** What a count found out exactly. */
  settle(gen: number, gone: number): void;
  /** Records of this unit that were superseded in this session: a lower bound after a restart. */
  gone(gen: number): number;
  all(): Iterable<UnitPlace>;
  readonly size: number;
}

export function createUnitMap(): UnitMap {
  const units = new Map<number, UnitPlace>();
  const away = new Map<number, number>();
  return {
    get: (gen) => units.get(gen),
    add(unit) {
      units.set(unit.gen, unit);
    },
    drop(gen) {
      units.delete(gen);
      away.delete(gen);
    },
    moved(gen, count) {
      away.set(gen, (away.get(gen) ?? 0) + count);
    },
    settle(gen, gone) {
      away.set(gen, gone);
    },
    gone: (gen) => away.get(gen) ?? 0,
    all: () => units.values(),
    get size() {
      return units.size;
    },
  };
}
