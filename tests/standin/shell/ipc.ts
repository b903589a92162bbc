import { decode, encode } from '../page/codec.js';
import { record } from './control.ts';
import { strict } from './strict.ts';

/** The frame a message came from, as the shell's sender check sees it. */
export interface Frame {
  readonly url: string;
  readonly parent: Frame | null;
}

type Handler = (
  event: { readonly senderFrame: Frame; readonly sender: unknown },
  ...args: unknown[]
) => unknown;

const handlers = new Map<string, Handler>();

export const ipcMain = strict('ipcMain', {
  handle(channel: string, handler: Handler): void {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
});

export type Answer =
  { readonly good: true; readonly text: string } | { readonly good: false; readonly text: string };

/** Runs a message through the shell's own handler; errors read as Electron's do. */
export async function dispatch(
  frame: Frame,
  sender: unknown,
  channel: string,
  args: string,
): Promise<Answer> {
  const handler = handlers.get(channel);
  const prefix = `Error invoking remote method '${channel}': `;
  if (handler === undefined)
    return { good: false, text: `${prefix}Error: No handler registered for '${channel}'` };
  try {
    const result = await handler({ senderFrame: frame, sender }, ...(decode(args) as unknown[]));
    return { good: true, text: encode(result) };
  } catch (error) {
    const text = `${prefix}${String(error)}`;
    record('ipc.refused', { channel, text });
    return { good: false, text };
  }
}
