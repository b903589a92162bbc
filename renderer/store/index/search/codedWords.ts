import type { CodedColumn } from '../columns/codedColumn.ts';
import { asText } from '../columns/column.ts';
import { normalText } from '../text/normal.ts';

/** A word anywhere in the values of a numbered column: the dictionary is read, not the rows. */
export class CodedWords {
  private readonly column: CodedColumn;
  /** Code → its value as it is searched. Values are only ever added to a dictionary. */
  private readonly normal: string[] = [];

  constructor(column: CodedColumn) {
    this.column = column;
  }

  find(word: string, hits: Uint8Array, size: number): void {
    const { codes } = this.column;
    const texts = this.texts();
    const pass = new Uint8Array(texts.length);
    let any = false;
    for (let code = 0; code < texts.length; code += 1) {
      if (texts[code]?.includes(word) !== true) continue;
      pass[code] = 1;
      any = true;
    }
    if (!any) return;
    for (let row = 0; row < size; row += 1) hits[row] = (hits[row] ?? 0) | (pass[codes[row] ?? 0] ?? 0);
  }

  holds(row: number, word: string): boolean {
    return this.texts()[this.column.codes[row] ?? 0]?.includes(word) === true;
  }

  private texts(): readonly string[] {
    const { values } = this.column;
    for (let code = this.normal.length; code < values.length; code += 1)
      this.normal.push(normalText(asText(values[code])));
    return this.normal;
  }
}
