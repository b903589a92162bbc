import type { ServerRecord } from '../../../domain/protocol/record.ts';
import { sameValue } from '../../../domain/protocol/values.ts';
import type { Envelope, LogLine } from './envelope.ts';

type Changes = LogLine['changes'];

/** Changes of a pulled record that no unanswered work of this PC has made: an answer may be slower than its echo. */
function madeByOthers(envelope: Envelope, changes: Changes): Changes {
  return changes.filter(
    ([field, , value]) =>
      !envelope.sealed.some((work) => field in work.fields && sameValue(work.fields[field]?.value, value)),
  );
}

/** Whether this PC was the last to change the record, by an act that stands in its log. */
function isOwnAct(envelope: Envelope, op: string): boolean {
  return envelope.log.some((line) => line.op === op) || envelope.sealed.some((work) => work.op === op);
}

/**
 * Lines for what others did before this PC's own act, which the province then names as the last: the values came down
 * under our name, and who gave them is known only where there is a question about them.
 */
export function linesUnderOwnAct(
  envelope: Envelope,
  record: ServerRecord,
  changes: Changes,
  device: string,
): readonly LogLine[] {
  const by = record.changedBy;
  if (!by || !isOwnAct(envelope, by.op)) return [];
  return madeByOthers(envelope, changes).map((change): LogLine => {
    const giver = record.conflicts.find((conflict) => conflict.field === change[0])?.serverBy;
    const known = giver !== undefined && giver.device !== device && giver.op !== '' ? giver : undefined;
    return {
      at: known?.at ?? by.at,
      userName: known?.userName ?? '其他电脑',
      what: '修改',
      changes: [change],
      rev: record.rev,
      ...(known === undefined ? {} : { op: known.op }),
      state: 'backedUp',
    };
  });
}

/** The newest revision that brought what others did, with or without a value that changed: they have lines of their own. */
export function elsewhereAfter(
  envelope: Envelope,
  record: ServerRecord,
  changes: Changes,
  device: string,
): { readonly elsewhere?: number } {
  const by = record.changedBy;
  const isOurs =
    by?.device === device && isOwnAct(envelope, by.op) && madeByOthers(envelope, changes).length === 0;
  if (by !== undefined && !isOurs) return { elsewhere: record.rev };
  return envelope.elsewhere === undefined ? {} : { elsewhere: envelope.elsewhere };
}
