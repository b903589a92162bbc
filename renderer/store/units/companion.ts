import { joinHead, splitHead } from './frame.ts';
import { parseJson } from './codec.ts';

/** The index segment beside a unit, under the same key and generation: a cache that can be rebuilt from the unit (R17). */
export interface Companion {
  readonly type: string;
  readonly count: number;
  readonly staged?: string;
  readonly pack: Uint8Array;
}

export function encodeCompanion(companion: Companion): Uint8Array {
  const { type, count, staged, pack } = companion;
  const head = { v: 1, type, count, ...(staged === undefined ? {} : { staged }) };
  return joinHead(new TextEncoder().encode(JSON.stringify(head)), pack);
}

export function decodeCompanion(bytes: Uint8Array): Companion | undefined {
  const parts = splitHead(bytes);
  if (parts === undefined) return undefined;
  const head = parseJson(parts.head);
  if (typeof head !== 'object' || head === null) return undefined;
  if (!('v' in head) || head.v !== 1 || !('type' in head) || typeof head.type !== 'string') return undefined;
  if (!('count' in head) || typeof head.count !== 'number') return undefined;
  const staged = 'staged' in head && typeof head.staged === 'string' ? { staged: head.staged } : {};
  return { type: head.type, count: head.count, pack: parts.body, ...staged };
}
