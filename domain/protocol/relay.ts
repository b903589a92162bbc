import { z } from 'zod';

/**
 * A batch on its way through a colleague's session (R11): bytes, signatures and who signed lie inside an HPKE envelope
 * to the province's seal key, and the answer comes back under a key that lies in there too. The session that carries
 * both can read neither.
 */
export const sealedMediaType = 'application/vnd.ledger.sealed';

/** `info` of the HPKE context: a value sealed for anything else does not open here. */
export const relayPurpose = 'ledger batch to the province 1';

/** Words inside the envelope: the headers an open push would have, and the key of the answer (32 bytes, base64url). */
export const relayHeadSchema = z.strictObject({
  batch: z.string().max(500),
  deviceSignature: z.string().max(2000),
  userSignature: z.string().max(2000),
  reply: z.string().regex(/^[\w-]{43}$/),
});
export type RelayHead = z.infer<typeof relayHeadSchema>;

/** The receipt (compact JWS) as `IV (12) | AES-256-GCM ciphertext and tag`, base64url. */
export const relayAnswerSchema = z.object({ sealed: z.string().max(4 * 1024 * 1024) });

/** Additional data of the answer: one that belongs to another batch does not open. */
export const answerPlace = (batch: string): string => `ledger relay answer 1\n${batch}`;

/** `length of the head (4) | head as JSON | body`. */
export function packRelay(head: RelayHead, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const words = new TextEncoder().encode(JSON.stringify(head));
  const whole = new Uint8Array(4 + words.length + body.length);
  new DataView(whole.buffer).setUint32(0, words.length);
  whole.set(words, 4);
  whole.set(body, 4 + words.length);
  return whole;
}

/** Undefined when these bytes are nothing that `packRelay` made. */
export function unpackRelay(
  bytes: Uint8Array,
): { readonly head: RelayHead; readonly body: Uint8Array } | undefined {
  if (bytes.length < 4) return undefined;
  const end = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (end > bytes.length) return undefined;
  const head = relayHeadSchema.safeParse(wordsOf(bytes.subarray(4, end)));
  return head.success ? { head: head.data, body: bytes.subarray(end) } : undefined;
}

function wordsOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
