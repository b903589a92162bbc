import { sameValue } from '../../../domain/protocol/values.ts';
import { isEmpty, validateRecord } from '../../../domain/records/validate.ts';
import type { FieldValue, RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import type { ImportChange } from '../../store/port.ts';
import type { BatchOutcome } from '../../store/actsPort.ts';
import type { BookRecord } from '../import/verdict/types.ts';
import type { Comparison, SheetSource } from './types.ts';
import type { CompareViews } from './views.ts';

/** What an act would write, and whom it leaves as they are, with the reason. */
export interface Plan {
  readonly changes: readonly ImportChange[];
  readonly skipped: BatchOutcome['skipped'];
  /** Values that change; for a step, people. */
  readonly places: number;
}

/** Our books as they are when the act is done: the comparison may be an hour old by then. */
export type Present = ReadonlyMap<string, BookRecord>;

export const presentOf = (records: readonly BookRecord[]): Present =>
  new Map(records.filter(({ voided }) => !voided).map((record) => [record.id, record]));

const gone = '本单位档案里没有这个人，没有办。请先导入花名册。';
const moved = '核对以后又改过，没有动。请重新核对再看。';

/** One step for the chosen people; the store asks the same questions, and would stop all for one who does not fit. */
export function planStep(
  views: CompareViews,
  present: Present,
  identities: readonly number[],
  step: { readonly name: string; readonly fields: RecordData },
): Plan {
  const { definition } = views;
  const transition = definition.transitions?.[step.name];
  const changes: ImportChange[] = [];
  const skipped: BatchOutcome['skipped'][number][] = [];
  for (const identity of identities) {
    const { id, title } = views.person(identity);
    const record = present.get(id ?? '');
    const state = transition && (record?.data[transition.field] ?? definition.states?.[transition.field]);
    const lacks = transition?.requires.find((key) => isEmpty(step.fields[key] ?? record?.data[key]));
    const why =
      record === undefined
        ? gone
        : typeof state !== 'string' || transition?.from.includes(state) !== true
          ? `现在的状态不能办理“${transition?.label ?? ''}”。`
          : lacks === undefined
            ? undefined
            : `还缺“${definition.fields[lacks]?.label ?? lacks}”，补上才能办理。`;
    if (record === undefined || why !== undefined)
      skipped.push({ id: id ?? String(identity), title, message: why ?? gone });
    else changes.push({ kind: 'transition', id: record.id, ...step });
  }
  return { changes, skipped, places: changes.length };
}

/** The words of one list for the chosen differences, where our books still say what was compared. */
export function planAdoption(
  views: CompareViews,
  present: Present,
  lines: readonly number[],
  from: SheetSource,
): Plan {
  const wanted = new Map<string, { title: string; fields: Record<string, FieldValue> }>();
  const skipped: BatchOutcome['skipped'][number][] = [];
  for (const at of lines) {
    const line = views.comparison.differences[at];
    const view = views.difference(at);
    if (!line || !view) continue;
    const record = present.get(view.id ?? '');
    const to = line.values[from];
    const why = whyNot(views.definition, line, record, to);
    if (why !== undefined)
      skipped.push({ id: view.id ?? String(line.identity), title: view.title, message: why });
    else if (record && to !== undefined && !sameValue(to, record.data[line.field] ?? null)) {
      const known = wanted.get(record.id) ?? { title: view.title, fields: {} };
      known.fields[line.field] = to;
      wanted.set(record.id, known);
    }
  }
  const changes: ImportChange[] = [];
  let places = 0;
  for (const [id, { title, fields }] of wanted) {
    const fault = faultOf(views.definition, present.get(id)?.data ?? {}, fields);
    if (fault !== undefined) {
      skipped.push({ id, title, message: fault });
      continue;
    }
    changes.push({ kind: 'edit', id, fields });
    places += Object.keys(fields).length;
  }
  return { changes, skipped, places };
}

function whyNot(
  definition: RecordDefinition,
  line: Comparison['differences'][number],
  record: BookRecord | undefined,
  to: FieldValue | undefined,
): string | undefined {
  const field = definition.fields[line.field];
  if (record === undefined) return gone;
  if (field?.stateOf !== undefined)
    return `“${field.label}”要用办理按钮来改，没有动。请打开这个人的档案办理。`;
  if (isEmpty(to)) return `这份名单里没有写“${field?.label ?? ''}”，没有动。`;
  return sameValue(record.data[line.field] ?? null, line.values.ours ?? null) ? undefined : moved;
}

/** What was wrong before is not this act's doing and keeps nothing out. */
function faultOf(definition: RecordDefinition, before: RecordData, fields: RecordData): string | undefined {
  return validateRecord(definition, { ...before, ...fields }).find(
    (issue) => issue.severity === 'refuse' && issue.field in fields,
  )?.message;
}

/** Fields by which a person is told from another: changed one by one, never as a whole column (K15). */
export function isPersonal(definition: RecordDefinition, field: string): boolean {
  return field === definition.titleField || field === definition.claimField;
}
