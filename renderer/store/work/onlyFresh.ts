import type { Envelope } from './envelope.ts';

/** Parts that every record that was just made has; any other part, known today or not, says that there is more. */
const ownParts: ReadonlySet<string> = new Set([
  'type',
  'id',
  'organisation',
  'schemaVersion',
  'version',
  'data',
  'steps',
  'log',
]);

/** What a record says by saying nothing. */
export function isNothing(value: unknown): boolean {
  if (value === undefined || value === false) return true;
  if (typeof value !== 'object' || value === null) return false;
  for (const _key in value) return false;
  return true;
}

/** Whether a record holds nothing but its making: no dirty field, answer, question or part of a later version. */
export function isOnlyFresh(envelope: Envelope): boolean {
  for (const part in envelope)
    if (!ownParts.has(part) && !isNothing(envelope[part as keyof Envelope])) return false;
  return true;
}
