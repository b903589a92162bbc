import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { isoDateOf } from '../../../../domain/rules/calendar.ts';
import type { Result } from '../../../../domain/result.ts';
import { fail, ok } from '../../../../domain/result.ts';
import type { ImportChange } from '../../port.ts';
import { editFields } from '../../work/edit.ts';
import type { Envelope } from '../../work/envelope.ts';
import type { Stamp } from '../../work/stamp.ts';
import { addTransition } from '../../work/steps.ts';
import { whyNot } from '../batchActs.ts';

/** One line of an import applied to a record that exists. A record that moved since the preview stops the import. */
export function changed(
  definition: RecordDefinition,
  envelope: Envelope,
  change: Exclude<ImportChange, { kind: 'create' }>,
  stamp: Stamp,
): Result<Envelope> {
  if (envelope.voided) return moved;
  if (change.kind === 'edit') return ok(editFields(envelope, change.fields, stamp, definition));
  const today = isoDateOf(new Date(stamp.at));
  if (whyNot(definition, change.name, change.fields, envelope, today) !== undefined) return moved;
  return ok(addTransition(envelope, { name: change.name, fields: change.fields }, stamp, definition));
}

export const moved = fail(
  'changedMeanwhile',
  '对照之后，有人员的状态变了，这次导入没有写入任何内容。请重新打开这份表，再对照一次。',
);
