import type { Disk } from '../disk/disk.ts';
import { parseJson } from '../units/codec.ts';
import type { Box, SealedPut, Vault } from '../units/vault.ts';

/** Small encrypted single values under plain names. */
export async function readMeta(disk: Disk, vault: Vault, name: string): Promise<MetaAnswer> {
  const entry = await disk.read('meta', name);
  if (entry === undefined) return { kind: 'none' };
  const plain = await vault.open('meta', entry);
  const value = plain === undefined ? undefined : parseJson(plain);
  return value === undefined
    ? { kind: 'unreadable', gen: entry.gen }
    : { kind: 'value', value, gen: entry.gen };
}
export type MetaAnswer =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly gen: number }
  | { readonly kind: 'value'; readonly value: unknown; readonly gen: number };

export async function sealMeta(
  vault: Vault,
  name: string,
  gen: number,
  box: Box,
  value: unknown,
): Promise<SealedPut> {
  return vault.seal('meta', name, gen, box, bytesOf(value));
}

export function bytesOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
