import { createCipheriv, randomBytes } from 'node:crypto';
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256 } from 'hpke';
import { headers } from '../../domain/protocol/api.ts';
import { answerPlace, relayPurpose, unpackRelay } from '../../domain/protocol/relay.ts';
import type { RelayHead } from '../../domain/protocol/relay.ts';
import type { ServerSecrets } from '../secrets/secrets.ts';

const suite = new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
const encapsulatedLength = 32;

export interface OpenedRelay {
  /** What an open push would have said in its headers; nothing the carrier says counts. */
  readonly sent: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The receipt under the key that lay in the envelope: the carrier brings it home and cannot read it. */
  sealAnswer(receipt: string): string;
}

/** Opens a batch that a colleague's session carries (R11); undefined when it was not sealed to this province. */
export async function openRelay(
  secrets: Pick<ServerSecrets, 'sealKeys'>,
  sealed: Uint8Array,
): Promise<OpenedRelay | undefined> {
  if (sealed.length <= encapsulatedLength) return undefined;
  const plain = await suite
    .Open(secrets.sealKeys, sealed.slice(0, encapsulatedLength), sealed.slice(encapsulatedLength), {
      info: new TextEncoder().encode(relayPurpose),
    })
    .catch(() => undefined);
  const opened = plain === undefined ? undefined : unpackRelay(plain);
  if (opened === undefined) return undefined;
  const { head, body } = opened;
  return {
    sent: {
      [headers.batch]: head.batch,
      [headers.deviceSignature]: head.deviceSignature,
      [headers.userSignature]: head.userSignature,
    },
    body,
    sealAnswer: (receipt) => sealedFor(head, receipt),
  };
}

function sealedFor(head: RelayHead, receipt: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(head.reply, 'base64url'), iv);
  cipher.setAAD(Buffer.from(answerPlace(head.batch)));
  const text = Buffer.concat([cipher.update(receipt, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([iv, text]).toString('base64url');
}
