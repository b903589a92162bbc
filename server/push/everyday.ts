import type { CreateOperation } from '../../domain/protocol/operation.ts';
import { limits } from '../../domain/protocol/wire.ts';

const id = /^[\w-]{1,64}$/;
const opId = /^[\w.-]{3,160}$/;
const fieldKey = /^[A-Za-z]\w{0,63}$/;

/** Field names seen to be good; a batch repeats the same few for every record. */
const goodKeys = new Set<string>();

function isGoodKey(name: string): boolean {
  if (goodKeys.has(name)) return true;
  if (!fieldKey.test(name) || name in Object.prototype) return false;
  // Whoever sends ever new names must not fill the memory.
  if (goodKeys.size >= 5000) goodKeys.clear();
  goodKeys.add(name);
  return true;
}

function isPlainValue(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= limits.textLength;
  return value === null || typeof value === 'boolean' || Number.isFinite(value);
}

function isEverydayData(data: unknown): boolean {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false;
  const values = data as Readonly<Record<string, unknown>>;
  return Object.keys(values).every((name) => isGoodKey(name) && isPlainValue(values[name]));
}

const judges: Readonly<Record<string, (value: unknown) => boolean>> = {
  kind: (value) => value === 'create',
  n: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  type: (value) => typeof value === 'string' && id.test(value),
  id: (value) => typeof value === 'string' && id.test(value),
  at: (value) => typeof value === 'string' && value.length <= 40,
  schemaVersion: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
  data: isEverydayData,
};
const perhaps: Readonly<Record<string, (value: unknown) => boolean>> = {
  supersedes: (value) => typeof value === 'string' && opId.test(value),
  act: (value) => typeof value === 'string' && id.test(value),
};
const needed = Object.entries(judges);
const known = new Map([...needed, ...Object.entries(perhaps)]);

/**
 * A create in its everyday shape, which is most of every first upload: says yes only where the wire's schema would, at a
 * tenth of the price. Whatever it does not know (lists, odd keys, other kinds) is left to the schema, and so are the
 * words of a refusal.
 */
export function isEverydayCreate(raw: unknown): raw is CreateOperation {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return false;
  const words = raw as Readonly<Record<string, unknown>>;
  if (!needed.every(([name, holds]) => holds(words[name]))) return false;
  return Object.keys(words).every((name) => known.get(name)?.(words[name]) ?? false);
}
