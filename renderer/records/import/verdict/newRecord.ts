import { isEmpty } from '../../../../domain/records/validate.ts';
import { derivedOf } from './diff.ts';
import { addedRests } from './rests.ts';
import type { JudgeOptions, Offer, SheetRecord } from './types.ts';
import type {
  FieldValue,
  RecordData,
  RecordDefinition,
  StartsOtherwise,
} from '../../../../domain/records/definition.ts';

type Sources = Pick<JudgeOptions, 'startStates' | 'constants' | 'offers'>;

/** Makes records of rows that nobody in the books matches: starting states, constants, the row, what follows from it. */
export class NewRecords {
  private readonly definition: RecordDefinition;
  private readonly template: RecordData;
  private readonly offers: readonly Offer[];

  constructor(definition: RecordDefinition, options: Sources) {
    this.definition = definition;
    const empty = Object.fromEntries(Object.keys(definition.fields).map((key) => [key, null]));
    this.template = { ...empty, ...definition.states, ...options.startStates, ...options.constants };
    this.offers = options.offers ?? [];
  }

  /** All fields of the type, empty ones as null: for judging. Every record has one shape, which is what makes it fast. */
  full(row: SheetRecord): RecordData {
    const data: Record<string, FieldValue> = { ...this.template };
    for (const key in row.data) {
      const value = row.data[key] ?? null;
      if (value !== null) data[key] = value;
    }
    if (row.rests) Object.assign(data, addedRests(this.definition.fields, data, row.rests));
    const derived = derivedOf(this.definition, data);
    for (const key in derived) data[key] = derived[key] ?? null;
    const exception = this.exceptionOf(row);
    if (exception) Object.assign(data, exception.states);
    for (const { field, value, where } of this.offers)
      if ((data[field] ?? null) === null && fits(data, where)) data[field] = value;
    return data;
  }

  /** Set when the row's own words make it start in another state than was said of the whole sheet (K1). */
  exceptionOf(row: SheetRecord): StartsOtherwise | undefined {
    return this.definition.startsOtherwise?.find((rule) => {
      const value = row.data[rule.field] ?? this.template[rule.field];
      if (typeof value !== 'string' || !rule.values.includes(value)) return false;
      return Object.entries(rule.states).some(
        ([state, start]) => isEmpty(row.data[state]) && this.template[state] !== start,
      );
    });
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

function fits(data: RecordData, where: Offer['where']): boolean {
  for (const key in where) {
    const value = data[key];
    if (typeof value !== 'string' || where[key]?.includes(value) !== true) return false;
  }
  return true;
}
