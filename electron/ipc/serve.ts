import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { isPageUrl } from '../scheme.ts';
import { channels } from './channels.ts';
import type { Channel } from './channels.ts';
import { table } from './table.ts';
import type { Input, Output } from './table.ts';

export type Handlers = { readonly [C in Channel]: (input: Input<C>) => Promise<Output<C>> };

/** Only the page itself, in the window's top frame, may speak to the shell; whatever else got loaded may not. */
export function trustedSender(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && isPageUrl(frame.url);
}

/**
 * Answers one message. A refusal names the channel and nothing of the content: the error text goes back to the page
 * and may end in a log.
 */
async function answer<C extends Channel>(
  channel: C,
  handlers: Handlers,
  event: IpcMainInvokeEvent,
  raw: unknown,
): Promise<Output<C>> {
  if (!trustedSender(event)) throw new Error(`${channel}: refused sender`);
  const input = table[channel].input.safeParse(raw);
  if (!input.success) throw new Error(`${channel}: refused input`);
  const output = table[channel].output.safeParse(await handlers[channel](input.data as Input<C>));
  if (!output.success) throw new Error(`${channel}: refused output`);
  return output.data as Output<C>;
}

/** Opens exactly the channels of the table. A name that is not in it has no handler, so Electron refuses it. */
export function serveChannels(ipcMain: Pick<IpcMain, 'handle'>, handlers: Handlers): void {
  for (const channel of channels) {
    ipcMain.handle(channel, (event, raw: unknown) => answer(channel, handlers, event, raw));
  }
}
