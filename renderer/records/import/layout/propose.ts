import { contentOf, fieldOfContent } from './columnContent.ts';
import { readBanded } from './bandedHeader.ts';
import { normaliseHeader, withoutBrackets } from './headerText.ts';
import { knownHeaders } from './knownHeaders.ts';
import { emptyCell } from '../readers/port.ts';
import type { ColumnContent } from './columnContent.ts';
import type { Column, Target } from './mapping.ts';
import type { FieldDefinition, RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Cell, SheetRow } from '../readers/port.ts';

interface Draft {
  readonly column: Column;
  readonly content: ColumnContent;
  readonly normalised: string;
}

/** Proposes where each column goes: by name, then by content; what two readings fit is asked (clerks.md 2.4). */
export function proposeColumns(
  definition: RecordDefinition,
  header: SheetRow,
  sample: readonly SheetRow[],
): readonly Column[] {
  const width = Math.max(header.cells.length, ...sample.map((row) => row.cells.length));
  const drafts = Array.from({ length: width }, (_, index) => draftOf(definition, header, sample, index));
  const settled = settleRivals(definition, drafts);
  return fillByContent(definition, settled).map((draft) => draft.column);
}

function draftOf(
  definition: RecordDefinition,
  header: SheetRow,
  sample: readonly SheetRow[],
  index: number,
): Draft {
  const cells: Cell[] = sample.map((row) => row.cells[index] ?? emptyCell);
  const content = contentOf(cells);
  const text = header.cells[index]?.text ?? '';
  const normalised = normaliseHeader(text);
  const { target, reason } = byName(definition, normalised, content);
  const shown = cells
    .filter((cell) => cell.text !== '')
    .slice(0, 5)
    .map((cell) => cell.text);
  return {
    column: { index, header: text.replace(/\s+/g, ' ').trim(), sample: shown, target, reason },
    content,
    normalised,
  };
}

interface Proposal {
  readonly target: Target;
  readonly reason: string;
}

const unknown: Proposal = { target: { kind: 'ignore', why: 'unknown' }, reason: '' };

function byName(definition: RecordDefinition, header: string, content: ColumnContent): Proposal {
  const known = knownHeaders(definition);
  if (header === '') return unknown;
  // 编号 is a serial number or a 工号; only its content or the clerk can tell.
  if (header === '编号') {
    if (content.serial) return { target: { kind: 'ignore', why: 'serial' }, reason: '' };
    const candidates = known.fields.get('工号');
    return candidates
      ? { target: { kind: 'ask', candidates }, reason: '“编号”可能是工号，也可能只是序号' }
      : unknown;
  }
  if (known.never.has(header)) return { target: { kind: 'ignore', why: 'never' }, reason: '' };
  const range = known.ranges.get(header);
  // 合同期限 is two dates in one cell, or “3年”, which fills nothing of ours.
  if (range !== undefined)
    return content.range >= 0.5
      ? { target: { kind: 'field', field: range }, reason: '按列名，起止两个日期分开导入' }
      : unknown;
  const exact = known.fields.get(header);
  const banded = exact ? undefined : readBanded(known, header);
  if (banded?.kind === 'known') return byName(definition, banded.header, content);
  if (banded?.kind === 'never') return { target: { kind: 'ignore', why: 'never' }, reason: '' };
  if (banded)
    return {
      target: { kind: 'ask', candidates: banded.fields },
      reason: `在“${banded.band}”下面，请看一眼是不是这一栏`,
    };
  const loose = exact ? undefined : known.fields.get(withoutBrackets(header));
  const fields = exact ?? loose;
  const first = fields?.[0];
  if (fields === undefined || first === undefined) return unknown;
  if (fields.length > 1 || loose)
    return { target: { kind: 'ask', candidates: fields }, reason: '列名像这一栏，请看一眼' };
  return (
    contradicted(definition, first, content) ?? { target: { kind: 'field', field: first }, reason: '按列名' }
  );
}

/** A name whose values say otherwise: 卡号 of 16–19 digits is a bank card, an ID that is no 18-digit number is not that ID. */
function contradicted(
  definition: RecordDefinition,
  key: string,
  content: ColumnContent,
): Proposal | undefined {
  const field = definition.fields[key];
  if (!field || content.filled < 3) return undefined;
  if (
    field.kind === 'text' &&
    content.identityLike < 0.5 &&
    content.bankCard > 0.8 &&
    field.search === 'exact'
  ) {
    return { target: { kind: 'ignore', why: 'never' }, reason: '像银行卡号，不读取' };
  }
  if (field.kind === 'idNumber' && content.identityLike < 0.2 && content.identity < 0.2) {
    return {
      target: { kind: 'ask', candidates: [key, ...textIdentities(definition)] },
      reason: '列名像证件号码，内容不像',
    };
  }
  if (field.kind === 'text' && content.identity > 0.8) {
    const id = fieldOfContent(definition, content);
    if (id !== undefined) return { target: { kind: 'field', field: id }, reason: '按内容' };
  }
  return undefined;
}

function textIdentities(definition: RecordDefinition): readonly string[] {
  return definition.identity
    .filter((rung) => rung.length === 1)
    .flat()
    .filter((key) => definition.fields[key]?.kind === 'text');
}

/** Two columns for one field: the likelier spelling keeps it, the other is asked. Parts of a path are meant to be several. */
function settleRivals(definition: RecordDefinition, drafts: readonly Draft[]): readonly Draft[] {
  const winners = new Map<string, Draft>();
  for (const draft of drafts) {
    const { target } = draft.column;
    if (target.kind !== 'field' || joinOf(definition.fields[target.field]) !== undefined) continue;
    const rival = winners.get(target.field);
    if (!rival || rank(definition, target.field, draft) < rank(definition, target.field, rival))
      winners.set(target.field, draft);
  }
  return drafts.map((draft) => {
    const { target } = draft.column;
    if (target.kind !== 'field') return draft;
    const winner = winners.get(target.field);
    if (winner === undefined || winner === draft) return draft;
    const reason = `和“${winner.column.header}”像同一栏，请选一个`;
    return {
      ...draft,
      column: { ...draft.column, target: { kind: 'ask', candidates: [target.field] }, reason },
    };
  });
}

/** What stands between the parts when several columns fill one field; undefined where only one may. */
export function joinOf(field: FieldDefinition | undefined): string | undefined {
  return field?.kind === 'path' ? '/' : field?.joinedBy;
}

function rank(definition: RecordDefinition, key: string, draft: Draft): number {
  const field = definition.fields[key];
  const spellings = [field?.label ?? '', ...(field?.headers ?? [])].map(normaliseHeader);
  const place = spellings.indexOf(draft.normalised);
  // An empty column loses to a filled one whatever it is called.
  return (place < 0 ? spellings.length : place) + (draft.content.filled === 0 ? 1000 : 0);
}

function fillByContent(definition: RecordDefinition, drafts: readonly Draft[]): readonly Draft[] {
  const taken = new Set(
    drafts.flatMap(({ column }) => (column.target.kind === 'field' ? [column.target.field] : [])),
  );
  return drafts.map((draft) => {
    const { target } = draft.column;
    if (target.kind === 'field' || (target.kind === 'ignore' && target.why !== 'unknown')) return draft;
    const field = fieldOfContent(definition, draft.content);
    if (field === undefined || taken.has(field)) return draft;
    taken.add(field);
    return { ...draft, column: { ...draft.column, target: { kind: 'field', field }, reason: '按内容' } };
  });
}
