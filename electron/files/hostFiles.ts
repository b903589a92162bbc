import path from 'node:path';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { HostFailure, HostFileName } from '../../renderer/host/host.ts';
import { readWhole, writeAtomically } from './atomic.ts';
import { fileFailure } from './failure.ts';

export interface HostFiles {
  read(name: HostFileName): Promise<Uint8Array | undefined>;
  write(name: HostFileName, bytes: Uint8Array): Promise<Result<void, HostFailure>>;
}

/** The small files beside the profile (R14). Writes of one file keep their order: the last one asked for is the one left. */
export function hostFiles(folder: string): HostFiles {
  const place = (name: HostFileName): string => path.join(folder, `${name}.bin`);
  let turn: Promise<unknown> = Promise.resolve();
  return {
    read: (name) => readWhole(place(name)),
    write(name, bytes) {
      const written = turn.then(async (): Promise<Result<void, HostFailure>> => {
        try {
          await writeAtomically(place(name), bytes);
          return ok(undefined);
        } catch (error) {
          return { ok: false, error: fileFailure(error) };
        }
      });
      turn = written;
      return written;
    },
  };
}
