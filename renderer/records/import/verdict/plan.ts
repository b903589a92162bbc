import { factsOf } from './facts.ts';
import type { Books } from './books.ts';
import type { NewRecords } from './newRecord.ts';
import type { Decisions } from './decisions.ts';
import type { RowResult } from './types.ts';
import type { FieldValue, RecordDefinition } from '../../../../domain/records/definition.ts';
import type { ImportChange } from '../../../store/port.ts';

export interface PlanContext {
  readonly definition: RecordDefinition;
  readonly books: Books;
  readonly decisions: Decisions;
  readonly newRecords: NewRecords;
}

/** How many changes of each kind a row writes, without making them: asked after every click. */
export function countChanges(
  result: RowResult,
  decisions: Decisions,
): { created: number; edited: number; steps: number } {
  const none = { created: 0, edited: 0, steps: 0 };
  switch (result.verdict) {
    case 'new':
      return { ...none, created: 1 };
    case 'changed':
    case 'rehired':
    case 'leaving': {
      const steps = decisions.stepOf(result) ? 1 : 0;
      if (result.verdict === 'rehired' && steps === 0) return none;
      return { ...none, steps, edited: decisions.diffsOf(result).length > 0 ? 1 : 0 };
    }
    default:
      return none;
  }
}

/** What one row writes: nothing, a new record, a step, an edit, or a step followed by an edit of the same record. */
export function changesOf(
  result: RowResult,
  { books, decisions, newRecords }: PlanContext,
): readonly ImportChange[] {
  if (result.verdict === 'new') return [{ kind: 'create', data: newRecords.stored(result.record) }];
  const id = result.book === undefined ? undefined : books.records[result.book]?.id;
  if (
    id === undefined ||
    result.verdict === 'ask' ||
    result.verdict === 'refused' ||
    result.verdict === 'twice'
  )
    return [];
  const changes: ImportChange[] = [];
  const step = decisions.stepOf(result);
  if (step) changes.push({ kind: 'transition', id, name: step.name, fields: step.fields });
  // Without the step somebody who came back would be edited while still gone: a silent edit is not a return (K7).
  if (result.verdict === 'rehired' && !step) return [];
  const diffs = decisions.diffsOf(result);
  if (diffs.length > 0) {
    const fields: Record<string, FieldValue> = {};
    for (const diff of diffs) fields[diff.field] = diff.to;
    changes.push({ kind: 'edit', id, fields });
  }
  return changes;
}

/** All changes of an import in the order of the sheet, in chunks; then the people whom the clerk marked as gone. */
export function* planChunks(
  context: PlanContext,
  results: readonly RowResult[],
  missing: readonly number[],
  size: number,
): Generator<readonly ImportChange[], void, undefined> {
  let chunk: ImportChange[] = [];
  for (const result of results) {
    chunk.push(...changesOf(result, context));
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  chunk.push(...leavers(context, missing));
  if (chunk.length > 0) yield chunk;
}

export function leavers(
  { definition, books, decisions }: Omit<PlanContext, 'newRecords'>,
  missing: readonly number[],
): readonly ImportChange[] {
  const name = factsOf(definition).presence?.leave.name;
  if (name === undefined) return [];
  return missing.flatMap((place): readonly ImportChange[] => {
    const id = books.records[place]?.id ?? '';
    const decision = decisions.missing.get(id);
    return decision?.kind === 'left' ? [{ kind: 'transition', id, name, fields: decision.fields }] : [];
  });
}
