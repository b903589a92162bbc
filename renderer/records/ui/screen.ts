import { createContext, use, useSyncExternalStore } from 'react';

export type TextSize = 'default' | 'large';

const TextSizeContext = createContext<TextSize>('default');
export const TextSizeProvider = TextSizeContext.Provider;

export function useTextSize(): TextSize {
  return use(TextSizeContext);
}

/** Height of a table row; must agree with --h-row, which the virtual list cannot read before it draws. */
export function rowHeightOf(size: TextSize): number {
  return size === 'large' ? 44 : 36;
}

/** In 大字 columns widen by less than the letters, or every list would scroll sideways. */
export function columnScaleOf(size: TextSize): number {
  return size === 'large' ? 1.13 : 1;
}

const narrowQuery = '(max-width: 1180px)';

function watch(onChange: () => void): () => void {
  const media = window.matchMedia(narrowQuery);
  media.addEventListener('change', onChange);
  return () => {
    media.removeEventListener('change', onChange);
  };
}

/** 1366×768 at 125 % is 1093 px wide, and stands on most desks (K61). */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => window.matchMedia(narrowQuery).matches);
}
