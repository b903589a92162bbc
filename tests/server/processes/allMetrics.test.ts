import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { AllMetrics } from '../../../server/processes/allMetrics.ts';
import type { WorkerMetrics } from '../../../server/processes/messages.ts';

async function figuresOf(batches: number, inFlight: number): Promise<WorkerMetrics> {
  const registry = new Registry();
  const registers = [registry];
  new Counter({ name: 'batches_total', help: 'b', labelNames: ['verdict'], registers }).inc(
    { verdict: 'accepted' },
    batches,
  );
  new Gauge({ name: 'in_flight', help: 'f', registers }).set(inFlight);
  new Histogram({ name: 'seconds', help: 's', buckets: [1, 2], registers }).observe(batches);
  return registry.getMetricsAsJSON();
}

const none = async (): Promise<WorkerMetrics> => [];

/** Asks all of `told`, who answer at once; the others stay silent. */
async function ask(all: AllMetrics, workers: readonly number[], told: ReadonlyMap<number, WorkerMetrics>) {
  return all.text(workers, (worker, question) => {
    const metrics = told.get(worker);
    if (metrics) all.told(worker, question, metrics);
  });
}

describe('figures of all workers', () => {
  it('are summed, counters, gauges and histograms alike', async () => {
    const all = new AllMetrics(none);
    const told = new Map([
      [1, await figuresOf(3, 1)],
      [2, await figuresOf(4, 2)],
    ]);
    const text = await ask(all, [1, 2], told);
    expect(text).toContain('batches_total{verdict="accepted"} 7');
    expect(text).toContain('in_flight 3');
    expect(text).toContain('seconds_count 2');
  });

  it('keep what a worker that is gone had counted, but not what it was doing', async () => {
    const all = new AllMetrics(none);
    const second = await figuresOf(4, 2);
    await ask(
      all,
      [1, 2],
      new Map([
        [1, await figuresOf(3, 1)],
        [2, second],
      ]),
    );
    all.left(1);
    all.left(7);
    await ask(
      all,
      [2, 3],
      new Map([
        [2, second],
        [3, await figuresOf(10, 0)],
      ]),
    );
    all.left(3);
    for (let again = 0; again < 2; again += 1) {
      const text = await ask(all, [2], new Map([[2, second]]));
      expect(text).toContain('batches_total{verdict="accepted"} 17');
      expect(text).toContain('in_flight 2');
      expect(text).toContain('seconds_count 3');
    }
  });

  it('do not wait for a worker that ends while it is asked', async () => {
    const all = new AllMetrics(none);
    const asked = all.text([1], (worker) => all.left(worker));
    await expect(asked).resolves.toBe('\n');
  });

  it('take what a silent worker told last, and hold the figures of the primary', async () => {
    const all = new AllMetrics(() => figuresOf(100, 0), 1);
    await ask(all, [1], new Map([[1, await figuresOf(3, 1)]]));
    const text = await ask(all, [1], new Map());
    expect(text).toContain('batches_total{verdict="accepted"} 103');
  });
});
