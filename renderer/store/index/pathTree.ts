import { compareValues } from './columns/column.ts';
import type { TreeNode } from './port.ts';
import type { Cell } from './values.ts';

interface Place {
  readonly path: string;
  readonly name: string;
  readonly parent: number;
  readonly children: number[];
}

/**
 * The places named by a column's dictionary. Names are cut and ordered once per new value; a count is then two passes
 * over numbers. Every place that any record in scope has is shown, with 0 if the query leaves none, so that the tree
 * does not jump while a clerk types.
 */
export class PathTree {
  private readonly places: Place[] = [{ path: '', name: '', parent: -1, children: [] }];
  private readonly byPath = new Map<string, number>([['', 0]]);
  /** Code → place. */
  private readonly placeOf: number[] = [];

  update(values: readonly Cell[]): void {
    if (values.length === this.placeOf.length) return;
    const grownPlaces = new Set<number>();
    for (let code = this.placeOf.length; code < values.length; code += 1) {
      const value = values[code];
      this.placeOf.push(typeof value === 'string' ? this.add(value, grownPlaces) : 0);
    }
    for (const at of grownPlaces) {
      this.places[at]?.children.sort((a, b) => compareValues(this.places[a]?.name, this.places[b]?.name));
    }
  }

  /** `scope` and `counts`: number of rows per code, of all records in scope and of those the query leaves. */
  count(scope: Uint32Array, counts: Uint32Array): readonly TreeNode[] {
    const present = new Uint8Array(this.places.length);
    const sums = new Uint32Array(this.places.length);
    for (let code = 0; code < scope.length; code += 1) {
      const place = this.placeOf[code] ?? 0;
      if (scope[code] !== 0) present[place] = 1;
      sums[place] = (sums[place] ?? 0) + (counts[code] ?? 0);
    }
    // A place is always made after its parent, so one pass from the end carries everything up.
    for (let at = this.places.length - 1; at > 0; at -= 1) {
      const parent = this.places[at]?.parent ?? 0;
      if (present[at] === 1) present[parent] = 1;
      sums[parent] = (sums[parent] ?? 0) + (sums[at] ?? 0);
    }
    return this.nodes(0, present, sums);
  }

  private nodes(of: number, present: Uint8Array, sums: Uint32Array): readonly TreeNode[] {
    const nodes: TreeNode[] = [];
    for (const at of this.places[of]?.children ?? []) {
      const place = this.places[at];
      if (place === undefined || present[at] === 0) continue;
      nodes.push({
        path: place.path,
        name: place.name,
        count: sums[at] ?? 0,
        children: this.nodes(at, present, sums),
      });
    }
    return nodes;
  }

  private add(path: string, grownPlaces: Set<number>): number {
    let parent = 0;
    let from = 0;
    while (from < path.length) {
      const slash = path.indexOf('/', from);
      const end = slash < 0 ? path.length : slash;
      const name = path.slice(from, end);
      from = end + 1;
      // Two slashes in a row name no place of their own.
      if (name === '') continue;
      const here = path.slice(0, end);
      let place = this.byPath.get(here);
      if (place === undefined) {
        place = this.places.length;
        this.places.push({ path: here, name, parent, children: [] });
        this.places[parent]?.children.push(place);
        this.byPath.set(here, place);
        grownPlaces.add(parent);
      }
      parent = place;
    }
    return parent;
  }
}
