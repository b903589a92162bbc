import type { Query } from '../../store/index/port.ts';

/** A screen of its own over a type's list: `key` names what it remembers, the rest is the way back to it. */
export interface ListScreen {
  readonly key: string;
  readonly to: string;
  readonly label: string;
}

/** Where a list was left: what it showed and the row that was opened. */
export interface ListPlace {
  readonly query: Query;
  readonly index: number;
  /** The screen it was opened from, where that was not the type's own list. */
  readonly screen?: ListScreen;
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
