import { z } from 'zod';
import { base64url, fromBase64url, parsedJson, utf8 } from './bytes.ts';
import { isBearableCost } from './passphrase.ts';

/**
 * The host file `slots`: all that can be read without a key. No name and no role is in it. `bound` says whether the
 * slots and the device keys carry the outer layer of a device secret; in a browser there is none, and none is pretended
 * (R15).
 */
const bytes = z.string().transform((value, context) => {
  const decoded = fromBase64url(value);
  if (decoded !== undefined) return decoded;
  context.addIssue({ code: 'custom', message: 'not base64url' });
  return z.NEVER;
});
const cost = z
  .strictObject({ memoryKiB: z.int(), passes: z.int() })
  .refine(isBearableCost, { message: 'cost out of bounds' });

const fileSchema = z.strictObject({
  format: z.literal('ledger-slots'),
  version: z.literal(1),
  bound: z.enum(['device', 'none']),
  last: z.string().optional(),
  device: z.strictObject({
    signKey: z.record(z.string(), z.unknown()),
    sealKey: z.string(),
    /** PKCS#8 of both device keys under the device box key, in the outer layer. */
    sealed: bytes,
  }),
  /** Who works here, with which roles, and every wrapped compartment key: under the device box key. */
  book: bytes,
  users: z.array(
    z.strictObject({
      id: z.string(),
      ordinal: z.int(),
      salt: bytes,
      cost,
      /** The user's private keys under the passphrase, in the outer layer. */
      slot: bytes,
      /** The device box key wrapped to this user: a compact JWS by whoever wrapped it. */
      deviceWrap: z.string(),
      tries: z.strictObject({ wrong: z.int().min(0), since: z.number() }),
    }),
  ),
});
export type SlotsFile = z.output<typeof fileSchema>;
export type UserSlot = SlotsFile['users'][number];

/** `damaged` when these bytes are no slots file of a known version. */
export function parseSlots(raw: Uint8Array): SlotsFile | 'damaged' {
  const parsed = fileSchema.safeParse(parsedJson(raw));
  return parsed.success ? parsed.data : 'damaged';
}

export function writtenSlots(file: SlotsFile): Uint8Array {
  return utf8(
    JSON.stringify(file, (_key, value: unknown) => (value instanceof Uint8Array ? base64url(value) : value)),
  );
}
