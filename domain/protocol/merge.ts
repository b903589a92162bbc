import { mayWrite } from '../access.ts';
import { mergeCreate } from './mergeCreate.ts';
import { mergeEdit } from './mergeEdit.ts';
import { mergeSettle } from './mergeSettle.ts';
import { mergeTransition } from './mergeTransition.ts';
import type { Operation, VoidOperation } from './operation.ts';
import type { MergeContext, MergeOutcome } from './outcome.ts';
import type { ServerRecord } from './record.ts';
import { reject } from './rejections.ts';

/** 作废 is a mark, never a deletion (R29): every value stays. Marking what is marked already is not an error. */
function mergeVoid(current: ServerRecord, op: VoidOperation, context: MergeContext): MergeOutcome {
  const record: ServerRecord = {
    ...current,
    rev: context.rev,
    voided: op.undo !== true,
    changedBy: context.by,
  };
  return { kind: 'applied', record, fields: [] };
}

/**
 * The one merge of the product (S5): the province, the simulation and whoever wants to know beforehand call the same
 * function. Pure; it never looks at a clock, and it never loses a value: what it does not take it keeps or refuses.
 */
export function applyOperation(
  current: ServerRecord | undefined,
  op: Operation,
  context: MergeContext,
): MergeOutcome {
  const { definition } = context;
  if (!definition) return reject('unknownType');
  if (definition.compartment !== context.compartment) return reject('forbidden');
  if (!mayWrite(context.roles, context.compartment)) return reject('forbidden');
  if (current && current.organisation !== context.organisation) return reject('forbidden');
  if (op.kind === 'create') return mergeCreate(current, op, context, definition);
  if (!current) return reject('notFound');
  switch (op.kind) {
    case 'edit':
      return mergeEdit(current, op, context, definition);
    case 'transition':
      return mergeTransition(current, op, context, definition);
    case 'settle':
      return mergeSettle(current, op, context, definition);
    case 'void':
      return mergeVoid(current, op, context);
  }
}
