import { sameValue, valueOf } from '../../../domain/protocol/values.ts';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import { editFields } from './edit.ts';
import type { Envelope, LogLine } from './envelope.ts';
import type { Stamp } from './stamp.ts';
import { addVoid } from './steps.ts';
import { uncover, without } from './view.ts';

/**
 * What 撤回 did to one record (R18): `withdrawn` never left this PC; `reversed` by a new operation; `left` because
 * somebody has worked on it since, here or elsewhere; `none` because the act did not touch it.
 */
export interface Undone {
  readonly kind: 'withdrawn' | 'reversed' | 'left' | 'none';
  readonly envelope: Envelope;
  /** Fields that keep their present value and are listed for the clerk. */
  readonly leftFields: readonly string[];
}

const line = (stamp: Stamp, changes: LogLine['changes']): LogLine => ({
  at: stamp.at,
  userName: stamp.actor.userName,
  what: stamp.what ?? '撤回导入',
  changes,
  state: 'saved',
  ...(stamp.act === undefined ? {} : { act: stamp.act }),
});

const leave = (envelope: Envelope, leftFields: readonly string[]): Undone => ({
  kind: 'left',
  envelope,
  leftFields,
});

function isUntouchedSince(envelope: Envelope, act: string): boolean {
  const last = envelope.log.findLastIndex((each) => each.act === act);
  return (
    last >= 0 && envelope.log.slice(last + 1).every((each) => each.changes.length === 0 && each.act === act)
  );
}

function undoCreate(envelope: Envelope, act: string, stamp: Stamp): Undone {
  const touched = !isUntouchedSince(envelope, act) || Object.keys(envelope.acked?.fieldRevs ?? {}).length > 0;
  if (touched || envelope.conflicts.length > 0) return leave(envelope, Object.keys(envelope.data));
  const unsealed = envelope.steps.some((step) => step.kind === 'create');
  if (!unsealed) return { kind: 'reversed', envelope: addVoid(envelope, '导入撤销', stamp), leftFields: [] };
  // Never sent, so nothing to tell the province; hidden and kept, because an undo can be undone.
  const { under: _none, ...rest } = envelope;
  const withdrawn: Envelope = {
    ...rest,
    version: envelope.version + 1,
    voided: true,
    steps: [],
    dirty: Object.fromEntries(Object.entries(envelope.dirty).filter(([, each]) => each.held !== undefined)),
    log: [...envelope.log, line(stamp, [])],
  };
  return { kind: 'withdrawn', envelope: withdrawn, leftFields: [] };
}

/** Fields the act set → the value before it, oldest line of the act first. */
function changesOf(
  envelope: Envelope,
  act: string,
): ReadonlyMap<string, { from: FieldValue; to: FieldValue }> {
  const changes = new Map<string, { from: FieldValue; to: FieldValue }>();
  for (const each of envelope.log.filter((entry) => entry.act === act)) {
    for (const [field, from, to] of each.changes)
      changes.set(field, { from: changes.get(field)?.from ?? from, to });
  }
  return changes;
}

function changedSince(envelope: Envelope, act: string, field: string): boolean {
  const last = envelope.log.findLastIndex(
    (each) => each.act === act && each.changes.some(([key]) => key === field),
  );
  return envelope.log.slice(last + 1).some((each) => each.changes.some(([key]) => key === field));
}

/**
 * A step the province already has is history; the way back is another step, and that is a person's decision. What the
 * step asked for stays with it: somebody 离职 without the day he left would be half taken back.
 */
function groupsThatStay(
  changes: ReadonlyMap<string, unknown>,
  isUnsent: (field: string) => boolean,
  definition: RecordDefinition | undefined,
): (field: string) => boolean {
  const sentStates = [...changes.keys()].filter(
    (field) => definition?.fields[field]?.stateOf !== undefined && !isUnsent(field),
  );
  const groups = new Set(sentStates.map((field) => definition?.fields[field]?.group ?? `@${field}`));
  return (field) => sentStates.includes(field) || groups.has(definition?.fields[field]?.group ?? `@${field}`);
}

