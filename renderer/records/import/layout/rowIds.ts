/** More than any sheet has rows, so that a row's id tells its sheet too and costs no more than its number. */
const rowsPerSheet = 2 ** 21;

export interface RowPlace {
  /** Row number as the spreadsheet program shows it. */
  readonly number: number;
  /** Name of the sheet; absent when only one is read. */
  readonly sheet?: string;
}

/** Names rows of several sheets that are read as one import (K49). With one sheet a row's id is its number. */
export class RowIds {
  private readonly sheets: readonly string[];

  /** Names of the sheets in the order they are read. */
  constructor(sheets: readonly string[] = []) {
    this.sheets = sheets;
  }

  /** To be added to the row numbers of the sheet at this place. */
  static baseOf(place: number): number {
    return place * rowsPerSheet;
  }

  placeOf(id: number): RowPlace {
    if (this.sheets.length < 2) return { number: id };
    const place = Math.floor(id / rowsPerSheet);
    return { number: id - RowIds.baseOf(place), sheet: this.sheets[place] ?? '' };
  }

  /** 第 12 行, or 工作表“装配一”第 12 行. */
  words(id: number): string {
    const { number, sheet } = this.placeOf(id);
    return sheet === undefined ? `第 ${number} 行` : `工作表“${sheet}”第 ${number} 行`;
  }
}

export const oneSheet = new RowIds();
