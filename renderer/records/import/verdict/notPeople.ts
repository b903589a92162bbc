import { normaliseHeader } from '../layout/headerText.ts';
import type { SheetRow } from '../readers/port.ts';

/** Rows of a roster that are no person: repeated headers and titles, 小计, 合计, 制表人 (K51). */
export class NotPeople {
  private readonly columns: readonly number[];
  /** Per line of the header: the mapped columns' words. */
  private readonly lines: readonly ReadonlyMap<number, string>[];
  private readonly titles: ReadonlySet<string>;

  /** `columns`: the mapped ones, in their order. */
  constructor(
    columns: readonly number[],
    lines: readonly (readonly string[])[],
    titles: ReadonlySet<string> = new Set(),
  ) {
    this.columns = columns;
    this.lines = lines.map(
      (line) => new Map(columns.map((index) => [index, normaliseHeader(line[index] ?? '')])),
    );
    this.titles = titles;
  }

  holds(row: SheetRow): boolean {
    for (const line of this.lines) if (isRepeated(row, line)) return true;
    return this.isTotal(row);
  }

  private isTotal(row: SheetRow): boolean {
    const most = Math.max(4, this.columns.length / 2);
    let filled = 0;
    for (const cell of row.cells) if (cell.kind !== 'empty') filled += 1;
    // Rows of people are full: no cell of theirs has to be read for this.
    if (filled > most) return false;
    let isFirst = true;
    for (const { kind, text } of row.cells) {
      if (kind === 'empty') continue;
      if (kind === 'text' && text.length <= 40) {
        const word = text.replace(/\s+/g, '');
        if (totals.test(word) || (isFirst && (sums.test(word) || (filled === 1 && this.titles.has(text)))))
          return true;
      }
      isFirst = false;
    }
    return false;
  }
}

const totals =
  /^(?:(?:小计|合计|总计|共计|本页小计|本页合计|制表人?|审核人?|填表人|单位负责人|备注说明)(?:[:：].*)?|(?:制单|复核|审批|填报|经办|部门负责)人?[:：].*|(?:制表|填表)日期(?:[:：].*)?)$/;
/** 装配一小计, 合计46人, 小计：46 人: only where the line begins, as a remark may end so too. */
const sums = /^.{0,14}(?:小计|合计|总计|共计)[:：]?(?:共?\d+(?:人|名)?)?$/;

function isRepeated(row: SheetRow, line: ReadonlyMap<number, string>): boolean {
  let same = 0;
  let filled = 0;
  for (const [index, header] of line) {
    const text = row.cells[index]?.text ?? '';
    if (text === '') continue;
    filled += 1;
    if (header !== '' && mayBe(header, text) && normaliseHeader(text) === header) same += 1;
    // Rows of people differ in their first cell already; only a header goes on being the same.
    if (same < filled) return false;
  }
  // The second line of a header may have one word only above a mapped column.
  return filled >= 2 || (filled === 1 && [...line.values()].filter((word) => word !== '').length === 1);
}

const isPlain = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** Normalising is dear, and plain letters and digits (工号) never become a header in Han characters. */
function mayBe(header: string, text: string): boolean {
  return text.length <= 30 && (!isPlain(text) || isPlain(header));
}
