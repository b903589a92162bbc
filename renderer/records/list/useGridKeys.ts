import type { KeyboardEvent } from 'react';

export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

interface GridKeys {
  readonly rows: number;
  readonly columns: number;
  readonly pageRows: number;
  readonly at: GridPlace;
  readonly go: (place: GridPlace, extend: boolean) => void;
  readonly open: (row: number) => void;
  readonly toggle: (row: number) => void;
  readonly selectAll: () => void;
}

/** Where a key leads from a place; undefined for keys that do not move. */
export function moved(key: string, ctrl: boolean, at: GridPlace, pageRows: number): GridPlace | undefined {
  switch (key) {
    case 'ArrowDown':
      return { ...at, row: at.row + 1 };
    case 'ArrowUp':
      return { ...at, row: at.row - 1 };
    case 'ArrowRight':
      return { ...at, column: at.column + 1 };
    case 'ArrowLeft':
      return { ...at, column: at.column - 1 };
    case 'PageDown':
      return { ...at, row: at.row + pageRows };
    case 'PageUp':
      return { ...at, row: at.row - pageRows };
    case 'Home':
      return ctrl ? { row: 0, column: 0 } : { ...at, column: 0 };
    case 'End':
      return ctrl
        ? { row: Number.MAX_SAFE_INTEGER, column: at.column }
        : { ...at, column: Number.MAX_SAFE_INTEGER };
    default:
      return undefined;
  }
}

const within = (value: number, length: number): number => Math.max(0, Math.min(value, length - 1));

/** Keys of a list, as WPS has them: arrows move, Shift extends, Enter opens, space chooses, Ctrl+A takes all. */
export function gridKeys(keys: GridKeys): (event: KeyboardEvent) => void {
  return (event) => {
    if (keys.rows === 0 || (event.target as HTMLElement).closest('.grid-head') !== null) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const next = moved(event.key, ctrl, keys.at, keys.pageRows);
    if (next !== undefined) {
      event.preventDefault();
      keys.go(
        { row: within(next.row, keys.rows), column: within(next.column, keys.columns) },
        event.shiftKey,
      );
    } else if (event.key === 'Enter') {
      event.preventDefault();
      keys.open(keys.at.row);
    } else if (event.key === ' ') {
      event.preventDefault();
      keys.toggle(keys.at.row);
    } else if (ctrl && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      keys.selectAll();
    }
  };
}
