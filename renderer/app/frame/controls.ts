import { createContext, use } from 'react';
import type { TextSize } from '../../records/ui/screen.ts';

interface Controls {
  readonly onUnit: (unit: string | undefined) => void;
  readonly onSize: (size: TextSize) => void;
  readonly onLock: () => void;
  /** The last lock took what was typed with it. */
  readonly lost: boolean;
  readonly onLostRead: () => void;
}

const nothing = (): void => undefined;
const ControlsContext = createContext<Controls>({
  onUnit: nothing,
  onSize: nothing,
  onLock: nothing,
  lost: false,
  onLostRead: nothing,
});

/** What the title bar's buttons do; handed through the router, which draws the frame. */
export const FrameControls = ControlsContext.Provider;

export function useFrameControls(): Controls {
  return use(ControlsContext);
}
