import { AggregatorRegistry, Registry } from 'prom-client';
import type { WorkerMetrics } from './messages.ts';

/** Counters of a worker that is gone: without them a sum would fall, and a monitor would read that as new counts. */
function onlyCounts(metrics: WorkerMetrics): WorkerMetrics {
  return metrics.filter(
    (metric) => 'type' in metric && ['counter', 'histogram'].includes(String(metric.type)),
  );
}

async function sumOf(parts: readonly WorkerMetrics[]): Promise<WorkerMetrics> {
  return AggregatorRegistry.aggregate(parts.map((part) => [...part])).getMetricsAsJSON();
}

interface Question {
  readonly waiting: Set<number>;
  done(): void;
}

/**
 * The figures of all workers as one: whichever worker a monitor happens to reach, it reads the same province. A worker
 * that does not answer in time counts with what it told last.
 */
export class AllMetrics {
  private readonly last = new Map<number, WorkerMetrics>();
  /** One sum of all workers that are gone, added to in turn. */
  private gone: Promise<WorkerMetrics> = Promise.resolve([]);
  private readonly questions = new Map<number, Question>();
  private asked = 0;
  private readonly own: () => Promise<WorkerMetrics>;

  private readonly patience: number;

  /** `own` are the figures of the primary itself; `patience` is how long a worker may take, in milliseconds. */
  constructor(own: () => Promise<WorkerMetrics>, patience = 2000) {
    this.own = own;
    this.patience = patience;
  }

  told(worker: number, question: number, metrics: WorkerMetrics): void {
    this.last.set(worker, metrics);
    this.noLongerAwaited(worker, question);
  }

  /** Keeps what the worker had counted when it was last asked. */
  left(worker: number): void {
    const metrics = this.last.get(worker);
    this.last.delete(worker);
    if (metrics) this.gone = this.gone.then((sum) => sumOf([sum, onlyCounts(metrics)]));
    for (const question of this.questions.keys()) this.noLongerAwaited(worker, question);
  }

  private noLongerAwaited(worker: number, number: number): void {
    const question = this.questions.get(number);
    question?.waiting.delete(worker);
    if (question?.waiting.size === 0) question.done();
  }

  /** Asks every worker and returns the sum as Prometheus reads it. */
  async text(workers: readonly number[], ask: (worker: number, question: number) => void): Promise<string> {
    const number = (this.asked += 1);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.patience);
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.questions.set(number, { waiting: new Set(workers), done });
      if (workers.length === 0) done();
      for (const worker of workers) ask(worker, number);
    });
    this.questions.delete(number);
    const parts = [...this.last.values(), await this.gone, await this.own()];
    return AggregatorRegistry.aggregate(parts.map((part) => [...part])).metrics();
  }
}

export const metricsType = Registry.PROMETHEUS_CONTENT_TYPE;
