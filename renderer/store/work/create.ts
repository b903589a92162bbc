import type { RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import { sealedFieldsOf } from '../../../domain/records/sealed.ts';
import { isEmpty } from '../../../domain/records/validate.ts';
import type { DirtyField, Envelope } from './envelope.ts';
import type { Stamp } from './stamp.ts';
import { afterStep } from './view.ts';

export interface NewRecord {
  readonly definition: RecordDefinition;
  readonly id: string;
  readonly organisation: string;
  readonly data: RecordData;
}

/** State fields a new record starts with, under what the clerk or the sheet says. */
function withStates(definition: RecordDefinition, data: RecordData): RecordData {
  const missing = Object.entries(definition.states ?? {}).filter(([field]) => isEmpty(data[field]));
  return missing.length === 0 ? data : { ...data, ...Object.fromEntries(missing) };
}

/** A record made on this PC: one value holding data and the unsent create. */
export function newEnvelope(record: NewRecord, stamp: Stamp): Envelope {
  const { definition } = record;
  const n = stamp.next();
  const data = withStates(definition, record.data);
  const dirty = Object.fromEntries(
    sealedFieldsOf(definition)
      .filter((field) => !isEmpty(data[field]))
      .map((field): [string, DirtyField] => [
        field,
        {
          base: afterStep(n),
          baseValue: null,
          actor: stamp.actor,
          at: stamp.at,
          order: n,
          held: 'sealing',
          ...(stamp.act === undefined ? {} : { act: stamp.act }),
        },
      ]),
  );
  const act = stamp.act === undefined ? {} : { act: stamp.act };
  return {
    type: definition.type,
    id: record.id,
    organisation: record.organisation,
    schemaVersion: definition.schemaVersion,
    version: 1,
    data,
    voided: false,
    dirty,
    steps: [{ kind: 'create', n, actor: stamp.actor, at: stamp.at, ...act }],
    sealed: [],
    rejected: [],
    conflicts: [],
    log: [
      {
        at: stamp.at,
        userName: stamp.actor.userName,
        what: stamp.what ?? '新建',
        changes: [],
        order: n,
        state: 'saved',
        ...act,
      },
    ],
  };
}
