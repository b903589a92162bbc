import { isEmpty } from '../../../../domain/records/validate.ts';
import { derivedOf } from './diff.ts';
import type { JudgeOptions, SheetRecord } from './types.ts';
import type { FieldValue, RecordData, RecordDefinition } from '../../../../domain/records/definition.ts';

/** Makes records of rows that nobody in the books matches: starting states, constants, the row, what follows from it. */
export class NewRecords {
  private readonly definition: RecordDefinition;
  private readonly template: RecordData;

  constructor(definition: RecordDefinition, options: Pick<JudgeOptions, 'startStates' | 'constants'>) {
    this.definition = definition;
    const empty = Object.fromEntries(Object.keys(definition.fields).map((key) => [key, null]));
    this.template = { ...empty, ...definition.states, ...options.startStates, ...options.constants };
  }

  /** All fields of the type, empty ones as null: for judging. Every record has one shape, which is what makes it fast. */
  full(row: SheetRecord): RecordData {
    const data: Record<string, FieldValue> = { ...this.template };
    for (const key in row.data) {
      const value = row.data[key] ?? null;
      if (value !== null) data[key] = value;
    }
    return Object.assign(data, derivedOf(this.definition, data));
  }

  /** As it is stored: without empty fields. */
  stored(row: SheetRecord): RecordData {
    const data: Record<string, FieldValue> = {};
    const full = this.full(row);
    for (const key in full) {
      const value = full[key] ?? null;
      if (!isEmpty(value)) data[key] = value;
    }
    return data;
  }
}
