import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expose, transferHandlers } from 'comlink';
import { expect, it } from 'vitest';
import { registerStoreDoor } from '../../../../../renderer/records/import/storeDoor.ts';
import type { ImportStore } from '../../../../../renderer/records/import/run.ts';

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('an answer on its way is heard though nobody holds the store any more', async () => {
  registerStoreDoor();
  const { port1, port2 } = new MessageChannel();
  let answer = (): void => undefined;
  const importCommit = (): Promise<string> =>
    new Promise((resolve) => {
      answer = () => {
        resolve('committed');
      };
    });
  expose({ importCommit }, port1);
  const ask = (): Promise<unknown> => {
    const store = transferHandlers.get('importStore')?.deserialize(port2) as ImportStore;
    return store.importCommit('i1');
  };
  const heard = ask();
  await pause(20);
  for (let round = 0; round < 5; round += 1) {
    collectGarbage();
    await pause(20);
  }
  answer();
  expect(await Promise.race([heard, pause(1000)])).toBe('committed');
  port1.close();
});
