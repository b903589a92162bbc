import { describe, expect, it } from 'vitest';
import { Supervisor, pauseAfter } from '../../../server/processes/supervisor.ts';
import type { WorkerProcess } from '../../../server/processes/supervisor.ts';
import type { Order, Word } from '../../../server/processes/messages.ts';

interface FakeWorker extends WorkerProcess {
  readonly orders: Order[];
  killed: boolean;
  say(word: Word): void;
  end(signal?: string): void;
}

/** Workers, a clock and timers of paper. */
function workshop() {
  const workers: FakeWorker[] = [];
  const timers: { readonly ms: number; readonly work: () => void }[] = [];
  let now = 0;
  const fork = (): WorkerProcess => {
    const words: ((word: Word) => void)[] = [];
    const ends: ((how: { code: number | null; signal: string | null }) => void)[] = [];
    const worker: FakeWorker = {
      id: workers.length + 1,
      pid: undefined,
      orders: [],
      killed: false,
      send: (order) => worker.orders.push(order),
      kill: () => {
        worker.killed = true;
      },
      onWord: (listener) => words.push(listener),
      onEnd: (listener) => ends.push(listener),
      say: (word) => words.forEach((listener) => listener(word)),
      end: (signal = 'SIGKILL') => ends.forEach((listener) => listener({ code: null, signal })),
    };
    workers.push(worker);
    return worker;
  };
  const log = { error: () => undefined, warn: () => undefined, info: () => undefined };
  const heard: Word[] = [];
  const gone: number[] = [];
  const supervisor = new Supervisor({
    fork,
    clock: { now: () => now },
    after: (ms, work) => void timers.push({ ms, work }),
    log,
    heard: (_worker, word) => heard.push(word),
    gone: (worker) => gone.push(worker.id),
  });
  return {
    supervisor,
    workers,
    timers,
    heard,
    gone,
    pass: (ms: number) => {
      now += ms;
    },
    runTimer: (): number => {
      const timer = timers.shift();
      timer?.work();
      return timer?.ms ?? -1;
    },
  };
}

const answering: Word = { kind: 'answering', url: 'http://a.test' };

async function started(count: number) {
  const shop = workshop();
  const url = shop.supervisor.start(count);
  shop.workers.forEach((worker) => worker.say(answering));
  expect(await url).toBe('http://a.test');
  return shop;
}

describe('the supervisor', () => {
  it('has started when every worker answers, not before', async () => {
    const shop = workshop();
    let done = false;
    const url = shop.supervisor.start(2).then(() => {
      done = true;
    });
    shop.workers[0]?.say(answering);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(done).toBe(false);
    shop.workers[1]?.say(answering);
    await url;
    expect(shop.supervisor.workers).toHaveLength(2);
  });

  it('gives a start up whose worker ends before it answers, in a sentence', async () => {
    const shop = workshop();
    const url = shop.supervisor.start(2);
    shop.workers[0]?.end();
    await expect(url).rejects.toThrow(/没有启动成功.*资料没有动/);
    expect(shop.timers).toEqual([]);
  });

  it('replaces a worker that ended, after pauses that grow while they fall at once, and begin anew after a long life', async () => {
    const shop = await started(2);
    shop.workers[0]?.end();
    const pauses = [];
    for (let fall = 0; fall < 9; fall += 1) {
      pauses.push(shop.runTimer());
      shop.pass(100);
      shop.workers.at(-1)?.end();
    }
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    shop.runTimer();
    shop.pass(120_000);
    shop.workers.at(-1)?.end();
    expect(shop.runTimer()).toBe(250);
    expect(shop.supervisor.workers.map(({ id }) => id)).toEqual([2, shop.workers.length]);
    expect(shop.gone).not.toContain(2);
    expect(pauseAfter(1000)).toBe(30_000);
  });

  it('tells all to finish when it stops, ends with the last one, and replaces nobody any more', async () => {
    const shop = await started(2);
    shop.workers[0]?.end();
    const stopped = shop.supervisor.stop();
    shop.runTimer();
    expect(shop.workers).toHaveLength(2);
    expect(shop.workers[1]?.orders).toEqual([{ kind: 'drain' }]);
    shop.workers[1]?.end('');
    await stopped;
    expect(shop.timers).toEqual([]);
  });

  it('has nobody to wait for when all are gone', async () => {
    const shop = await started(1);
    shop.workers[0]?.end();
    await shop.supervisor.stop();
  });

  it('kills at once when it is asked a second time', async () => {
    const shop = await started(2);
    void shop.supervisor.stop();
    shop.supervisor.kill();
    expect(shop.workers.map(({ killed }) => killed)).toEqual([true, true]);
  });

  it('hands on what a worker says', async () => {
    const shop = await started(1);
    shop.workers[0]?.say({ kind: 'wantsAllMetrics', question: 3 });
    expect(shop.heard).toEqual([{ kind: 'wantsAllMetrics', question: 3 }]);
  });
});
