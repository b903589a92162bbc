import { wrap } from 'comlink';
import { describe, expect, it } from 'vitest';
import { importCalls, ImportDoors } from '../../../../../renderer/store/worker/importDoor.ts';

interface Asked {
  readonly readAll: (...args: readonly unknown[]) => Promise<unknown>;
  readonly importBegin: (...args: readonly unknown[]) => Promise<unknown>;
  readonly importCommit: (...args: readonly unknown[]) => Promise<unknown>;
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

/** A store that begins imports named by what was asked, and the end that a worker holds. */
function runsOf(
  doors: ImportDoors,
  hold?: string,
): { readonly asked: Asked; readonly cancelled: unknown[]; close(): void } {
  const cancelled: unknown[] = [];
  const { port1, port2 } = new MessageChannel();
  doors.open(port1, async (method, args) => {
    await pause(5);
    if (method === 'importCancel') cancelled.push(args[0]);
    return method === 'importBegin' ? { ok: true, value: { importId: args[0] } } : { ok: true };
  });
  if (hold !== undefined) port2.postMessage({ holding: hold });
  const asked = wrap(port2) as unknown as Asked;
  return {
    asked,
    cancelled,
    close: () => {
      port2.close();
    },
  };
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

describe('a worker that goes away (R18)', () => {
  it('leaves no half import behind: what it began and did not end is cancelled', async () => {
    const worker = runsOf(new ImportDoors());
    await worker.asked.importBegin('cut');
    await worker.asked.importBegin('done');
    await worker.asked.importCommit('done');
    worker.close();
    await pause(60);
    expect(worker.cancelled).toEqual(['cut']);
  });

  it('is heard of by its lock, for its port stays open when it is ended', async () => {
    let end: () => void = () => undefined;
    const asked: string[] = [];
    const doors = new ImportDoors((lock) => {
      asked.push(lock);
      return new Promise((resolve) => {
        end = resolve;
      });
    });
    const worker = runsOf(doors, 'import 1');
    await worker.asked.importBegin('cut');
    expect([asked, worker.cancelled]).toEqual([['import 1'], []]);
    end();
    await pause(60);
    expect(worker.cancelled).toEqual(['cut']);
    worker.close();
  });

  it('nor one that was being begun when it went', async () => {
    const worker = runsOf(new ImportDoors());
    void worker.asked.importBegin('late');
    await pause(2);
    worker.close();
    await pause(60);
    expect(worker.cancelled).toEqual(['late']);
  });

  it('is nobody any more at lock: the store that is ended cancels nothing', async () => {
    const doors = new ImportDoors();
    const worker = runsOf(doors);
    await worker.asked.importBegin('open');
    doors.closeAll();
    await pause(60);
    expect(worker.cancelled).toEqual([]);
    worker.close();
  });
});

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
