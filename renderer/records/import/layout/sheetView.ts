import { fail, ok } from '../../../../domain/result.ts';
import { settleRead } from '../readers/port.ts';
import { findHeader } from './findHeader.ts';
import { layoutKey } from './headerText.ts';
import { isImportable } from './knownHeaders.ts';
import { recallMapping } from './mapping.ts';
import { proposeColumns } from './propose.ts';
import type { Result } from '../../../../domain/result.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { SheetRow, SheetSource } from '../readers/port.ts';
import type { Column, Target } from './mapping.ts';

const sampleRows = 240;

/** One sheet of an opened file with its header row and where each column goes. */
export class SheetView {
  readonly source: SheetSource;
  sheet = 0;
  sample: readonly SheetRow[] = [];
  header: SheetRow | undefined;
  columns: readonly Column[] = [];
  private readonly definition: RecordDefinition;

  private constructor(definition: RecordDefinition, source: SheetSource) {
    this.definition = definition;
    this.source = source;
  }

  /** An opened file at its first visible sheet with headers: 封面 and 说明 come first in many workbooks. */
  static async open(
    definition: RecordDefinition,
    source: SheetSource,
    signal: AbortSignal,
  ): Promise<Result<SheetView>> {
    const view = new SheetView(definition, source);
    const visible = source.sheets.flatMap(({ hidden }, index) => (hidden ? [] : [index]));
    for (const index of visible) {
      const shown = await view.choose(index, signal);
      if (!shown.ok) return shown;
      if (view.columns.some((column) => column.target.kind === 'field')) return ok(view);
    }
    const first = await view.choose(visible[0] ?? 0, signal);
    return first.ok ? ok(view) : first;
  }

  async choose(sheet: number, signal: AbortSignal): Promise<Result<void>> {
    const sample = await settleRead(async () => {
      const rows: SheetRow[] = [];
      for await (const batch of this.source.rows(sheet, { maxRows: sampleRows, signal })) rows.push(...batch);
      return rows;
    });
    if (!sample.ok) return sample;
    this.sheet = sheet;
    this.sample = sample.value;
    this.useHeader(findHeader(this.definition, sample.value));
    return ok(undefined);
  }

  chooseHeader(number: number): Result<void> {
    const place = this.sample.findIndex((row) => row.number === number);
    if (place < 0) return fail('noRow', '这一行不在预览里。请在前面的行里选列名所在的一行。');
    this.useHeader(place);
    return ok(undefined);
  }

  private useHeader(place: number | undefined): void {
    this.header = place === undefined ? undefined : this.sample[place];
    this.columns = this.header
      ? proposeColumns(this.definition, this.header, this.sample.slice((place ?? 0) + 1))
      : [];
  }

  setTarget(index: number, target: Target): Result<readonly Column[]> {
    if (target.kind === 'field' && !isImportable(this.definition, target.field)) {
      return fail('notImportable', '这一栏不能从表里导入。请换一栏。');
    }
    this.columns = this.columns.map((column) =>
      column.index === index ? { ...column, target, reason: '您选的' } : column,
    );
    return ok(this.columns);
  }

  recall(remembered: string): readonly Column[] {
    this.columns = recallMapping(this.columns, remembered, (key) => isImportable(this.definition, key));
    return this.columns;
  }

  get headers(): readonly string[] {
    return this.header?.cells.map((cell) => cell.text) ?? [];
  }

  get layoutKey(): string {
    return layoutKey(this.definition.type, this.headers);
  }

  /** Sample rows below the header. */
  get sampleData(): readonly SheetRow[] {
    const first = this.header?.number ?? 0;
    return this.sample.filter((row) => row.number > first);
  }
}
