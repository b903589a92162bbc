import { Budget } from './budget.ts';
import { CompoundFile } from './cfb.ts';
import { decryptPackage } from './crypt/package.ts';
import { decryptBiff } from './crypt/biff.ts';
import { ReadStop } from './port.ts';
import { openZip } from './zipped.ts';
import type { ReadLimits, SheetSource } from './port.ts';

/** Opens what lies in an old container: a .xlsx behind a password, or a .xls (an .et that is one, too). */
export async function openContainer(
  blob: Blob,
  limits: ReadLimits,
  password: string | undefined,
): Promise<SheetSource> {
  const budget = new Budget(limits);
  const file = new CompoundFile(new Uint8Array(await blob.arrayBuffer()));
  if (file.has('EncryptedPackage')) {
    const info = file.stream('EncryptionInfo');
    const plain = await decryptPackage(info, file.stream('EncryptedPackage'), password, budget);
    return openZip(new Blob([plain]), limits);
  }
  const name = ['Workbook', 'Book'].find((candidate) => file.has(candidate));
  if (name === undefined) throw new ReadStop(file.has('ETWorkbook') ? 'oldWorkbook' : 'notWorkbook');
  const workbook = await decryptBiff(file.stream(name), password, budget);
  // The library for these is larger than everything else here: it is fetched by the reader that meets one.
  const { openXls } = await import('./xls.ts');
  return openXls(workbook, limits, budget);
}
