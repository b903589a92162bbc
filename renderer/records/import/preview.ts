import { viewOffers } from './offers.ts';
import { mappingOf } from './layout/mapping.ts';
import { factsOf } from './verdict/facts.ts';
import type { Column } from './layout/mapping.ts';
import type { SheetSet } from './layout/sheetSet.ts';
import type { OfferView } from './offers.ts';
import type { SheetInfo } from './readers/port.ts';
import type { Offer } from './verdict/types.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';

/** What the page shows of an opened file before it is analysed. */
export interface Preview {
  readonly fileLabel: string;
  readonly sheets: readonly SheetChoice[];
  /** The sheet on the screen. */
  readonly sheet: number;
  /** Row number of the headers, of the last line of them; absent when none was found and the clerk must point at it. */
  readonly headerRow?: number;
  /** The first line of the headers. */
  readonly headerFirst?: number;
  readonly columns: readonly Column[];
  /** Where the caller keeps `remembered()` with StorePort.writeSetting, for every layout of the file. */
  readonly layoutKeys: readonly string[];
  /** The sheet's first rows as text, for the picture on the left. */
  readonly rows: readonly {
    readonly number: number;
    readonly hidden: boolean;
    readonly cells: readonly string[];
  }[];
  /** State fields of new records that the clerk is asked about (K1), and whether a column says it. */
  readonly stateQuestions: readonly StateQuestion[];
  /** Whether coverage can be asked: the type knows leaving and coming back. */
  readonly asksCoverage: boolean;
  /** Offered as 整列填写 for new records that lack them (K4); on until switched off. */
  readonly offers: readonly OfferView[];
  /** 把工作表名当作部门; absent where there is one sheet or no such field. */
  readonly sheetNames?: { readonly label: string; readonly on: boolean };
}

export interface SheetChoice extends SheetInfo {
  /** Whether it will be read. */
  readonly ticked: boolean;
  /** Sheets of one layout have one mapping; absent while the sheet was not looked into or has no headers. */
  readonly layout?: string;
  /** Whether its mapping was on the screen. */
  readonly seen: boolean;
}

export interface StateQuestion {
  readonly field: string;
  readonly label: string;
  readonly start: string;
  readonly hasColumn: boolean;
}

const shownRows = 40;

export interface PreviewParts {
  readonly definition: RecordDefinition;
  readonly fileLabel: string;
  readonly sheets: SheetSet;
  readonly offers: readonly Offer[];
  readonly offersOff: ReadonlySet<string>;
  readonly namesFill: boolean;
}

export function previewOf({
  definition,
  fileLabel,
  sheets,
  offers,
  offersOff,
  namesFill,
}: PreviewParts): Preview {
  const view = sheets.current;
  const mapped = new Set(sheets.ticked.flatMap(({ columns }) => [...mappingOf(columns).values()]));
  const presence = factsOf(definition).presence?.field;
  const states = Object.entries(definition.states ?? {}).filter(([field]) => field !== presence);
  const tree = definition.fields[definition.treeField ?? ''];
  return {
    fileLabel,
    sheets: sheets.source.sheets.map((info, index) => choiceOf(sheets, info, index)),
    sheet: view.sheet,
    columns: view.columns,
    layoutKeys: sheets.layoutKeys,
    rows: view.sample.slice(0, shownRows).map((row) => ({
      number: row.number,
      hidden: row.hidden === true,
      cells: row.cells.map((cell) => cell.text),
    })),
    stateQuestions: states.map(([field, start]) => {
      const label = definition.fields[field]?.label ?? field;
      return { field, start, label, hasColumn: mapped.has(field) };
    }),
    asksCoverage: presence !== undefined,
    offers: viewOffers(definition, offers, offersOff),
    ...(view.header ? { headerRow: view.headerNumber, headerFirst: view.header.first } : {}),
    ...(tree && sheets.source.sheets.length > 1 ? { sheetNames: { label: tree.label, on: namesFill } } : {}),
  };
}

function choiceOf(sheets: SheetSet, info: SheetInfo, index: number): SheetChoice {
  const view = sheets.viewOf(index);
  return {
    ...info,
    ticked: sheets.isTicked(index),
    seen: view !== undefined && sheets.isSeen(view),
    ...(view?.header ? { layout: view.layoutKey } : {}),
  };
}
