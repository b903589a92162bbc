import { ReadStop } from './port.ts';

const headerSize = 512;
const entrySize = 128;
const lastSector = 0xfffffff9;
const noEntry = 0xffffffff;
const mostEntries = 65_536;

interface Entry {
  readonly name: string;
  readonly kind: number;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly start: number;
  readonly size: number;
}

/**
 * Streams at the root of an old container (MS-CFB), where workbooks and encrypted packages stand; one deeper belongs to an
 * object that somebody put into the sheet. Every chain is followed at most as far as the file has sectors.
 */
export class CompoundFile {
  private readonly bytes: Uint8Array<ArrayBuffer>;
  private readonly view: DataView<ArrayBuffer>;
  private readonly sectorSize: number;
  private readonly sectors: number;
  private readonly fat: Uint32Array;
  private readonly miniFat: Uint32Array;
  private readonly mini: Uint8Array;
  private readonly miniSize: number;
  private readonly cutoff: number;
  private readonly streams = new Map<string, Entry>();

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    if (bytes.length < headerSize) throw damaged('header');
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const shift = this.view.getUint16(30, true);
    const miniShift = this.view.getUint16(32, true);
    if ((shift !== 9 && shift !== 12) || miniShift !== 6) throw damaged('sectors');
    this.sectorSize = 2 ** shift;
    this.miniSize = 2 ** miniShift;
    this.sectors = Math.ceil(bytes.length / this.sectorSize) - 1;
    this.cutoff = this.view.getUint32(56, true);
    this.fat = wordsOf(this.sectorsOf(this.fatSectors()));
    this.miniFat = wordsOf(this.chain(this.view.getUint32(60, true)));
    const entries = entriesOf(this.chain(this.view.getUint32(48, true)));
    const root = entries[0];
    if (root?.kind !== 5) throw damaged('root');
    this.mini = root.size === 0 ? new Uint8Array() : this.chain(root.start);
    for (const entry of siblings(entries, root.child))
      if (entry.kind === 2) this.streams.set(entry.name.toLowerCase(), entry);
  }

  has(name: string): boolean {
    return this.streams.has(name.toLowerCase());
  }

  stream(name: string): Uint8Array<ArrayBuffer> {
    const entry = this.streams.get(name.toLowerCase());
    if (!entry) throw damaged(name);
    if (entry.size === 0) return new Uint8Array();
    const whole = entry.size < this.cutoff ? this.miniChain(entry.start) : this.chain(entry.start);
    if (whole.length < entry.size) throw damaged(name);
    return whole.subarray(0, entry.size);
  }

  /** Numbers of the sectors that hold the table of chains: 109 in the header, more in a list of their own. */
  private fatSectors(): readonly number[] {
    const numbers: number[] = [];
    const take = (from: number, count: number): void => {
      for (let at = from; at < from + count * 4; at += 4) {
        const sector = this.view.getUint32(at, true);
        if (sector < lastSector) numbers.push(sector);
      }
    };
    take(76, 109);
    let next = this.view.getUint32(68, true);
    for (let steps = 0; next < lastSector; steps += 1) {
      const at = this.placeOf(next);
      if (steps > this.sectors || at + this.sectorSize > this.bytes.length) throw damaged('table');
      take(at, this.sectorSize / 4 - 1);
      next = this.view.getUint32(at + this.sectorSize - 4, true);
    }
    if (numbers.length > this.sectors) throw damaged('table');
    return numbers;
  }

  private placeOf(sector: number): number {
    if (sector >= this.sectors) throw damaged('sector');
    return (sector + 1) * this.sectorSize;
  }

  private sectorsOf(numbers: readonly number[]): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(numbers.length * this.sectorSize);
    for (const [index, sector] of numbers.entries()) {
      const at = this.placeOf(sector);
      whole.set(this.bytes.subarray(at, at + this.sectorSize), index * this.sectorSize);
    }
    return whole;
  }

  private chain(start: number): Uint8Array<ArrayBuffer> {
    return this.sectorsOf(numbersOf(this.fat, start, this.sectors));
  }

  private miniChain(start: number): Uint8Array<ArrayBuffer> {
    const numbers = numbersOf(this.miniFat, start, this.miniFat.length);
    const whole = new Uint8Array(numbers.length * this.miniSize);
    for (const [index, sector] of numbers.entries()) {
      const at = sector * this.miniSize;
      if (at >= this.mini.length) throw damaged('mini sector');
      whole.set(this.mini.subarray(at, at + this.miniSize), index * this.miniSize);
    }
    return whole;
  }
}

function numbersOf(table: Uint32Array, start: number, most: number): readonly number[] {
  const numbers: number[] = [];
  for (let sector = start; sector < lastSector; sector = table[sector] ?? noEntry) {
    if (numbers.length >= most || sector >= table.length) throw damaged('chain');
    numbers.push(sector);
  }
  return numbers;
}

function wordsOf(bytes: Uint8Array<ArrayBuffer>): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.length >> 2 }, (_, index) => view.getUint32(index * 4, true));
}

function entriesOf(directory: Uint8Array<ArrayBuffer>): readonly Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const count = Math.floor(directory.length / entrySize);
  if (count > mostEntries) throw new ReadStop('unsafe', { container: 'entries' });
  const names = new TextDecoder('utf-16le');
  return Array.from({ length: count }, (_, index) => {
    const at = index * entrySize;
    const length = Math.min(64, Math.max(2, view.getUint16(at + 64, true))) - 2;
    return {
      name: names.decode(directory.subarray(at, at + length)),
      kind: view.getUint8(at + 66),
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    };
  });
}

/** Everything in one storage: a tree of siblings, walked without trusting that it is one. */
function siblings(entries: readonly Entry[], first: number): readonly Entry[] {
  const seen = new Set<number>();
  const found: Entry[] = [];
  const waiting = [first];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const entry = entries[at];
    if (!entry || seen.has(at)) continue;
    seen.add(at);
    found.push(entry);
    waiting.push(entry.left, entry.right);
  }
  return found;
}

const damaged = (part: string): ReadStop => new ReadStop('damaged', { container: part });
