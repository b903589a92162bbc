import { createMemoryDisk } from '../../../renderer/store/disk/memory.ts';
import { storeSuite } from './suite.ts';

storeSuite('memory', async () => {
  let disk = createMemoryDisk();
  return {
    disk,
    async reopen() {
      disk = disk.reopen();
      return disk;
    },
  };
});
