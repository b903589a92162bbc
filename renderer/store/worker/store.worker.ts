import { expose } from 'comlink';
import { recordDefinitions } from '../../../domain/records/registry.ts';
import { fail } from '../../../domain/result.ts';
import type { Host } from '../../host/host.ts';
import { createStoreCore } from '../core/createStore.ts';
import type { StoreCore } from '../core/createStore.ts';
import { openIndexedDbDisk } from '../disk/indexeddb.ts';
import { createKeyRing } from '../keys/keyRing.ts';
import type { StoreStatus } from '../port.ts';
import { runBackground } from './background.ts';
import type { HostBridge, HostFacts, PortMethod, StoreWorker, WorkerEvent } from './bridge.ts';
import { enrolmentOver, runEngine } from './engine.ts';
import { ImportDoors } from './importDoor.ts';
import { takeProfile } from './profileLock.ts';

const profile = 'ledger';

let core: StoreCore | undefined;
let absent: StoreStatus['phase'] = 'damaged';
const doors = new ImportDoors();

/** The worker asks the page for what only the shell can do; the rest of the host is of no use here. */
function hostOf(bridge: HostBridge, facts: HostFacts): Host {
  return {
    ...facts,
    readFile: (name) => bridge.readFile(name),
    writeFile: (name, bytes) => bridge.writeFile(name, bytes),
    deviceSecret: () => bridge.deviceSecret(),
    stagedDeviceSecret: () => bridge.stagedDeviceSecret(),
    rotateDeviceSecret: (step) => bridge.rotateDeviceSecret(step),
    freeBytes: () => bridge.freeBytes(),
    saveFile: async () => fail('unavailable', '这里不能保存文件，没有改动任何内容。'),
    print: async () => fail('unavailable', '这里不能打印，没有改动任何内容。'),
    savePdf: async () => fail('unavailable', '这里不能打印，没有改动任何内容。'),
    idleSeconds: async () => 0,
    onLockRequest: () => () => undefined,
    setTitle: () => undefined,
  };
}

async function start(
  bridge: HostBridge,
  facts: HostFacts,
  listener: (event: WorkerEvent) => void,
): Promise<'ready' | 'taken' | 'unavailable'> {
  if (!(await takeProfile(`${profile}-store`))) {
    absent = 'taken';
    return 'taken';
  }
  const disk = await openIndexedDbDisk(profile);
  if (!disk.ok) return 'unavailable';
  const host = hostOf(bridge, facts);
  core = createStoreCore({
    definitions: recordDefinitions,
    disk: disk.value,
    keyRing: createKeyRing({ host }),
    host,
    clock: { now: () => Date.now() },
    enrolment: enrolmentOver(facts.kind),
    startEngine: runEngine,
    onFatal: () => {
      listener({ kind: 'fault' });
    },
  });
  await core.port.subscribe(listener);
  runBackground(core, () => {
    listener({ kind: 'fault' });
  });
  return 'ready';
}

async function call(method: PortMethod, args: readonly unknown[]): Promise<unknown> {
  if (core === undefined) {
    if (method === 'status') return { phase: absent, slots: [] } satisfies StoreStatus;
    return fail('notStarted', '程序还没有准备好，没有改动任何内容。请关闭其他窗口后重新打开。');
  }
  if (method === 'lock') doors.closeAll();
  const { port } = core;
  const task: unknown = Reflect.get(port, method);
  return typeof task === 'function' ? Reflect.apply(task, port, args) : undefined;
}

const worker: StoreWorker = {
  start,
  call,
  serveImport: (port) => {
    doors.open(port, call);
  },
};
expose(worker);
