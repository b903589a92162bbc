import { z } from 'zod';
import type { Channel } from './channels.ts';

const isBytes = (value: unknown): boolean => value instanceof Uint8Array;
const bytes = z.custom<Uint8Array>(isBytes);
const bytesOrNone = z.custom<Uint8Array | undefined>((value) => value === undefined || isBytes(value));
const hostFile = z.enum(['slots', 'incarnation', 'settings', 'emergency']);
const failure = z.object({
  code: z.enum(['unavailable', 'diskFull', 'denied', 'ioFailed']),
  message: z.string(),
});
const orientation = z.enum(['portrait', 'landscape']);
const printOutcome = z.enum(['done', 'cancelled', 'unknown']);
const outcome = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), error: failure }),
  ]);

/** A host file is small by design; a page that asks for more is broken or not ours. */
const smallBytes = bytes.refine((value) => value.byteLength <= 16 * 1024 * 1024);
/** Longer than any workbook or backup of one office; an upper bound, not a promise. */
const fileBytes = bytes.refine((value) => value.byteLength <= 1024 * 1024 * 1024);
/** A name to suggest, never a path: the person chooses the folder. */
const suggestedName = z
  .string()
  .min(1)
  .max(120)
  .refine((name) => !/[\\/:*?"<>|]/.test(name) && !/\p{Cc}/u.test(name) && !name.startsWith('.'));

/** Every message between page and shell: what goes in, what comes out. Both ends are checked in the main process. */
export const table = {
  appVersion: { input: z.undefined(), output: z.string() },
  readFile: { input: hostFile, output: bytes.optional() },
  writeFile: { input: z.strictObject({ name: hostFile, bytes: smallBytes }), output: outcome(z.void()) },
  deviceSecret: { input: z.undefined(), output: outcome(bytes) },
  stagedDeviceSecret: { input: z.undefined(), output: outcome(bytesOrNone) },
  rotateDeviceSecret: { input: z.enum(['stage', 'commit']), output: outcome(bytes) },
  saveFile: {
    input: z.strictObject({ suggestedName, bytes: fileBytes, kind: z.enum(['xlsx', 'backup', 'text']) }),
    output: outcome(z.boolean()),
  },
  print: { input: z.strictObject({ orientation }), output: outcome(printOutcome) },
  savePdf: { input: z.strictObject({ suggestedName, orientation }), output: outcome(printOutcome) },
  freeBytes: { input: z.undefined(), output: z.number().optional() },
  idleSeconds: { input: z.undefined(), output: z.number() },
} as const satisfies Readonly<Record<Channel, { readonly input: z.ZodType; readonly output: z.ZodType }>>;

export type Table = typeof table;
export type Input<C extends Channel> = z.infer<Table[C]['input']>;
export type Output<C extends Channel> = z.infer<Table[C]['output']>;
