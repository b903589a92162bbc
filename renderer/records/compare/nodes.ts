import { sources } from './types.ts';
import type { Entry, Lists, Source } from './types.ts';

/** Every entry of the three lists under one number, so that an array can stand for a map. */
export class Nodes {
  readonly size: number;
  private readonly lists: Lists;
  private readonly starts: Readonly<Record<Source, number>>;

  constructor(lists: Lists) {
    this.lists = lists;
    const hr = lists.hr?.entries.length ?? 0;
    const register = lists.register?.entries.length ?? 0;
    this.starts = { hr: 0, register: hr, ours: hr + register };
    this.size = hr + register + lists.ours.entries.length;
  }

  node(source: Source, place: number): number {
    return this.starts[source] + place;
  }

  source(node: number): Source {
    return node >= this.starts.ours ? 'ours' : node >= this.starts.register ? 'register' : 'hr';
  }

  place(node: number): number {
    return node - this.starts[this.source(node)];
  }

  entry(node: number): Entry {
    return this.lists[this.source(node)]?.entries[this.place(node)] ?? { data: {} };
  }

  /** Sources that were given. */
  get given(): readonly Source[] {
    return sources.filter((source) => this.lists[source] !== undefined);
  }

  /** By which an answer about two entries is kept: row or record, whatever their order. */
  pair(a: number, b: number): string {
    const name = (node: number): string => {
      const { row, id } = this.entry(node);
      return `${this.source(node)} ${id ?? row ?? ''}`;
    };
    return [name(a), name(b)].sort().join(' | ');
  }
}
