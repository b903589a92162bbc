import { sources } from './types.ts';
import type { Nodes } from './nodes.ts';
import type { Identity } from './types.ts';

/** Entries joined into people: never two of one list in one person. */
export class People {
  private readonly parent: Int32Array;
  /** The entries of a person, by its root; nothing for those who stand alone. */
  private readonly joined = new Map<number, readonly number[]>();
  private readonly nodes: Nodes;

  constructor(nodes: Nodes) {
    this.nodes = nodes;
    this.parent = Int32Array.from({ length: nodes.size }, (_, node) => node);
  }

  root(node: number): number {
    let at = node;
    for (;;) {
      const up = this.parent[at] ?? at;
      if (up === at) return at;
      at = up;
    }
  }

  members(node: number): readonly number[] {
    const root = this.root(node);
    return this.joined.get(root) ?? [root];
  }

  /** Whether both have an entry of the same list. */
  clash(a: number, b: number): boolean {
    const taken = this.members(a).map((node) => this.nodes.source(node));
    return this.members(b).some((node) => taken.includes(this.nodes.source(node)));
  }

  join(a: number, b: number): void {
    const [root, other] = [this.root(a), this.root(b)];
    if (root === other) return;
    this.joined.set(root, [...this.members(root), ...this.members(other)]);
    this.joined.delete(other);
    this.parent[other] = root;
  }

  /** All people, and which of them each entry is. */
  list(): { readonly identities: readonly Identity[]; readonly of: Int32Array } {
    const of = new Int32Array(this.nodes.size).fill(-1);
    const identities: Identity[] = [];
    for (let node = 0; node < this.nodes.size; node += 1) {
      if ((of[node] ?? -1) >= 0) continue;
      const members = this.members(node);
      for (const member of members) of[member] = identities.length;
      const places = new Map(members.map((member) => [this.nodes.source(member), this.nodes.place(member)]));
      identities.push(
        Object.fromEntries(
          sources.flatMap((source) => {
            const place = places.get(source);
            return place === undefined ? [] : [[source, place]];
          }),
        ),
      );
    }
    return { identities, of };
  }
}
