import { ok } from '../../../domain/result.ts';
import type { Host } from '../../../renderer/host/host.ts';

export interface FakeHost extends Host {
  readonly printed: { readonly to: string; readonly sheets: number }[];
  readonly saved: { readonly name: string; readonly bytes: Uint8Array }[];
}

export function createFakeHost(kind: Host['kind'] = 'electron'): FakeHost {
  const saved: FakeHost['saved'] = [];
  const printed: FakeHost['printed'] = [];
  return {
    kind,
    appVersion: '0.0.0',
    saved,
    printed,
    print: async () => {
      printed.push({ to: 'printer', sheets: document.querySelectorAll('.print-sheets .sheet').length });
      return ok('done');
    },
    savePdf: async (name) => {
      printed.push({ to: name, sheets: document.querySelectorAll('.print-sheets .sheet').length });
      return ok('done');
    },
    readFile: async () => undefined,
    writeFile: async () => ok(undefined),
    deviceSecret: async () => ok(undefined),
    stagedDeviceSecret: async () => ok(undefined),
    rotateDeviceSecret: async () => ok(undefined),
    saveFile: async (name, bytes) => {
      saved.push({ name, bytes });
      return ok(true);
    },
    freeBytes: async () => undefined,
    idleSeconds: async () => 0,
    onLockRequest: () => () => undefined,
    setTitle: (title) => {
      document.title = title;
    },
  };
}
