import { fail, ok } from '../../../domain/result.ts';
import { mappingOf } from './layout/mapping.ts';
import { settleRead } from './readers/port.ts';
import { telling } from './run.ts';
import { bareZeroOneFields } from './values/zeroOne.ts';
import { Assembler } from './verdict/assemble.ts';
import type { SheetView } from './layout/sheetView.ts';
import type { Progress } from './run.ts';
import type { SheetRecord } from './verdict/types.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';

/** More of an identity column than this ending in 000 is Excel's doing, even where a check digit passes by chance (K48). */
const ruinedShare = 0.03;
const fewest = 3;

export type WordAnswers = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface ReadSheet {
  /** Rows that are no person: repeated headers, 小计, 合计, 制表人 (K51). */
  readonly skipped: number;
  readonly hidden: number;
  readonly unknownWords: readonly UnknownWord[];
}

/** A word of a coded column that nobody knew, and how often it stands there. */
export interface UnknownWord {
  readonly field: string;
  readonly label: string;
  readonly word: string;
  readonly count: number;
}

/** Reads the mapped columns of the whole sheet, row by row into `take`; the others are not even built (K45). */
export async function readRecords(
  definition: RecordDefinition,
  view: SheetView,
  answers: WordAnswers,
  take: (record: SheetRecord) => void,
  signal: AbortSignal,
  onProgress?: Progress,
): Promise<Result<ReadSheet>> {
  const mapping = mappingOf(view.columns);
  const assembler = new Assembler(definition, {
    mapping,
    headers: view.headers,
    answers,
    bareZeroOne: bareZeroOneFields(definition, mapping, view.sampleData),
  });
  const first = view.header?.number ?? 0;
  const columns = new Set(mapping.keys());
  const tell = telling(onProgress);
  const read = await settleRead(async () => {
    let count = 0;
    let told = 0;
    for await (const batch of view.source.rows(view.sheet, { columns, signal })) {
      for (const row of batch) {
        const record = row.number > first ? assembler.read(row) : undefined;
        if (!record) continue;
        count += 1;
        take(record);
      }
      if (count - told < 2000) continue;
      told = count;
      tell({ step: 'read', done: told });
    }
  });
  if (!read.ok) return read;
  if (assembler.ruinedCells >= fewest && assembler.ruinedCells > assembler.identityCells * ruinedShare) {
    return fail(
      'ruinedColumn',
      '身份证号一列被 Excel 改成了数字，末三位变成了 000，无法还原。请让人事把这一列设为“文本”后重新导出。其他列没有问题，您填过的对应关系已记住。',
      { field: definition.claimField ?? '' },
    );
  }
  return ok({
    skipped: assembler.skipped,
    hidden: assembler.hidden,
    unknownWords: wordsOf(definition, assembler),
  });
}

function wordsOf(definition: RecordDefinition, assembler: Assembler): readonly UnknownWord[] {
  return [...assembler.unknownWords]
    .flatMap(([field, words]) =>
      [...words].map(([word, count]) => ({
        field,
        word,
        count,
        label: definition.fields[field]?.label ?? field,
      })),
    )
    .sort((a, b) => b.count - a.count);
}
