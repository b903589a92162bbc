import { contextBridge, ipcRenderer } from 'electron';
import { bridgeName, channels, shellEvents } from './ipc/channels.ts';
import type { ShellEvent } from './ipc/channels.ts';

/**
 * The bridge, made from the list of channels: the page gets these functions and no way to name another channel. Neither
 * ipcRenderer nor its events ever reach the page.
 */
const calls = Object.fromEntries(
  channels.map((channel) => [
    channel,
    (input: unknown): Promise<unknown> => ipcRenderer.invoke(channel, input),
  ]),
);

function listen(event: ShellEvent, listener: () => void): () => void {
  if (!shellEvents.includes(event)) throw new Error('unknown shell event');
  const forward = (): void => {
    listener();
  };
  ipcRenderer.on(event, forward);
  return () => {
    ipcRenderer.removeListener(event, forward);
  };
}

contextBridge.exposeInMainWorld(bridgeName, { ...calls, listen });
