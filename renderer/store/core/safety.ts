import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import { createBackup, restoreBackup } from '../backup/backup.ts';
import { keepIncarnationFile } from './incarnation.ts';
import type { Ledger } from './ledger.ts';
import { now } from './ledger.ts';
import type { StoreInput } from './ports.ts';

/** The whole profile in one file. Writes wait meanwhile, so that the tables belong to one moment. */
export function exportBackup(
  ledger: Ledger,
  input: StoreInput,
  passphrase: string,
): Promise<Result<Uint8Array>> {
  return ledger.queue.run(async () => {
    await keepIncarnationFile(ledger, input.host);
    return createBackup({ disk: input.disk, keyRing: input.keyRing, host: input.host }, passphrase, {
      made: now(ledger),
      records: countRecords(ledger),
    });
  });
}

function countRecords(ledger: Ledger): number {
  let records = 0;
  for (const stored of ledger.types.values()) records += stored.index.size;
  return records;
}

/** Onto a PC without users only; afterwards everybody unlocks with their own passphrase. */
export async function restoreOnFresh(
  input: StoreInput,
  bytes: Uint8Array,
  passphrase: string,
): Promise<Result<{ records: number }>> {
  const restored = await restoreBackup(
    { disk: input.disk, keyRing: input.keyRing, host: input.host },
    bytes,
    passphrase,
  );
  return restored.ok ? ok({ records: restored.value.records }) : restored;
}
