import { factsOf } from './facts.ts';
import type { Presence } from './presence.ts';
import type { BookRecord } from './types.ts';
import type { FieldValue, RecordData, RecordDefinition } from '../../../../domain/records/definition.ts';

/** One step of the match ladder: the fields it compares, and a looser spelling where zeros may have been lost. */
export interface Rung {
  readonly fields: readonly string[];
  readonly loose: boolean;
}

export function rungsOf(definition: RecordDefinition): readonly Rung[] {
  return definition.identity.map((fields) => {
    const only = fields.length === 1 ? definition.fields[fields[0] ?? ''] : undefined;
    return { fields, loose: only?.kind === 'text' };
  });
}

function partOf(value: FieldValue | undefined): string {
  if (typeof value === 'string') return value.trim().toUpperCase();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The key of a rung, or undefined when one of its fields is empty. */
export function keyOf(fields: readonly string[], data: RecordData): string | undefined {
  if (fields.length === 1) {
    const only = partOf(data[fields[0] ?? '']);
    return only === '' ? undefined : only;
  }
  const parts = fields.map((field) => partOf(data[field]));
  return parts.some((part) => part === '') ? undefined : parts.join('\u0001');
}

/** `00123`, `123` and `123.0` are one 工号 (K2); undefined when nothing but digits could have been lost. */
export function looseKey(key: string): string | undefined {
  const match = /^0*(\d+?)(?:\.0+)?$/.exec(key);
  return match ? match[1] : undefined;
}

type Places = number | number[];

function add(map: Map<string, Places>, key: string, place: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, place);
  else if (typeof known === 'number') map.set(key, [known, place]);
  else known.push(place);
}

const toList = (places: Places | undefined): readonly number[] =>
  places === undefined ? [] : typeof places === 'number' ? [places] : places;

/** Our books, looked up by every rung; each rung is indexed when it is first asked for. Voided records are nobody. */
export class Books {
  readonly records: readonly BookRecord[];
  readonly rungs: readonly Rung[];
  readonly askRungs: readonly (readonly string[])[];
  private readonly presence: Presence | undefined;
  private readonly indexes = new Map<string, ReadonlyMap<string, Places>>();

  constructor(definition: RecordDefinition, records: readonly BookRecord[]) {
    this.records = records;
    this.rungs = rungsOf(definition);
    this.askRungs = definition.identityAsk ?? [];
    this.presence = factsOf(definition).presence;
  }

  data(place: number): RecordData {
    return this.records[place]?.data ?? {};
  }

  present(place: number): boolean {
    return this.presence?.isPresent(this.data(place)) ?? true;
  }

  find(level: number, key: string): readonly number[] {
    const fields = this.rungs[level]?.fields ?? [];
    return toList(this.indexed(`exact ${level}`, fields, (found) => found).get(key));
  }

  findLoose(level: number, key: string): readonly number[] {
    const short = looseKey(key);
    if (short === undefined) return [];
    return toList(this.indexed(`loose ${level}`, this.rungs[level]?.fields ?? [], looseKey).get(short));
  }

  findAsk(level: number, key: string): readonly number[] {
    return toList(this.indexed(`ask ${level}`, this.askRungs[level] ?? [], (found) => found).get(key));
  }

  private indexed(
    name: string,
    fields: readonly string[],
    spell: (key: string) => string | undefined,
  ): ReadonlyMap<string, Places> {
    const known = this.indexes.get(name);
    if (known) return known;
    const index = new Map<string, Places>();
    for (const [place, record] of this.records.entries()) {
      const key = record.voided ? undefined : keyOf(fields, record.data);
      const spelled = key === undefined ? undefined : spell(key);
      if (spelled !== undefined) add(index, spelled, place);
    }
    this.indexes.set(name, index);
    return index;
  }
}
