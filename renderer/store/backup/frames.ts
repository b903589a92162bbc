import { diskTables } from '../disk/disk.ts';
import type { DiskEntry, DiskTable } from '../disk/disk.ts';
import { joined, packed, parsedJson, text, unpacked, utf8 } from '../keys/bytes.ts';

/** What a backup holds, one after the other: the head, every disk entry as it lies there, the end with the counts. */
export type Frame =
  | { readonly kind: 'head'; readonly head: BackupHead }
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'entry'; readonly table: DiskTable; readonly entry: DiskEntry }
  | { readonly kind: 'end'; readonly entries: number };

export interface BackupHead {
  readonly made: string;
  readonly appVersion: string;
  /** Records whoever made it could open: what a person is told after restoring. Others' are in it, too. */
  readonly records: number;
}

const kinds = ['head', 'file', 'entry', 'end'] as const;

/** `length (4) | kind (1) | parts`; a generation is written as a float, which holds every safe integer. */
export function written(frame: Frame): Uint8Array {
  const body = joined(Uint8Array.of(kinds.indexOf(frame.kind)), packed(partsOf(frame)));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, body.length);
  return joined(length, body);
}

function partsOf(frame: Frame): readonly Uint8Array[] {
  switch (frame.kind) {
    case 'head':
      return [utf8(JSON.stringify(frame.head))];
    case 'file':
      return [utf8(frame.name), frame.bytes];
    case 'entry': {
      const gen = new Uint8Array(8);
      new DataView(gen.buffer).setFloat64(0, frame.entry.gen);
      const { key, box, bytes } = frame.entry;
      return [utf8(frame.table), utf8(key), gen, utf8(box), bytes];
    }
    case 'end':
      return [utf8(JSON.stringify({ entries: frame.entries }))];
  }
}

function parsed(body: Uint8Array): Frame | undefined {
  const parts = unpacked(body.subarray(1)) ?? [];
  const [one = new Uint8Array(), two = new Uint8Array(), gen, box, bytes] = parts;
  switch (kinds[body[0] ?? -1]) {
    case 'head': {
      const head = parsedJson(one) as Partial<BackupHead> | undefined;
      const known =
        typeof head?.made === 'string' &&
        typeof head.appVersion === 'string' &&
        Number.isSafeInteger(head.records);
      return known ? { kind: 'head', head: head as BackupHead } : undefined;
    }
    case 'file': {
      const name = text(one);
      return name === undefined ? undefined : { kind: 'file', name, bytes: two };
    }
    case 'entry': {
      const table = diskTables.find((known) => known === text(one));
      const [key, boxName] = [text(two), box && text(box)];
      if (table === undefined || key === undefined || boxName === undefined || bytes === undefined)
        return undefined;
      if (gen?.length !== 8) return undefined;
      const entry = { key, gen: new DataView(gen.buffer).getFloat64(0), box: boxName, bytes };
      return { kind: 'entry', table, entry };
    }
    case 'end': {
      const end = parsedJson(one) as { readonly entries?: unknown } | undefined;
      return typeof end?.entries === 'number' ? { kind: 'end', entries: end.entries } : undefined;
    }
    default:
      return undefined;
  }
}

/** Cuts a stream of bytes into frames again; a frame may lie across any number of pieces. */
export function frameReader(): (piece: Uint8Array) => readonly (Frame | 'damaged')[] {
  let rest = new Uint8Array();
  return (piece) => {
    rest = joined(rest, piece);
    const frames: (Frame | 'damaged')[] = [];
    let at = 0;
    for (;;) {
      if (at + 4 > rest.length) break;
      const end = at + 4 + new DataView(rest.buffer).getUint32(at);
      if (end > rest.length) break;
      frames.push(parsed(rest.subarray(at + 4, end)) ?? 'damaged');
      at = end;
    }
    rest = rest.slice(at);
    return frames;
  };
}
