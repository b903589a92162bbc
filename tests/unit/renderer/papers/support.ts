import { renderToStaticMarkup } from 'react-dom/server';
import type { RecordData } from '../../../../domain/records/definition.ts';
import { definitionOf } from '../../../../domain/records/registry.ts';
import type { PaperDefinition, PaperOrder, PaperPage } from '../../../../renderer/papers/paper.ts';
import { papersOf } from '../../../../renderer/papers/registry.ts';

const found = definitionOf('member');
if (found === undefined) throw new Error('no member type');
export const member = found;

export function paperNamed(key: string): PaperDefinition {
  const paper = papersOf('member').find((each) => each.key === key);
  if (paper === undefined) throw new Error(`no paper ${key}`);
  return paper;
}

export function orderOf(rows: readonly RecordData[], more: Partial<PaperOrder> = {}): PaperOrder {
  return {
    definition: member,
    units: [{ id: 'o1', name: '样例厂工会委员会', rows }],
    cut: 'unit',
    answers: {},
    today: '2026-11-28',
    by: '甲测试',
    ...more,
  };
}

export function htmlOf(page: PaperPage | undefined): string {
  if (page === undefined) throw new Error('no such page');
  return renderToStaticMarkup(page.body());
}

/** The words of a page without its elements. */
export function wordsOf(page: PaperPage | undefined): string {
  return htmlOf(page).replace(/<[^>]+>/g, '');
}

/** Cells of a page's table, row by row. */
export function cellsOf(page: PaperPage | undefined): readonly (readonly string[])[] {
  return [...htmlOf(page).matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map((row) =>
    [...(row[1] ?? '').matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map((cell) =>
      (cell[1] ?? '').replace(/<[^>]+>/g, ''),
    ),
  );
}
