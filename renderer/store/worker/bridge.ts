import type { Host } from '../../host/host.ts';
import type { StoreEvent, StorePort } from '../port.ts';

/** What the worker needs of the host, which lives on the page's side; every call crosses once. */
export type HostBridge = Pick<
  Host,
  'readFile' | 'writeFile' | 'deviceSecret' | 'stagedDeviceSecret' | 'rotateDeviceSecret' | 'freeBytes'
>;
export interface HostFacts {
  readonly kind: Host['kind'];
  readonly appVersion: string;
}

export type PortMethod = Exclude<keyof StorePort, 'subscribe' | 'importPort'>;

/** The one object the worker exposes. `call` keeps the port in one place: its type. */
export interface StoreWorker {
  /** `taken`: another window owns this profile. */
  start(
    host: HostBridge,
    facts: HostFacts,
    listener: (event: WorkerEvent) => void,
  ): Promise<'ready' | 'taken' | 'unavailable'>;
  call(method: PortMethod, args: readonly unknown[]): Promise<unknown>;
  /** Answers an import's calls on a port of its own until the lock. */
  serveImport(port: MessagePort): void;
}

/** `fault`: the worker's memory may no longer agree with the disk; it has to be replaced (R16). */
export type WorkerEvent = StoreEvent | { readonly kind: 'fault' };
