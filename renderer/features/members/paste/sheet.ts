import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { headerScore } from '../../../records/import/layout/findHeader.ts';
import type { Block } from '../../../records/paste/block.ts';

/** More than this is a file, and goes the import's way. */
export const mostRows = 200;

export interface PasteSheet {
  readonly headers: readonly string[];
  readonly rows: Block;
}

/** A row of headers has at least two cells that the importer knows by name. */
const headerWorth = 3;

/** A block with its headers, or with 第 n 列 where nobody copied any: then the contents say what a column is. */
export function sheetOf(definition: RecordDefinition, block: Block): PasteSheet {
  const at = block.slice(0, 5).findIndex((row, index) => {
    const cells = row.map((text) => ({ kind: 'text' as const, text }));
    return headerScore(definition, { number: index + 1, cells }) >= headerWorth;
  });
  const head = at < 0 ? undefined : block[at];
  return {
    headers: head ?? (block[0] ?? []).map((_, index) => `第 ${index + 1} 列`),
    rows: block.slice(at + 1),
  };
}

/** The boxes without which nobody can be recorded, and where they work. */
export function blankSheet(definition: RecordDefinition): PasteSheet {
  const { titleField, subtitleField, identity, treeField, fields } = definition;
  const keys = new Set([titleField, subtitleField, ...identity.flat(), treeField]);
  const headers = [...keys].flatMap((key) => (key === undefined ? [] : [fields[key]?.label ?? key]));
  return { headers, rows: [headers.map(() => '')] };
}

/** A further block under what stands there; undefined when its columns are others. */
export function joined(sheet: PasteSheet, more: PasteSheet, hasOwnHeaders: boolean): PasteSheet | undefined {
  const same = hasOwnHeaders
    ? more.headers.join('\t') === sheet.headers.join('\t')
    : more.headers.length === sheet.headers.length;
  return same
    ? { ...sheet, rows: [...sheet.rows.filter((row) => row.some((cell) => cell !== '')), ...more.rows] }
    : undefined;
}
