import { z } from 'zod';
import type { FieldValue, RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import { validateRecord } from '../../../domain/records/validate.ts';

const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

/**
 * The form's schema, made from the record definition: only what may not be stored is an error. What is needed to report
 * stands beside it as a gap and never blocks saving (K4).
 */
export function formSchema(definition: RecordDefinition) {
  return z.record(z.string(), fieldValue.optional()).superRefine((values, context) => {
    for (const issue of validateRecord(definition, values as RecordData)) {
      if (issue.severity !== 'refuse') continue;
      context.addIssue({ code: 'custom', path: [issue.field], message: issue.message });
    }
  });
}

export type FormValues = Record<string, string | number | boolean | null | string[] | undefined>;

/** A stored value as the form holds it; lists are copied, since the form may change what it is given. */
export function formValue(value: FieldValue | undefined): FormValues[string] {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? [...value] : value;
}

export function formValues(data: RecordData): FormValues {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, formValue(value)]));
}
