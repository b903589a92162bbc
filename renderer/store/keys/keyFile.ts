import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { Host } from '../../host/host.ts';
import type { KeyFailure } from './port.ts';
import { hostSays, keyFailures } from './sentences.ts';
import { noTries } from './slowdown.ts';
import type { Tries } from './slowdown.ts';
import { parseSlots, writtenSlots } from './slotsFile.ts';
import type { SlotsFile, UserSlot } from './slotsFile.ts';

/** The slots file on the host, read anew for every act so that memory and file never disagree. */
export interface KeyFile {
  read(): Promise<Result<SlotsFile | undefined, KeyFailure>>;
  write(file: SlotsFile): Promise<Result<void, KeyFailure>>;
  clear(): Promise<Result<void, KeyFailure>>;
  triesOf(user: UserSlot): Tries;
  /** Writes the count; a full disk must not keep anybody out, so then it is remembered until the program ends. */
  countTries(file: SlotsFile, userId: string, tries: Tries): Promise<SlotsFile>;
}

export function keyFile(host: Host): KeyFile {
  const remembered = new Map<string, Tries>();
  const write = async (file: SlotsFile): Promise<Result<void, KeyFailure>> => {
    const written = await host.writeFile('slots', writtenSlots(file));
    return written.ok ? ok(undefined) : hostSays(written.error);
  };
  return {
    async read() {
      const bytes = await host.readFile('slots');
      if (bytes === undefined || bytes.length === 0) return ok(undefined);
      const file = parseSlots(bytes);
      return file === 'damaged' ? keyFailures.damagedFile : ok(file);
    },
    write,
    async clear() {
      const written = await host.writeFile('slots', new Uint8Array());
      return written.ok ? ok(undefined) : hostSays(written.error);
    },
    triesOf(user) {
      const inMemory = remembered.get(user.id) ?? noTries;
      return inMemory.wrong > user.tries.wrong ? inMemory : user.tries;
    },
    async countTries(file, userId, tries) {
      const users = file.users.map((user) => (user.id === userId ? { ...user, tries } : user));
      const next = { ...file, users };
      const written = await write(next);
      if (written.ok) remembered.delete(userId);
      else remembered.set(userId, tries);
      return next;
    },
  };
}
