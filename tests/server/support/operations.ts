import type { Base, Operation } from '../../../domain/protocol/operation.ts';
import type { FieldValue, RecordData } from '../../../domain/records/definition.ts';

const at = '2026-11-23T08:00:00.000Z';

export function create(n: number, type: string, id: string, data: RecordData): Operation {
  return { kind: 'create', n, type, id, at, schemaVersion: 1, data };
}

export function member(n: number, id: string, more: RecordData = {}): Operation {
  return create(n, 'member', id, {
    name: '甲测试',
    employeeNo: `A${id}`,
    employmentState: '1',
    membershipStatus: '00',
    ...more,
  });
}

export function edit(
  n: number,
  type: string,
  id: string,
  fields: Readonly<Record<string, readonly [Base, FieldValue]>>,
): Operation {
  return {
    kind: 'edit',
    n,
    type,
    id,
    at,
    fields: Object.fromEntries(Object.entries(fields).map(([key, [base, value]]) => [key, { base, value }])),
  };
}

export function transition(
  n: number,
  type: string,
  id: string,
  name: string,
  base: Base,
  fields: RecordData = {},
): Operation {
  return { kind: 'transition', n, type, id, at, name, base, fields };
}

export function makeVoid(n: number, type: string, id: string): Operation {
  return { kind: 'void', n, type, id, at, reason: '测试作废' };
}
