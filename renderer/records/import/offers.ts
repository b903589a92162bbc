import { labelOf } from '../../../domain/dictionaries/lookup.ts';
import { defaultsOf } from '../../../domain/records/defaults.ts';
import type { Offer } from './verdict/types.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';

export interface OfferView {
  readonly field: string;
  readonly label: string;
  /** The value in words. */
  readonly shown: string;
  /** For whom, in words; absent when for all. */
  readonly forWhom?: string;
  readonly on: boolean;
}

/** What the record type offers to fill in for everybody new (K4). */
export function offersOf(definition: RecordDefinition, organisationName?: string): readonly Offer[] {
  const defaults = Object.entries(defaultsOf(definition, organisationName));
  const proposed = Object.entries(definition.fields).flatMap(([field, { proposed: offer }]) =>
    offer ? [{ field, ...offer }] : [],
  );
  return [...defaults.map(([field, value]) => ({ field, value })), ...proposed];
}

export function viewOffers(
  definition: RecordDefinition,
  offers: readonly Offer[],
  off: ReadonlySet<string>,
): readonly OfferView[] {
  const words = (key: string, value: unknown): string =>
    labelOf(definition.fields[key]?.dictionary ?? '', String(value));
  return offers.map(({ field, value, where }) => {
    const forWhom = Object.entries(where ?? {})
      .map(
        ([key, values]) =>
          `${definition.fields[key]?.label ?? key}是${values.map((code) => words(key, code)).join('、')}的`,
      )
      .join('，');
    return {
      field,
      label: definition.fields[field]?.label ?? field,
      shown: words(field, value),
      on: !off.has(field),
      ...(forWhom === '' ? {} : { forWhom }),
    };
  });
}
