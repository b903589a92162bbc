import { fail, ok } from '../../../domain/result.ts';
import { mappingOf } from './layout/mapping.ts';
import { RowIds } from './layout/rowIds.ts';
import { settleRead } from './readers/port.ts';
import { telling } from './run.ts';
import { pathOf } from './values/parser.ts';
import { bareZeroOneFields } from './values/zeroOne.ts';
import { Assembler } from './verdict/assemble.ts';
import type { SheetView } from './layout/sheetView.ts';
import type { Progress } from './run.ts';
import type { MarkChoices, MarkCounts } from './verdict/marks.ts';
import type { SheetRecord } from './verdict/types.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';

/** More of an identity column than this ending in 000 is Excel's doing, even where a check digit passes by chance (K48). */
const ruinedShare = 0.03;
const fewest = 3;

export type WordAnswers = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface ReadWishes {
  readonly answers: WordAnswers;
  readonly marks: MarkChoices;
  /** The field that the sheets' names fill; absent when they do not. */
  readonly namesFill?: string;
}

export interface ReadSheet {
  /** Rows that are no person: repeated headers, 小计, 合计, 制表人 (K51). */
  readonly skipped: number;
  /** People whose rows are hidden, struck through or coloured (K50). */
  readonly marked: MarkCounts;
  /** Of them, not read because the clerk said so. */
  readonly leftOut: number;
  readonly unknownWords: readonly UnknownWord[];
}

/** A word of a coded column that nobody knew, and how often it stands there. */
export interface UnknownWord {
  readonly field: string;
  readonly label: string;
  readonly word: string;
  readonly count: number;
}

/** Reads the mapped columns of the sheets, row by row into `take`; the others are not even built (K45). */
export async function readRecords(
  definition: RecordDefinition,
  views: readonly SheetView[],
  wishes: ReadWishes,
  take: (record: SheetRecord) => void,
  signal: AbortSignal,
  onProgress?: Progress,
): Promise<Result<ReadSheet>> {
  const assemblers: Assembler[] = [];
  const progress = new Told(onProgress);
  for (const [place, view] of views.entries()) {
    const alike = views.filter((other) => other.layoutKey === view.layoutKey);
    const assembler = assemblerOf(definition, view, alike, RowIds.baseOf(place), wishes);
    const read = await readSheet(view, assembler, take, signal, progress);
    if (!read.ok) return read;
    if (assembler.ruinedCells >= fewest && assembler.ruinedCells > assembler.identityCells * ruinedShare)
      return fail('ruinedColumn', `${views.length > 1 ? `工作表“${view.name}”：` : ''}${ruinedWords}`, {
        field: definition.claimField ?? '',
      });
    assemblers.push(assembler);
  }
  const sum = (count: (assembler: Assembler) => number): number =>
    assemblers.reduce((all, assembler) => all + count(assembler), 0);
  return ok({
    skipped: sum(({ skipped }) => skipped),
    marked: {
      hidden: sum(({ marked }) => marked.hidden),
      struck: sum(({ marked }) => marked.struck),
      coloured: sum(({ marked }) => marked.coloured),
    },
    leftOut: sum(({ leftOut }) => leftOut),
    unknownWords: wordsOf(definition, assemblers),
  });
}

const ruinedWords =
  '身份证号一列被 Excel 改成了数字，末三位变成了 000，无法还原。请让人事把这一列设为“文本”后重新导出。其他列没有问题，您填过的对应关系已记住。';

function assemblerOf(
  definition: RecordDefinition,
  view: SheetView,
  alike: readonly SheetView[],
  base: number,
  { answers, marks, namesFill }: ReadWishes,
): Assembler {
  const mapping = mappingOf(view.columns);
  const sample = alike.flatMap(({ sampleData }) => sampleData);
  return new Assembler(definition, {
    mapping,
    headerLines: view.header?.lines ?? [],
    titles: view.titles,
    filled: view.filled(mapping),
    base,
    marks,
    answers,
    bareZeroOne: bareZeroOneFields(definition, mapping, sample),
    ...(namesFill === undefined ? {} : { sheetAs: { field: namesFill, value: pathOf(view.name) } }),
  });
}

/** How many rows were read, told every two thousand. */
class Told {
  private count = 0;
  private told = 0;
  private readonly tell: ReturnType<typeof telling>;

  constructor(onProgress: Progress | undefined) {
    this.tell = telling(onProgress);
  }

  add(rows: number): void {
    this.count += rows;
    if (this.count - this.told < 2000) return;
    this.told = this.count;
    this.tell({ step: 'read', done: this.told });
  }
}

function readSheet(
  view: SheetView,
  assembler: Assembler,
  take: (record: SheetRecord) => void,
  signal: AbortSignal,
  progress: Told,
): Promise<Result<void>> {
  const first = view.headerNumber;
  const columns = new Set(mappingOf(view.columns).keys());
  return settleRead(async () => {
    for await (const batch of view.source.rows(view.sheet, { columns, signal })) {
      let count = 0;
      for (const row of batch) {
        const record = row.number > first ? assembler.read(row) : undefined;
        if (!record) continue;
        count += 1;
        take(record);
      }
      progress.add(count);
    }
  });
}

function wordsOf(definition: RecordDefinition, assemblers: readonly Assembler[]): readonly UnknownWord[] {
  const words = new Map<string, UnknownWord>();
  for (const { unknownWords } of assemblers) {
    for (const [field, counts] of unknownWords) {
      const label = definition.fields[field]?.label ?? field;
      for (const [word, count] of counts) {
        const key = `${field} ${word}`;
        words.set(key, { field, label, word, count: count + (words.get(key)?.count ?? 0) });
      }
    }
  }
  return [...words.values()].sort((a, b) => b.count - a.count);
}
