/** Rows chosen in a list. The anchor is where Shift begins; the focus is the row of the current cell. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly anchor: number;
}

export const nothingSelected: Selection = { ids: new Set(), anchor: 0 };

/** Click: this row alone. */
export function selectOne(id: string, index: number): Selection {
  return { ids: new Set([id]), anchor: index };
}

/** Ctrl+click or space: this row in or out. */
export function toggleOne(selection: Selection, id: string, index: number): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: index };
}

/** Shift+click: everything from the anchor to here. */
export function selectRange(selection: Selection, ids: readonly string[]): Selection {
  return { ids: new Set(ids), anchor: selection.anchor };
}

export function rangeOf(anchor: number, index: number): readonly [from: number, to: number] {
  return anchor <= index ? [anchor, index] : [index, anchor];
}
