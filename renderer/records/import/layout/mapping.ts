/** Where a column goes. `ask`: the clerk must say before the sheet is compared. */
export type Target =
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'ignore'; readonly why: 'never' | 'serial' | 'unknown' | 'clerk' }
  | { readonly kind: 'ask'; readonly candidates: readonly string[] };

export interface Column {
  readonly index: number;
  readonly header: string;
  readonly sample: readonly string[];
  readonly target: Target;
  /** Why it was proposed, in words: 按列名 · 按内容 · 上次用过. */
  readonly reason: string;
}

/** Column index → field, for every column that is read. */
export type Mapping = ReadonlyMap<number, string>;

export function mappingOf(columns: readonly Column[]): Mapping {
  const mapping = new Map<number, string>();
  for (const column of columns)
    if (column.target.kind === 'field') mapping.set(column.index, column.target.field);
  return mapping;
}

/** Headers of columns that are not read beyond the preview (K45). */
export function unreadHeaders(columns: readonly Column[]): readonly string[] {
  return columns
    .filter((column) => column.target.kind !== 'field' && column.header !== '')
    .map((column) => column.header);
}

/** A mapping as it is remembered for a layout: per column in order, a field or nothing; and the day (`YYYY-MM-DD`). */
export function rememberMapping(columns: readonly Column[], on: string): string {
  const pairs = columns.map((column) => [
    column.index,
    column.target.kind === 'field' ? column.target.field : null,
  ]);
  return JSON.stringify({ on, columns: pairs });
}

/** The day a mapping was last used (K53); undefined for a damaged one. */
export function rememberedOn(remembered: string): string | undefined {
  const parsed = parseRemembered(remembered);
  return parsed && 'on' in parsed && typeof parsed.on === 'string' ? parsed.on : undefined;
}

/** Applies a remembered mapping; what it names and the record type no longer has is proposed afresh. */
export function recallMapping(
  columns: readonly Column[],
  remembered: string,
  isField: (key: string) => boolean,
): readonly Column[] {
  const pairs = parsePairs(remembered);
  if (!pairs) return columns;
  return columns.map((column) => {
    if (!pairs.has(column.index)) return column;
    const field = pairs.get(column.index) ?? null;
    if (field !== null && !isField(field)) return column;
    const target: Target = field === null ? { kind: 'ignore', why: 'clerk' } : { kind: 'field', field };
    const never = column.target.kind === 'ignore' && column.target.why !== 'unknown';
    return { ...column, target: field === null && never ? column.target : target, reason: '上次用过' };
  });
}

function parseRemembered(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch (error) {
    // A damaged setting costs one proposal, nothing else.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function parsePairs(text: string): ReadonlyMap<number, string | null> | undefined {
  const parsed = parseRemembered(text);
  // A bare list is how mappings were remembered before they had a day.
  const list: unknown = parsed && 'columns' in parsed ? parsed.columns : parsed;
  if (!Array.isArray(list)) return undefined;
  const pairs = new Map<number, string | null>();
  for (const pair of list as readonly unknown[]) {
    if (!Array.isArray(pair)) return undefined;
    const [index, field] = pair as readonly unknown[];
    if (typeof index === 'number' && (typeof field === 'string' || field === null)) pairs.set(index, field);
  }
  return pairs;
}
