import type { Bridge } from '../../electron/ipc/bridge.ts';
import type { Host } from './host.ts';

/** The host inside the desktop shell: every call crosses the preload bridge and is checked on the other side. */
export async function electronHost(bridge: Bridge): Promise<Host> {
  const appVersion = await bridge.appVersion(undefined);
  return {
    kind: 'electron',
    appVersion,
    readFile: (name) => bridge.readFile(name),
    writeFile: (name, bytes) => bridge.writeFile({ name, bytes }),
    deviceSecret: () => bridge.deviceSecret(undefined),
    stagedDeviceSecret: () => bridge.stagedDeviceSecret(undefined),
    rotateDeviceSecret: (step) => bridge.rotateDeviceSecret(step),
    saveFile: (suggestedName, bytes, kind) => bridge.saveFile({ suggestedName, bytes, kind }),
    print: (orientation) => bridge.print({ orientation }),
    savePdf: (suggestedName, orientation) => bridge.savePdf({ suggestedName, orientation }),
    freeBytes: () => bridge.freeBytes(undefined),
    idleSeconds: () => bridge.idleSeconds(undefined),
    onLockRequest: (listener) => bridge.listen('lockRequest', listener),
    setTitle(title) {
      document.title = title;
    },
  };
}
