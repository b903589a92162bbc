import { createContext, use, useEffect } from 'react';

export interface StatusPart {
  readonly text: string;
  /** Written in bold after the text. */
  readonly value?: string;
  readonly after?: string;
}

type Show = (parts: readonly StatusPart[]) => void;

const StatusLineContext = createContext<Show>(() => undefined);

export const StatusLineProvider = StatusLineContext.Provider;

/** Puts counts into the left of the bottom bar, as Excel and WPS do; cleared when the screen is left. */
export function useStatusLine(parts: readonly StatusPart[]): void {
  const show = use(StatusLineContext);
  const key = JSON.stringify(parts);
  useEffect(() => {
    show(JSON.parse(key) as readonly StatusPart[]);
    return () => {
      show([]);
    };
  }, [show, key]);
}
