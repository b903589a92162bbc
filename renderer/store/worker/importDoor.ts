import { expose } from 'comlink';
import type { StorePort } from '../port.ts';

/** Everything an import asks of the store, and nothing else of it. */
export const importCalls = [
  'readAll',
  'importBegin',
  'importStage',
  'importCommit',
  'importCancel',
  'readSetting',
  'writeSetting',
] as const satisfies readonly (keyof StorePort)[];

export type ImportCalls = Pick<StorePort, (typeof importCalls)[number]>;

type Call = (method: keyof ImportCalls, args: readonly unknown[]) => Promise<unknown>;

/**
 * Ports on which an import worker speaks with the store directly: a roster of 100,000 that went through the page would
 * be copied there twice, and the page would stand still for it.
 */
export class ImportDoors {
  private readonly ports = new Set<MessagePort>();
  private readonly whenFree: (lock: string) => Promise<void>;

  /** `whenFree` settles when nobody holds a lock any more. */
  constructor(whenFree: (lock: string) => Promise<void> = released) {
    this.whenFree = whenFree;
  }

  open(port: MessagePort, call: Call): void {
    this.ports.add(port);
    const runs = new OpenRuns(call);
    const served = Object.fromEntries(
      importCalls.map((method) => [method, (...args: readonly unknown[]) => runs.call(method, args)]),
    );
    expose(served, port);
    // The worker at the other end was closed, or died: what it staged will never be committed, and goes at once (R18).
    const gone = (): void => {
      if (this.ports.delete(port)) runs.abandon();
    };
    port.addEventListener('close', gone);
    // A worker that was ended closes no port; it holds a lock, and names it first.
    port.addEventListener('message', ({ data }: MessageEvent<{ readonly holding?: string }>) => {
      if (data.holding !== undefined) void this.whenFree(data.holding).then(gone);
    });
  }

  /** At lock: what an import still sends from here on reaches nobody, and nothing of it was committed (R18, R54). */
  closeAll(): void {
    const open = [...this.ports];
    this.ports.clear();
    for (const port of open) port.close();
  }
}

async function released(lock: string): Promise<void> {
  await navigator.locks.request(lock, () => undefined);
}

/** The imports that were begun through one port and have not ended yet. */
class OpenRuns {
  private readonly ids = new Set<string>();
  private readonly forward: Call;
  private abandoned = false;

  constructor(forward: Call) {
    this.forward = forward;
  }

  async call(method: keyof ImportCalls, args: readonly unknown[]): Promise<unknown> {
    if (method === 'importCommit' || method === 'importCancel') this.ids.delete(String(args[0]));
    const answer = await this.forward(method, args);
    const begun =
      method === 'importBegin' ? (answer as Awaited<ReturnType<StorePort['importBegin']>>) : undefined;
    if (begun?.ok === true) {
      this.ids.add(begun.value.importId);
      // The worker went while its import was being begun.
      if (this.abandoned) this.abandon();
    }
    return answer;
  }

  abandon(): void {
    this.abandoned = true;
    for (const id of this.ids) void this.forward('importCancel', [id]);
    this.ids.clear();
  }
}
