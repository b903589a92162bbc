import { wrap } from 'comlink';
import { describe, expect, it } from 'vitest';
import { importCalls, ImportDoors } from '../../../../../renderer/store/worker/importDoor.ts';

interface Asked {
  readonly readAll: (...args: readonly unknown[]) => Promise<unknown>;
  readonly lock: (...args: readonly unknown[]) => Promise<unknown>;
  readonly importStage: (...args: readonly unknown[]) => Promise<unknown>;
}

function doorOf(doors: ImportDoors): { readonly asked: Asked; readonly reached: string[]; close(): void } {
  const reached: string[] = [];
  const { port1, port2 } = new MessageChannel();
  doors.open(port1, (method, args) => {
    reached.push(method);
    return Promise.resolve({ method, args });
  });
  const asked = wrap(port2) as unknown as Asked;
  return {
    asked,
    reached,
    close: () => {
      port2.close();
    },
  };
}

const within = <T>(ms: number, task: Promise<T>): Promise<T | 'no answer'> =>
  Promise.race([
    task,
    new Promise<'no answer'>((resolve) => {
      setTimeout(resolve, ms, 'no answer');
    }),
  ]);

describe('the port of an import worker', () => {
  it('answers what an import asks', async () => {
    const door = doorOf(new ImportDoors());
    expect(await door.asked.readAll('member', 'o1', ['name'])).toEqual({
      method: 'readAll',
      args: ['member', 'o1', ['name']],
    });
    door.close();
  });

  it('answers nothing else of the store', async () => {
    const door = doorOf(new ImportDoors());
    await expect(door.asked.lock('button')).rejects.toThrow();
    expect(door.reached).toEqual([]);
    expect([...importCalls].sort()).toEqual([
      'importBegin',
      'importCancel',
      'importCommit',
      'importStage',
      'readAll',
      'readSetting',
      'writeSetting',
    ]);
    door.close();
  });

  it('is dead once the store is locked, for every import that is open', async () => {
    const doors = new ImportDoors();
    const [first, second] = [doorOf(doors), doorOf(doors)];
    await first.asked.readAll();
    doors.closeAll();
    expect(await within(200, first.asked.importStage('i', []))).toBe('no answer');
    expect(await within(200, second.asked.importStage('i', []))).toBe('no answer');
    expect([first.reached, second.reached]).toEqual([['readAll'], []]);
    first.close();
    second.close();
  });
});
