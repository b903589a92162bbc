import { fail, ok } from '../../../../domain/result.ts';
import { mappingOf, rememberMapping } from './mapping.ts';
import { isListName, isPlaceName } from './sheetNames.ts';
import { SheetView } from './sheetView.ts';
import type { Result } from '../../../../domain/result.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { SheetSource } from '../readers/port.ts';
import type { Target } from './mapping.ts';

/** Sheets looked into when a file opens; a workbook of more is looked into sheet by sheet. */
const lookedInto = 80;

/**
 * The sheets of an opened file: which are read, and by which mapping. Those with the same headers are one list with one
 * mapping; differing ones are mapped each for itself and read together all the same (K49).
 */
export class SheetSet {
  readonly source: SheetSource;
  /** The sheet on the screen. */
  current: SheetView;
  private readonly definition: RecordDefinition;
  private readonly views = new Map<number, SheetView>();
  private readonly chosen = new Set<number>();
  /** Layouts that were on the screen: each mapping is seen once before it is used. */
  private readonly seen = new Set<string>();

  private constructor(definition: RecordDefinition, source: SheetSource, first: SheetView) {
    this.definition = definition;
    this.source = source;
    this.current = first;
  }

  /** An opened file at its first list; 封面 and 说明 come first in many workbooks and are not read. */
  static async open(
    definition: RecordDefinition,
    source: SheetSource,
    signal: AbortSignal,
  ): Promise<Result<SheetSet>> {
    const visible = source.sheets.flatMap(({ hidden }, index) => (hidden ? [] : [index]));
    const views: SheetView[] = [];
    let failure: Result<never> | undefined;
    for (const index of visible.length === 0 ? [0] : visible.slice(0, lookedInto)) {
      const opened = await SheetView.open(definition, source, index, signal);
      if (opened.ok) views.push(opened.value);
      else if (opened.error.code === 'cancelled') return opened;
      else failure ??= opened;
    }
    const lists = views.filter((view) => view.isMapped);
    const named = lists.filter((view) => isListName(view.name) && holdsNames(definition, view));
    const first = named[0] ?? lists[0] ?? views[0];
    if (!first) return failure ?? fail('damaged', '这份表格读不出来。没有写入任何内容。请另存一份再导入。');
    const set = new SheetSet(definition, source, first);
    for (const view of views) set.views.set(view.sheet, view);
    for (const view of named.length > 0 ? named : [first]) set.chosen.add(view.sheet);
    set.alignLayouts();
    set.show(first);
    return ok(set);
  }

  /** The fullest sheet of a layout speaks for it: a column that is empty in one workshop is not so in the next. */
  private alignLayouts(): void {
    const leaders = new Map<string, SheetView>();
    for (const view of this.views.values()) {
      const leader = leaders.get(view.layoutKey);
      if (!leader || view.sample.length > leader.sample.length) leaders.set(view.layoutKey, view);
    }
    for (const view of this.views.values()) {
      const leader = leaders.get(view.layoutKey);
      if (leader && leader !== view) view.follow(leader);
    }
  }

  private show(view: SheetView): void {
    this.current = view;
    this.seen.add(view.layoutKey);
  }

  isSeen(view: SheetView): boolean {
    return this.seen.has(view.layoutKey);
  }

  isTicked(sheet: number): boolean {
    return this.chosen.has(sheet);
  }

  /** The view of a sheet that was looked into. */
  viewOf(sheet: number): SheetView | undefined {
    return this.views.get(sheet);
  }

  /** Views that are read, in the order of the workbook. */
  get ticked(): readonly SheetView[] {
    return [...this.chosen].sort((a, b) => a - b).flatMap((sheet) => this.views.get(sheet) ?? []);
  }

  /** Puts a sheet on the screen, ticked or not. */
  async choose(sheet: number, signal: AbortSignal): Promise<Result<void>> {
    const view = await this.load(sheet, signal);
    if (!view.ok) return view;
    this.show(view.value);
    return ok(undefined);
  }

  async tick(sheet: number, on: boolean, signal: AbortSignal): Promise<Result<void>> {
    if (!on) {
      this.chosen.delete(sheet);
      return ok(undefined);
    }
    const chosen = await this.choose(sheet, signal);
    if (chosen.ok) this.chosen.add(sheet);
    return chosen;
  }

  private async load(sheet: number, signal: AbortSignal): Promise<Result<SheetView>> {
    const known = this.views.get(sheet);
    if (known) return ok(known);
    const opened = await SheetView.open(this.definition, this.source, sheet, signal);
    if (!opened.ok) return opened;
    const leader = this.sameLayout(opened.value)[1];
    if (leader) opened.value.follow(leader);
    this.views.set(sheet, opened.value);
    return opened;
  }

  chooseHeader(number: number): Result<void> {
    const { current } = this;
    const chosen = current.chooseHeader(number);
    const leader = this.sameLayout(current)[1];
    if (leader) current.follow(leader);
    this.show(current);
    return chosen;
  }

  setTarget(index: number, target: Target): Result<void> {
    for (const view of this.sameLayout(this.current)) {
      const set = view.setTarget(index, target);
      if (!set.ok) return set;
    }
    return ok(undefined);
  }

  /** Sheets with the same headers, this one first. */
  sameLayout(view: SheetView): readonly SheetView[] {
    const key = view.layoutKey;
    return [view, ...[...this.views.values()].filter((other) => other !== view && other.layoutKey === key)];
  }

  /** Keys under which the mappings are remembered, of all sheets looked into. */
  get layoutKeys(): readonly string[] {
    return [...new Set([...this.views.values()].filter((view) => view.header).map((view) => view.layoutKey))];
  }

  recall(remembered: Readonly<Record<string, string>>): void {
    for (const view of this.views.values()) {
      const mapping = remembered[view.layoutKey];
      if (mapping !== undefined) view.recall(mapping);
    }
  }

  /** What to remember of the sheets that are read; `on` is today. */
  remembered(on: string): Readonly<Record<string, string>> {
    return Object.fromEntries(this.ticked.map((view) => [view.layoutKey, rememberMapping(view.columns, on)]));
  }

  /** Whether most ticked sheets say by their name alone where these people are. */
  get proposesNames(): boolean {
    const { ticked } = this;
    const tree = this.definition.treeField;
    if (tree === undefined || ticked.length < 2) return false;
    const lacking = ticked.filter(
      (view) => isPlaceName(view.name) && ![...mappingOf(view.columns).values()].includes(tree),
    );
    return lacking.length > ticked.length / 2;
  }
}

/** A list of people names them; a list of codes or of wages per month may have known headers and does not. */
function holdsNames(definition: RecordDefinition, view: SheetView): boolean {
  return [...mappingOf(view.columns).values()].includes(definition.titleField);
}
