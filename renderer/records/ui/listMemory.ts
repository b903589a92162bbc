import type { Query } from '../../store/index/port.ts';

/** Where a list was left: what it showed and the row that was opened. */
export interface ListPlace {
  readonly query: Query;
  readonly index: number;
}

/** Kept for the session only: it names what a clerk was looking for. */
export interface ListMemory {
  recall(type: string): ListPlace | undefined;
  keep(type: string, place: ListPlace): void;
}

export function createListMemory(): ListMemory {
  const places = new Map<string, ListPlace>();
  return {
    recall: (type) => places.get(type),
    keep(type, place) {
      places.set(type, place);
    },
  };
}
