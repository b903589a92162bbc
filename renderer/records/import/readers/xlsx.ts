import { Budget } from './budget.ts';
import { elementsOf } from './elements.ts';
import { attribute, tagsOf } from './markup.ts';
import { mergedIn, MergedFinder } from './merged.ts';
import { ReadStop } from './port.ts';
import { rowOf, runsOf, textCell } from './rowXml.ts';
import { stylesOf } from './styles.ts';
import { unpack, unpackText } from './zip.ts';
import type { Cell, MergedCells, ReadLimits, RowOptions, SheetInfo, SheetRow, SheetSource } from './port.ts';
import type { Styles } from './styles.ts';
import type { ZipEntry } from './zip.ts';

interface Workbook {
  readonly sheets: readonly (SheetInfo & { readonly entry: ZipEntry })[];
  readonly since1904: boolean;
  readonly strings: ZipEntry | undefined;
  readonly styles: ZipEntry | undefined;
  /** The shared strings between a look at the first rows and the reading of all, which takes them: read once for both. */
  kept: readonly Cell[] | undefined;
  /** Read once: they are small, and asked for by every look. */
  style: Styles | undefined;
  /** Of sheets that were read to their end, or asked. */
  readonly merged: Map<number, readonly MergedCells[]>;
}

/** Opens a workbook of the .xlsx family (.xlsm too): its list of sheets now, its rows when asked. */
export async function openXlsx(
  blob: Blob,
  entries: ReadonlyMap<string, ZipEntry>,
  limits: ReadLimits,
): Promise<SheetSource> {
  const workbook = await readWorkbook(blob, entries, new Budget(limits));
  return {
    format: 'xlsx',
    sheets: workbook.sheets.map(({ name, hidden }) => ({ name, hidden })),
    rows: (sheet, options = {}) => readRows(blob, workbook, sheet, limits, options),
    merged: (sheet, signal) => readMerged(blob, workbook, sheet, new Budget(limits, signal)),
  };
}

async function readWorkbook(
  blob: Blob,
  entries: ReadonlyMap<string, ZipEntry>,
  budget: Budget,
): Promise<Workbook> {
  const rootTargets = await targetsOf(blob, entries, '_rels/.rels', '', budget);
  const path =
    [...rootTargets.values()].find((target) => target.type === 'officeDocument')?.path ?? 'xl/workbook.xml';
  const part = entries.get(path);
  if (!part) throw new ReadStop('damaged', { part: 'workbook' });
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const targets = await targetsOf(
    blob,
    entries,
    `${folder}_rels/${path.slice(folder.length)}.rels`,
    folder,
    budget,
  );
  const sheets: (SheetInfo & { entry: ZipEntry })[] = [];
  let since1904 = false;
  for (const tag of tagsOf(await unpackText(blob, part, budget))) {
    if (tag.name === 'workbookPr') since1904 = /^(1|true)$/.test(attribute(tag.source, 'date1904') ?? '');
    if (tag.name !== 'sheet' || tag.closing) continue;
    const target = targets.get(attribute(tag.source, 'id') ?? '');
    // Chart sheets hold no rows.
    if (target?.type !== 'worksheet') continue;
    const entry = entries.get(target.path);
    if (!entry) throw new ReadStop('damaged', { part: 'worksheet' });
    const state = attribute(tag.source, 'state');
    sheets.push({
      name: attribute(tag.source, 'name') ?? '',
      hidden: state !== undefined && state !== 'visible',
      entry,
    });
  }
  if (sheets.length === 0) throw new ReadStop('damaged', { part: 'sheets' });
  // A part that is named and not there was lost: without its formats a date would pass for a number.
  const byType = (type: string): ZipEntry | undefined => {
    const target = [...targets.values()].find((candidate) => candidate.type === type);
    const entry = target ? entries.get(target.path) : undefined;
    if (target && !entry) throw new ReadStop('damaged', { part: type });
    return entry;
  };
  return {
    sheets,
    since1904,
    strings: byType('sharedStrings'),
    styles: byType('styles'),
    kept: undefined,
    style: undefined,
    merged: new Map(),
  };
}