/** Takes an import back in one record, within the limits of R18. Nothing anybody did since is touched. */
export function undoAct(
  envelope: Envelope,
  act: string,
  stamp: Stamp,
  definition: RecordDefinition | undefined,
): Undone {
  if (!envelope.log.some((each) => each.act === act)) return { kind: 'none', envelope, leftFields: [] };
  const created = envelope.log[0]?.act === act && envelope.log[0]?.changes.length === 0;
  if (created) return undoCreate(envelope, act, stamp);

  const steps = envelope.steps.filter((step) => step.act === act);
  const stepFields = new Set(steps.flatMap((step) => Object.keys(step.before ?? {})));
  const back: Record<string, FieldValue> = {};
  const withdrawn: string[] = [];
  const left: string[] = [];
  const changes = changesOf(envelope, act);
  const stays = groupsThatStay(
    changes,
    (field) => envelope.dirty[field]?.act === act || stepFields.has(field),
    definition,
  );
  for (const [field, change] of changes) {
    const moved = changedSince(envelope, act, field) || !sameValue(valueOf(envelope.data, field), change.to);
    if (moved) left.push(field);
    else if (envelope.dirty[field]?.act === act || stepFields.has(field)) withdrawn.push(field);
    else if (stays(field)) left.push(field);
    else back[field] = change.from;
  }
  const gone = steps.filter((step) =>
    Object.keys(step.before ?? {}).every((field) => withdrawn.includes(field)),
  );
  const before = Object.fromEntries(
    withdrawn.map((field) => [field, changesOf(envelope, act).get(field)?.from ?? null] as const),
  );
  const open: Envelope = uncover({
    ...envelope,
    version: envelope.version + 1,
    data: { ...envelope.data, ...before },
    dirty: without(envelope.dirty, withdrawn),
    steps: envelope.steps.filter((step) => !gone.includes(step)),
    log:
      withdrawn.length > 0
        ? [
            ...envelope.log,
            line(
              stamp,
              withdrawn.map((field) => [field, valueOf(envelope.data, field), before[field] ?? null]),
            ),
          ]
        : envelope.log,
  });
  const next = editFields(open, back, { ...stamp, what: stamp.what ?? '撤回导入' }, definition);
  if (Object.keys(back).length > 0) return { kind: 'reversed', envelope: next, leftFields: left };
  if (withdrawn.length > 0) return { kind: 'withdrawn', envelope: next, leftFields: left };
  return leave(envelope, left);
}

/** Undoing an undo: a withdrawn record is sent after all; a voided one is taken back (R18). */
export function restoreWithdrawn(envelope: Envelope, stamp: Stamp): Envelope {
  if (!envelope.voided) return envelope;
  const neverSent = !envelope.acked && envelope.sealed.length === 0 && envelope.steps.length === 0;
  if (!neverSent) return addVoid(envelope, '恢复', stamp, true);
  return {
    ...envelope,
    version: envelope.version + 1,
    voided: false,
    steps: [{ kind: 'create', n: stamp.next(), actor: stamp.actor, at: stamp.at }],
    log: [...envelope.log, line({ ...stamp, what: '恢复' }, [])],
  };
}

/** Takes the undo `act` back in one record, within the same limits as the undo itself. */
export function redoAct(
  envelope: Envelope,
  act: string,
  stamp: Stamp,
  definition: RecordDefinition | undefined,
): Undone {
  if (!envelope.voided) return undoAct(envelope, act, stamp, definition);
  // Voided again by somebody since: that is theirs.
  if (envelope.log.at(-1)?.act !== act) return leave(envelope, []);
  return { kind: 'reversed', envelope: restoreWithdrawn(envelope, stamp), leftFields: [] };
}
