import { fail, ok } from '../../../../domain/result.ts';
import { settleRead } from '../readers/port.ts';
import { filledColumns } from './fillDown.ts';
import { findHeader } from './findHeader.ts';
import { headerAt, oneLine } from './headerLines.ts';
import { layoutKey } from './headerText.ts';
import { isImportable } from './knownHeaders.ts';
import { mappingOf, recallMapping } from './mapping.ts';
import { proposeColumns } from './propose.ts';
import type { Result } from '../../../../domain/result.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { MergedCells, SheetRow, SheetSource } from '../readers/port.ts';
import type { FilledDown } from './fillDown.ts';
import type { HeaderLines } from './headerLines.ts';
import type { Column, Mapping, Target } from './mapping.ts';

const sampleRows = 240;

/** One sheet of an opened file with its headers and where each column goes. */
export class SheetView {
  readonly source: SheetSource;
  readonly sheet: number;
  readonly sample: readonly SheetRow[];
  header: HeaderLines | undefined;
  columns: readonly Column[] = [];
  private readonly definition: RecordDefinition;
  private readonly merged: readonly MergedCells[];

  private constructor(
    definition: RecordDefinition,
    source: SheetSource,
    sheet: number,
    sample: readonly SheetRow[],
    merged: readonly MergedCells[],
  ) {
    this.definition = definition;
    this.source = source;
    this.sheet = sheet;
    this.sample = sample;
    this.merged = merged;
    const place = findHeader(definition, sample);
    if (place !== undefined) this.useHeader(headerAt(definition, sample, place, merged));
  }

  /** Reads the first rows of a sheet, no more. */
  static async open(
    definition: RecordDefinition,
    source: SheetSource,
    sheet: number,
    signal: AbortSignal,
  ): Promise<Result<SheetView>> {
    const read = await settleRead(async () => {
      const rows: SheetRow[] = [];
      for await (const batch of source.rows(sheet, { maxRows: sampleRows, signal })) rows.push(...batch);
      const merged = (await source.merged?.(sheet, signal)) ?? [];
      return new SheetView(definition, source, sheet, rows, merged);
    });
    return read.ok ? ok(read.value) : read;
  }

  /** The clerk points at the header row; at a line of a header of two, that it is the only one. */
  chooseHeader(number: number): Result<void> {
    const place = this.sample.findIndex((row) => row.number === number);
    const row = this.sample[place];
    if (!row) return fail('noRow', '这一行不在预览里。请在前面的行里选列名所在的一行。');
    const { header } = this;
    const isOneOfTwo =
      header !== undefined &&
      header.lines.length > 1 &&
      header.first <= number &&
      number <= header.row.number;
    this.useHeader(isOneOfTwo ? oneLine(row) : headerAt(this.definition, this.sample, place, this.merged));
    return ok(undefined);
  }

  private useHeader(header: HeaderLines | undefined): void {
    this.header = header;
    this.columns = header ? proposeColumns(this.definition, header.row, this.sampleData) : [];
  }

  setTarget(index: number, target: Target): Result<void> {
    if (target.kind === 'field' && !isImportable(this.definition, target.field)) {
      return fail('notImportable', '这一栏不能从表里导入。请换一栏。');
    }
    this.columns = this.columns.map((column) =>
      column.index === index ? { ...column, target, reason: '您选的' } : column,
    );
    return ok(undefined);
  }

  recall(remembered: string): void {
    this.columns = recallMapping(this.columns, remembered, (key) => isImportable(this.definition, key));
  }

  /** The same headers are the same list: what was settled for one sheet holds for the other. */
  follow(leader: SheetView): void {
    this.columns = this.columns.map((column) => {
      const settled = leader.columns[column.index];
      return settled ? { ...column, target: settled.target, reason: settled.reason } : column;
    });
  }

  get headers(): readonly string[] {
    return this.header?.row.cells.map((cell) => cell.text) ?? [];
  }

  /** Number of the last row of headers; people stand below it. */
  get headerNumber(): number {
    return this.header?.row.number ?? 0;
  }

  get layoutKey(): string {
    return layoutKey(this.definition.type, this.headers);
  }

  get name(): string {
    return this.source.sheets[this.sheet]?.name ?? '';
  }

  get isMapped(): boolean {
    return this.columns.some((column) => column.target.kind === 'field');
  }

  /** Sample rows below the header. */
  get sampleData(): readonly SheetRow[] {
    return this.sample.filter((row) => row.number > this.headerNumber);
  }

  /** Titles above the headers; long sheets repeat them with the headers on every page. */
  get titles(): ReadonlySet<string> {
    const first = this.header?.first ?? 0;
    const cells = this.sample.filter((row) => row.number < first).flatMap((row) => row.cells);
    return new Set(cells.map((cell) => cell.text).filter((text) => text !== ''));
  }

  filled(mapping: Mapping = mappingOf(this.columns)): ReadonlyMap<number, FilledDown> {
    return filledColumns(this.definition, mapping, this.merged, this.headerNumber);
  }
}
