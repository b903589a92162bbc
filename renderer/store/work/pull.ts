import { fieldRev } from '../../../domain/protocol/record.ts';
import type { ServerRecord } from '../../../domain/protocol/record.ts';
import { sealedFieldsOf } from '../../../domain/records/sealed.ts';
import { sameValue, valueOf } from '../../../domain/protocol/values.ts';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import { isJournal } from '../../../domain/records/journal.ts';
import { elsewhereAfter, linesUnderOwnAct } from './elsewhere.ts';
import type { Envelope, LogLine } from './envelope.ts';
import { overJournals } from './journals.ts';
import { hideSettled } from './steps.ts';
import { beneath, isCovered } from './view.ts';

export interface PullOptions {
  readonly definition: RecordDefinition | undefined;
  /** This PC, whose own changes come back without a history line. */
  readonly device: string;
  /** A first load brings no history lines: nobody changed anything. */
  readonly quiet?: boolean;
}

function freshEnvelope(record: ServerRecord, options: PullOptions): Envelope {
  const by = record.changedBy;
  const created = record.rev === record.createdRev;
  const line: LogLine | undefined = by && {
    at: by.at,
    userName: by.userName,
    what: created ? '新建' : '在其他电脑修改',
    changes: [],
    op: by.op,
    state: 'backedUp',
  };
  return {
    type: record.type,
    id: record.id,
    organisation: record.organisation,
    schemaVersion: record.schemaVersion,
    version: 1,
    data: record.data,
    acked: ackedOf(record, {}),
    voided: record.voided,
    dirty: {},
    steps: [],
    sealed: [],
    rejected: [],
    conflicts: record.conflicts,
    log: line && options.quiet !== true ? [line] : [],
    ...(options.definition && sealedFieldsOf(options.definition).length > 0
      ? { contentElsewhere: true }
      : {}),
  };
}

function ackedOf(
  record: ServerRecord,
  fieldRevs: Readonly<Record<string, number>>,
): NonNullable<Envelope['acked']> {
  return {
    rev: record.rev,
    createdRev: record.createdRev,
    fieldRevs: { ...record.fieldRevs, ...fieldRevs },
    ...(record.claim === undefined ? {} : { claim: record.claim }),
  };
}

/** Whether this PC has a void step of its own that the province has not answered. */
function voidsItself(envelope: Envelope): boolean {
  return (
    envelope.steps.some((step) => step.kind === 'void') ||
    envelope.sealed.some((work) => work.kind === 'void')
  );
}

/**
 * A record as the province holds it. Applied only when it is newer (R19), field by field; own work stays on top and no
 * base moves (R1). A field this PC knows a newer revision of, from a receipt, is left alone: the page was read earlier.
 */
export function applyServerRecord(
  envelope: Envelope | undefined,
  record: ServerRecord,
  options: PullOptions,
): Envelope {
  if (!envelope) return freshEnvelope(record, options);
  const { acked } = envelope;
  if (acked && record.rev <= acked.rev) return envelope;

  const data: Record<string, FieldValue> = { ...envelope.data };
  const under: Record<string, FieldValue> = { ...envelope.under };
  const ahead: Record<string, number> = {};
  const changes: (readonly [string, FieldValue, FieldValue])[] = [];
  for (const field of new Set([...Object.keys(data), ...Object.keys(record.data)])) {
    // Never sent, so the province's silence about it says nothing (R21).
    if (options.definition?.fields[field]?.sensitivity === 'sealed') continue;
    const known = acked ? (acked.fieldRevs[field] ?? acked.createdRev) : -1;
    const held = fieldRev(record, field);
    if (held < known) {
      if (acked?.fieldRevs[field] !== undefined) ahead[field] = known;
      continue;
    }
    const value = valueOf(record.data, field);
    const before = beneath(envelope, field);
    if (!sameValue(before, value) && !isJournal(options.definition, field))
      changes.push([field, before, value]);
    if (!isCovered(envelope, field)) data[field] = value;
    else if (field in under || !sameValue(data[field], value)) under[field] = value;
  }
  const { asked, under: _before, ...rest } = envelope;
  const waiting = (asked ?? []).filter((each) => each.rev > record.rev);
  const next: Envelope = {
    ...rest,
    version: envelope.version + 1,
    schemaVersion: Math.max(envelope.schemaVersion, record.schemaVersion),
    data,
    ...(Object.keys(under).length > 0 ? { under } : {}),
    acked: ackedOf(record, ahead),
    voided: voidsItself(envelope) ? envelope.voided : record.voided,
    conflicts: record.conflicts,
    ...(waiting.length > 0 ? { asked: waiting } : {}),
    log: withLine(envelope, record, changes, options),
    ...elsewhereAfter(envelope, record, changes, options.device),
  };
  return overJournals({ ...next, conflicts: hideSettled(next) });
}

function withLine(
  envelope: Envelope,
  record: ServerRecord,
  changes: LogLine['changes'],
  options: PullOptions,
): readonly LogLine[] {
  const by = record.changedBy;
  const voidedElsewhere = record.voided !== envelope.voided && !voidsItself(envelope);
  if (by?.device === options.device)
    return [...envelope.log, ...linesUnderOwnAct(envelope, record, changes, options.device)];
  if (!by || (changes.length === 0 && !voidedElsewhere)) return envelope.log;
  const what = voidedElsewhere ? (record.voided ? '作废' : '恢复') : '修改';
  const { at, userName, op } = by;
  return [...envelope.log, { at, userName, what, changes, op, rev: record.rev, state: 'backedUp' }];
}
