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

/**
 * Ports on which an import worker speaks with the store directly: a roster of 100,000 that went through the page would
 * be copied there twice, and the page would stand still for it.
 */
export class ImportDoors {
  private readonly ports = new Set<MessagePort>();

  open(
    port: MessagePort,
    call: (method: keyof ImportCalls, args: readonly unknown[]) => Promise<unknown>,
  ): void {
    this.ports.add(port);
    const served = Object.fromEntries(
      importCalls.map((method) => [method, (...args: readonly unknown[]) => call(method, args)]),
    );
    expose(served, port);
  }

  /** At lock: what an import still sends from here on reaches nobody, and nothing of it was committed (R18, R54). */
  closeAll(): void {
    for (const port of this.ports) port.close();
    this.ports.clear();
  }
}
