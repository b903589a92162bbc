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

/** A mapping as it is remembered for a layout: per column in order, a field or nothing. */
export function rememberMapping(columns: readonly Column[]): string {
  return JSON.stringify(
    columns.map((column) => [column.index, column.target.kind === 'field' ? column.target.field : null]),
  );
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

function parsePairs(text: string): ReadonlyMap<number, string | null> | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    // A damaged setting costs one proposal, nothing else.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!Array.isArray(parsed)) return undefined;
  const pairs = new Map<number, string | null>();
  for (const pair of parsed as readonly unknown[]) {
    if (!Array.isArray(pair)) return undefined;
    const [index, field] = pair as readonly unknown[];
    if (typeof index === 'number' && (typeof field === 'string' || field === null)) pairs.set(index, field);
  }
  return pairs;
}
