import 'fake-indexeddb/auto';
import { openIndexedDbDisk } from '../../../renderer/store/disk/indexeddb.ts';
import { storeSuite } from './suite.ts';

let profiles = 0;

storeSuite('fake-indexeddb', async () => {
  profiles += 1;
  const name = `store-${profiles}`;
  const open = async () => {
    const opened = await openIndexedDbDisk(name);
    if (!opened.ok) throw new Error(opened.error.message);
    return opened.value;
  };
  let disk = await open();
  return {
    disk,
    async reopen() {
      disk.close();
      disk = await open();
      return disk;
    },
  };
});
