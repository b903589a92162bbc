import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { columnKindOf, indexedFieldsOf } from '../indexedFields.ts';
import type { ColumnKind } from '../indexedFields.ts';
import { hashText } from '../values.ts';

/** "RIX" and the version of the layout; another version is rebuilt from the units, never guessed at (R17). */
export const MAGIC = 0x31584952;
export const HEADER_WORDS = 4;

export interface Layout {
  readonly fields: readonly { readonly field: string; readonly kind: ColumnKind }[];
  /** Changes whenever the definition's indexed fields do, so that a pack of an older definition is not misread. */
  readonly fingerprint: number;
}

export function layoutOf(definition: RecordDefinition): Layout {
  const fields = indexedFieldsOf(definition).map((field) => ({
    field,
    kind: columnKindOf(definition, field),
  }));
  const words = fields.map(({ field, kind }) => `${field}:${kind}`).join('|');
  return { fields, fingerprint: hashText(`${definition.type}|${words}`) };
}

/** Catches a half-written or mixed-up pack; forgery is the cipher's business. */
export function checksum(words: Uint32Array): number {
  let sum = 0x9e3779b9;
  for (const word of words) sum = Math.imul(sum ^ word, 0x85ebca6b) ^ (sum >>> 15);
  return sum >>> 0;
}
