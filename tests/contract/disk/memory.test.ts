import { describe, it } from 'vitest';
import { createMemoryDisk } from '../../../renderer/store/disk/memory.ts';
import { diskChecks } from './suite.ts';

describe('disk contract: memory', () => {
  for (const check of diskChecks) {
    it(check.name, async () => {
      const disk = createMemoryDisk();
      await check.run({ disk, reopen: async () => disk.reopen() });
    });
  }
});
