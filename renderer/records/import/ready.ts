import { fail, ok } from '../../../domain/result.ts';
import { mappingOf } from './layout/mapping.ts';
import type { SheetSet } from './layout/sheetSet.ts';
import type { SheetView } from './layout/sheetView.ts';
import type { Result } from '../../../domain/result.ts';

/** The sheets to read, or what the clerk must settle first; of several sheets the sentence names which. */
export function readyViews(sheets: SheetSet): Result<readonly SheetView[]> {
  const isOne = sheets.source.sheets.length === 1;
  const views = sheets.ticked;
  if (views.length === 0) return fail('noSheet', '一个工作表也没有勾。请在左边勾上有花名册的工作表。');
  for (const view of views) {
    const of = isOne ? '' : `工作表“${view.name}”：`;
    if (!view.header)
      return fail(
        'noHeader',
        `${of}没有找到列名所在的一行。请在左边点一下列名那一行${isOne ? '' : '，或不勾这个工作表'}。`,
      );
    const asked = view.columns.find((column) => column.target.kind === 'ask');
    if (asked)
      return fail(
        'columnAsked',
        `${of}“${asked.header}”一列还没有定下来。请在右边选它是哪一栏，或选“不导入”。`,
      );
    if (mappingOf(view.columns).size === 0)
      return fail('nothingMapped', `${of}还没有一列对上。请在右边选每一列是哪一栏。`);
  }
  return ok(views);
}
