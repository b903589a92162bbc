import type { AuditLine } from '../port.ts';
import type { DiskEntry } from '../disk/disk.ts';
import { parseJson } from '../units/codec.ts';
import type { SealedPut } from '../units/vault.ts';
import type { Ledger } from './ledger.ts';
import { now } from './ledger.ts';
import { bytesOf } from './meta.ts';

/** No values, ever (R23): who, what kind, how many, fields' names. */
export interface AuditInput {
  readonly act: string;
  readonly type?: string;
  readonly count?: number;
  readonly fields?: readonly string[];
  readonly reason?: string;
}

/** Written in the transaction of the act itself, so that there is no act without its entry. */
export async function sealAudit(ledger: Ledger, gen: number, input: AuditInput): Promise<SealedPut> {
  const compartment =
    input.type === undefined ? 'general' : ledger.types.get(input.type)?.definition.compartment;
  // Every user of this PC can read the audit log; of a restricted compartment it says only that there was an act.
  const told: AuditInput = compartment === 'general' ? input : { act: '办理了一项工作' };
  const { userName, roles } = ledger.session;
  const line: AuditLine = { at: now(ledger), userName, roles, ...told };
  return ledger.vault.seal('audit', ledger.random.id(), gen, 'device', bytesOf(line));
}

export async function readAudit(ledger: Ledger, limit: number): Promise<readonly AuditLine[]> {
  const entries: DiskEntry[] = [];
  await ledger.disk.scan('audit', (chunk) => {
    entries.push(...chunk);
  });
  entries.sort((a, b) => b.gen - a.gen);
  const lines = await Promise.all(
    entries.slice(0, limit).map(async (entry) => {
      const plain = await ledger.vault.open('audit', entry);
      return plain === undefined ? unreadable : ((parseJson(plain) as AuditLine | undefined) ?? unreadable);
    }),
  );
  return lines;
}

/** A line that was tampered with is shown as such, not left out. */
const unreadable: AuditLine = { at: '', userName: '', act: '这一条记录已损坏，读不出来' };
