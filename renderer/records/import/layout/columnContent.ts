import { judgeResidentNumber } from '../../../../domain/rules/identityNumber.ts';
import { isRange } from '../values/dateRange.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Cell } from '../readers/port.ts';

/** What the values of a column look like, whatever its header says. */
export interface ColumnContent {
  readonly filled: number;
  /** Shares of the filled cells, 0–1. */
  readonly identity: number;
  readonly identityLike: number;
  readonly phone: number;
  readonly sex: number;
  readonly bankCard: number;
  /** Two dates in one cell. */
  readonly range: number;
  /** 1, 2, 3 …: a serial number, never a 工号. */
  readonly serial: boolean;
}

export function contentOf(cells: readonly Cell[]): ColumnContent {
  const filled = cells.filter((cell) => cell.text !== '');
  const texts = filled.map((cell) => cell.text.normalize('NFKC').replace(/[\s'-]/g, ''));
  const share = (test: (text: string) => boolean): number =>
    texts.length === 0 ? 0 : texts.filter(test).length / texts.length;
  return {
    filled: texts.length,
    identity: share((text) => text.length === 18 && judgeResidentNumber(text).ok),
    identityLike: share(
      (text) => /^(\d{15}|\d{17}[\dxX])$/.test(text) || /^\d(\.\d+)?E\+?1[4-7]$/i.test(text),
    ),
    phone: share((text) => /^(\+?86)?1[3-9]\d{9}$/.test(text)),
    sex: share((text) => text === '男' || text === '女'),
    range: filled.length === 0 ? 0 : filled.filter((cell) => isRange(cell.text)).length / filled.length,
    bankCard: share((text) => /^[3-9]\d{15,18}$/.test(text)),
    serial: texts.length >= 2 && isSerial(texts),
  };
}

function isSerial(texts: readonly string[]): boolean {
  const numbers = texts.map(Number);
  const first = numbers[0] ?? Number.NaN;
  return (first === 0 || first === 1) && numbers.every((value, index) => value === first + index);
}

/** The field that a column's content speaks for by itself. */
export function fieldOfContent(definition: RecordDefinition, content: ColumnContent): string | undefined {
  if (content.filled < 3) return undefined;
  const entries = Object.entries(definition.fields);
  if (content.identity >= 0.6) return entries.find(([, field]) => field.kind === 'idNumber')?.[0];
  if (content.phone >= 0.8) return entries.find(([, field]) => field.kind === 'phone')?.[0];
  if (content.sex >= 0.9) return entries.find(([, field]) => field.dictionary === 'gbt2261_1_sex')?.[0];
  return undefined;
}
