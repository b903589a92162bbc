import type { RecordDefinition } from '../records/definition.ts';
import type { CreateOperation } from './operation.ts';
import type { MergeContext, MergeOutcome, Rejection } from './outcome.ts';
import type { ServerRecord } from './record.ts';
import { reject, rejectValue } from './rejections.ts';
import { sameData, sameValue } from './values.ts';
import { impossible, refuseJournal, refuseSealed } from './whole.ts';

/**
 * A new record may stand in a state that somebody else decides (`authority`) only if its author could have taken it
 * there: else creating a record would be a way round every step's roles.
 */
function refuseState(
  op: CreateOperation,
  context: MergeContext,
  definition: RecordDefinition,
): Rejection | undefined {
  for (const [field, start] of Object.entries(definition.states ?? {})) {
    const value = op.data[field];
    if (value === undefined || value === null || sameValue(value, start)) continue;
    if (definition.fields[field]?.merge !== 'authority') continue;
    const steps = Object.values(definition.transitions ?? {});
    const leads = steps.filter((step) => step.field === field && sameValue(step.to, value));
    const allowed = leads.some((step) => step.roles.some((role) => context.roles.includes(role)));
    if (!allowed) return reject('forbidden', { field });
  }
  return undefined;
}

export function mergeCreate(
  current: ServerRecord | undefined,
  op: CreateOperation,
  context: MergeContext,
  definition: RecordDefinition,
): MergeOutcome {
  if (current) {
    // The same record once more (a re-sent import, a restored PC) changes nothing and is not an error.
    if (!sameData(current.data, op.data) || current.voided) return reject('alreadyExists');
    return { kind: 'applied', record: { ...current, rev: context.rev }, fields: [] };
  }
  // Single values are judged with the whole: a create is judged once.
  const bad =
    refuseSealed(definition, op.data) ??
    refuseJournal(definition, op.data) ??
    refuseState(op, context, definition);
  if (bad) return bad;
  const issue = impossible(definition, op.data)[0];
  if (issue) return rejectValue(issue.field, issue.message);
  const record: ServerRecord = {
    organisation: context.organisation,
    type: op.type,
    id: op.id,
    rev: context.rev,
    createdRev: context.rev,
    fieldRevs: {},
    schemaVersion: op.schemaVersion,
    data: op.data,
    voided: false,
    conflicts: [],
    changedBy: context.by,
  };
  return { kind: 'applied', record, fields: [] };
}