interface Target {
  readonly type: string;
  readonly path: string;
}

async function targetsOf(
  blob: Blob,
  entries: ReadonlyMap<string, ZipEntry>,
  path: string,
  folder: string,
  budget: Budget,
): Promise<ReadonlyMap<string, Target>> {
  const part = entries.get(path);
  const targets = new Map<string, Target>();
  if (!part) return targets;
  for (const tag of tagsOf(await unpackText(blob, part, budget))) {
    if (tag.name !== 'Relationship' || attribute(tag.source, 'TargetMode') === 'External') continue;
    const target = attribute(tag.source, 'Target') ?? '';
    const type = attribute(tag.source, 'Type') ?? '';
    targets.set(attribute(tag.source, 'Id') ?? '', {
      type: type.slice(type.lastIndexOf('/') + 1),
      path: resolve(folder, target),
    });
  }
  return targets;
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts: string[] = [];
  for (const part of `${folder}${target}`.split('/')) {
    if (part === '..' && parts.pop() === undefined) throw new ReadStop('unsafe', { zip: 'target' });
    if (part !== '..' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

async function* readRows(
  blob: Blob,
  workbook: Workbook,
  index: number,
  limits: ReadLimits,
  options: RowOptions,
): AsyncGenerator<readonly SheetRow[], void, undefined> {
  const sheet = workbook.sheets[index];
  if (!sheet) throw new ReadStop('damaged', { sheet: index });
  const budget = new Budget(limits, options.signal);
  const texts = workbook.kept ?? (await readStrings(blob, workbook.strings, budget));
  workbook.kept = options.maxRows === undefined ? undefined : texts;
  const { dates: dateFormats, marks } = await stylesIn(blob, workbook, budget);
  const context = {
    texts,
    dates: new Map<string, Cell>(),
    dateFormats,
    since1904: workbook.since1904,
    limits,
    ...(marks ? { marks } : {}),
    ...(options.columns ? { columns: options.columns } : {}),
  };
  let number = 0;
  let given = 0;
  const tail = new MergedFinder();
  for await (const elements of elementsOf(blob, sheet.entry, 'row', budget, tail)) {
    const batch: SheetRow[] = [];
    for (const element of elements) {
      const row = rowOf(element, number, context);
      number = row.number;
      if (row.cells.length === 0) continue;
      budget.payCells(row.cells.length);
      batch.push(row);
      given += 1;
      if (given === options.maxRows) break;
    }
    budget.checkTime();
    if (batch.length > 0) yield batch;
    if (given === options.maxRows) return;
  }
  workbook.merged.set(index, mergedIn(tail.text));
}

async function readStrings(
  blob: Blob,
  entry: ZipEntry | undefined,
  budget: Budget,
): Promise<readonly Cell[]> {
  const texts: Cell[] = [];
  if (!entry) return texts;
  for await (const elements of elementsOf(blob, entry, 'si', budget)) {
    for (const element of elements) texts.push(textCell(runsOf(element)));
    budget.payCells(elements.length);
  }
  return texts;
}

async function stylesIn(blob: Blob, workbook: Workbook, budget: Budget): Promise<Styles> {
  workbook.style ??= workbook.styles
    ? stylesOf(await unpackText(blob, workbook.styles, budget))
    : { dates: new Set(), marks: undefined };
  return workbook.style;
}

/** They stand behind the rows: known from a reading to the end, otherwise the sheet is unpacked, which is a fraction of reading it. */
async function readMerged(
  blob: Blob,
  workbook: Workbook,
  index: number,
  budget: Budget,
): Promise<readonly MergedCells[]> {
  const known = workbook.merged.get(index);
  const sheet = workbook.sheets[index];
  if (known || !sheet) return known ?? [];
  const finder = new MergedFinder();
  const decoder = new TextDecoder('latin1');
  for await (const bytes of unpack(blob, sheet.entry, budget)) finder.feed(decoder.decode(bytes));
  const merged = mergedIn(finder.text);
  workbook.merged.set(index, merged);
  return merged;
}
