import { createPublicKey, randomBytes } from 'node:crypto';
import type { RecordData } from '../../../domain/records/definition.ts';
import { paths } from '../../../domain/protocol/api.ts';
import type { TestServer } from '../../server/support.ts';
import { member } from '../../server/support/operations.ts';
import { enrolPc } from '../../server/support/pc.ts';

/** One writer's batches, sealed and ready to go over the line. */
export interface Lane {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as base64, with what belongs to it alone. */
  readonly batches: readonly { readonly headers: Readonly<Record<string, string>>; readonly body: string }[];
}

/** What a sender needs; a file, because the sender is a process of its own. */
export interface Work {
  readonly url: string;
  readonly provinceKey: object;
  readonly lanes: readonly Lane[];
  /** Batches of each lane that are sent before the clock runs. */
  readonly warm: number;
}

export interface WorkInput {
  readonly province: TestServer;
  readonly office: string;
  readonly people: readonly RecordData[];
  readonly perBatch: number;
}

/** Enrols one PC of an office and seals its people: signing and zipping are the PCs' work, and there are many PCs. */
export async function laneOf({ province, office, people, perBatch }: WorkInput): Promise<Lane> {
  const pc = await enrolPc(province, { code: await province.codeFor(office) });
  const authorization = `Bearer ${await pc.token()}`;
  const batches = [];
  for (let from = 0; from < people.length; from += perBatch) {
    const ops = people
      .slice(from, from + perBatch)
      .map((data, index) => member(from + index + 1, `r${randomBytes(16).toString('base64url')}`, data));
    const { bytes, headers } = pc.seal(office, 'general', ops);
    batches.push({ headers, body: bytes.toString('base64') });
  }
  return { path: paths.batches(office), headers: { authorization }, batches };
}

/** The pinned key of the province, as a sender checks receipts by it. */
export const keyOf = (work: Pick<Work, 'provinceKey'>) =>
  createPublicKey({ key: { ...work.provinceKey }, format: 'jwk' });
