import { sameValue, valueOf } from '../../../domain/protocol/values.ts';
import type { FieldValue, RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import { withClearedMarks } from '../../../domain/records/unconfirmed.ts';
import type { DirtyField, Envelope, LogLine } from './envelope.ts';
import { reopenRejected } from './reopen.ts';
import type { Stamp } from './stamp.ts';
import { baseNow, beneath, coverFields } from './view.ts';

type Change = readonly [field: string, from: FieldValue, to: FieldValue];

/** Fields that merge as one are sent as one, each with the base it had when the first of them was touched (R30). */
function groupMates(definition: RecordDefinition | undefined, fields: readonly string[]): readonly string[] {
  if (!definition) return [];
  const groups = new Set(
    fields.map((field) => definition.fields[field]?.group).filter((group) => group !== undefined),
  );
  return Object.entries(definition.fields)
    .filter(([key, field]) => field.group !== undefined && groups.has(field.group) && !fields.includes(key))
    .filter(([, field]) => field.stateOf === undefined && field.sensitivity !== 'sealed')
    .map(([key]) => key);
}

/** A create that is not sealed yet takes its data at sealing: its author's further edits need no operation of their own. */
function foldsIntoCreate(envelope: Envelope, stamp: Stamp): boolean {
  const create = envelope.steps.find((step) => step.kind === 'create');
  return create !== undefined && create.actor.user === stamp.actor.user;
}

/** A refused step that set this field still waits for a person: an edit over it must outlive the answer. */
function isOverRefusedStep(envelope: Envelope, field: string): boolean {
  return envelope.rejected.some(({ work }) => work.kind === 'transition' && field in work.fields);
}

/** Above a rejected value the clerk's starting point is what the province holds, not what it refused (R32). */
function foundNow(envelope: Envelope, field: string): Pick<DirtyField, 'base' | 'baseValue'> {
  const base = baseNow(envelope, field);
  const isRefused = 'rev' in base || isOverRefusedStep(envelope, field);
  return { base, baseValue: isRefused ? beneath(envelope, field) : valueOf(envelope.data, field) };
}

function dirtyAfter(
  envelope: Envelope,
  changes: readonly Change[],
  order: number,
  stamp: Stamp,
  definition: RecordDefinition | undefined,
): Readonly<Record<string, DirtyField>> {
  const dirty: Record<string, DirtyField> = { ...envelope.dirty };
  const folds = foldsIntoCreate(envelope, stamp) && envelope.steps.length === 1;
  const isSealed = (field: string): boolean => definition?.fields[field]?.sensitivity === 'sealed';
  const edited = changes.map(([field]) => field);
  const folded = (field: string): boolean =>
    folds && !(field in dirty) && !isOverRefusedStep(envelope, field);
  const sent = edited.filter((field) => !isSealed(field) && !folded(field));
  const touched = [
    ...edited.filter((field) => isSealed(field)),
    ...sent,
    ...(folds ? [] : groupMates(definition, sent)),
  ];
  for (const field of touched) {
    const before = dirty[field];
    // Frozen at the first edit after the last acknowledgement (R1): base and the value seen never move again.
    const frozen = before
      ? { base: before.base, baseValue: before.baseValue, order: before.order }
      : { ...foundNow(envelope, field), order };
    if (before && !edited.includes(field)) continue;
    dirty[field] = {
      ...frozen,
      actor: stamp.actor,
      at: stamp.at,
      ...(isSealed(field) ? { held: 'sealing' } : {}),
      ...(before?.supersedes === undefined ? {} : { supersedes: before.supersedes }),
      ...(stamp.act === undefined ? {} : { act: stamp.act }),
    };
  }
  return dirty;
}

/**
 * A clerk's save of changed fields. Edits of one field before sealing coalesce on the wire, never in the history (R23).
 * Editing a field of a rejected operation mends it (R32). Unchanged values change nothing.
 */
export function editFields(
  given: Envelope,
  asked: RecordData,
  stamp: Stamp,
  definition: RecordDefinition | undefined,
): Envelope {
  const fields = definition === undefined ? asked : withClearedMarks(definition, given.data, asked);
  const changes = Object.entries(fields)
    .map(([field, value]): Change => [field, valueOf(given.data, field), value])
    .filter(([, from, to]) => !sameValue(from, to));
  const named = Object.keys(fields);
  const envelope = reopenRejected(given, named, stamp);
  if (changes.length === 0) return envelope;
  const order = stamp.next();
  const dirty = dirtyAfter(envelope, changes, order, stamp, definition);
  const line: LogLine = {
    at: stamp.at,
    userName: stamp.actor.userName,
    what: stamp.what ?? '修改',
    changes,
    order,
    state: 'saved',
    ...(stamp.act === undefined ? {} : { act: stamp.act }),
  };
  const covered = Object.keys(dirty).filter((field) => !(field in envelope.dirty));
  const under = coverFields(envelope, covered);
  return {
    ...envelope,
    ...(Object.keys(under).length > 0 ? { under } : {}),
    version: envelope.version + 1,
    data: { ...envelope.data, ...Object.fromEntries(changes.map(([field, , to]) => [field, to])) },
    dirty,
    log: [...envelope.log, line],
  };
}
