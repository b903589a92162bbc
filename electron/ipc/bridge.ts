import type { Channel, ShellEvent } from './channels.ts';
import type { Input, Output } from './table.ts';

/** What the page finds on `window`: one function per channel and one way to listen. */
export type Bridge = {
  readonly [C in Channel]: (input: Input<C>) => Promise<Output<C>>;
} & {
  /** Returns the way to stop listening. */
  readonly listen: (event: ShellEvent, listener: () => void) => () => void;
};
