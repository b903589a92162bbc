/** What one worker's registry holds, as prom-client writes it out. */
export type WorkerMetrics = readonly object[];

/** What the primary says to a worker. Both ends are one version of one program: only the kind is looked at. */
export type Order =
  | { readonly kind: 'drain' }
  | { readonly kind: 'tellMetrics'; readonly question: number }
  /** The figures of all workers, which this worker had asked for. */
  | { readonly kind: 'allMetrics'; readonly question: number; readonly text: string };

/** What a worker says to the primary. */
export type Word =
  | { readonly kind: 'answering'; readonly url: string }
  | { readonly kind: 'metrics'; readonly question: number; readonly metrics: WorkerMetrics }
  | { readonly kind: 'wantsAllMetrics'; readonly question: number };

const kinds = new Set(['drain', 'tellMetrics', 'allMetrics', 'answering', 'metrics', 'wantsAllMetrics']);

/** Node's own cluster and libraries talk over the same line; what is not ours is left alone. */
export function isOurs(message: unknown): message is Order | Word {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    typeof message.kind === 'string' &&
    kinds.has(message.kind)
  );
}
