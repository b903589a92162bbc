import { writeXlsx } from '../export/writeXlsx.ts';
import { showMasked, showValue } from '../ui/values.ts';
import { sourceLabels } from './words.ts';
import type { ExportColumn, ExportSheet } from '../export/xlsxParts.ts';
import type { Source } from './types.ts';
import type { CompareViews, Listing } from './views.ts';

export const listTitles = {
  notJoined: '在厂未入会',
  notReleased: '已离职会籍未转',
  differences: '信息不一致',
  doubts: '需要认一认',
} as const;

const column = (header: string, width = 14): ExportColumn => ({ header, width, kind: 'text' });

/** A list as a workbook, numbers masked unless `reveal`. */
export function compareWorkbook(
  views: CompareViews,
  given: readonly Source[],
  listing: Listing,
  reveal: boolean,
): Uint8Array<ArrayBuffer> {
  return writeXlsx({ name: listTitles[listing.kind], ...tableOf(views, given, listing, reveal) });
}

type Table = Pick<ExportSheet, 'columns' | 'rows' | 'frozenColumns'>;

function tableOf(views: CompareViews, given: readonly Source[], listing: Listing, reveal: boolean): Table {
  const { definition } = views;
  const label = (key: string | undefined): string => definition.fields[key ?? '']?.label ?? '';
  const names = [
    column(label(definition.subtitleField)),
    column(label(definition.titleField)),
    column(label(definition.treeField), 26),
  ];
  const labels = sourceLabels(definition);
  const listed = given.map((source) => column(labels[source], 18));
  if (listing.kind === 'doubts') {
    const rows = Array.from({ length: views.doubtCount }, (_, at) => views.doubt(at)).flatMap((doubt) =>
      doubt
        ? [
            [
              String(doubt.group + 1),
              doubt.source,
              doubt.row === undefined ? '' : String(doubt.row),
              doubt.subtitle,
              doubt.title,
              doubt.tree,
              doubt.why,
            ],
          ]
        : [],
    );
    return {
      columns: [column('第几组', 8), column('名单'), column('第几行', 8), ...names, column('为什么', 50)],
      rows,
    };
  }
  if (listing.kind === 'differences') {
    const rows = views.lines(listing.field).flatMap((line) => {
      const view = views.difference(line, reveal);
      return view
        ? [
            [
              view.subtitle,
              view.title,
              view.tree,
              label(view.field),
              ...given.map((source) => view.values[source]),
            ],
          ]
        : [];
    });
    return { columns: [...names, column('栏目'), ...listed], rows, frozenColumns: 2 };
  }
  // Whoever calls these people needs their numbers, in full only when somebody said what for.
  const numbers = Object.entries(definition.fields).filter(([, field]) => field.sensitivity === 'masked');
  const rows = views.chosen(listing.kind, listing.filter).map((identity) => {
    const view = views.person(identity);
    const standing = views.standing(identity);
    const entries = [standing.ours, standing.hr, standing.register];
    const shown = numbers.map(([key, field]) => {
      const value = entries.map((entry) => entry?.data[key]).find((each) => (each ?? '') !== '');
      return reveal ? showValue(field, value) : showMasked(field, value);
    });
    return [view.subtitle, view.title, view.tree, ...shown, ...given.map((source) => view.says[source])];
  });
  return {
    columns: [...names, ...numbers.map(([, field]) => column(field.label, 22)), ...listed],
    rows,
    frozenColumns: 2,
  };
}
