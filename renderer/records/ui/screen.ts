import { createContext, use, useCallback, useSyncExternalStore } from 'react';

export type TextSize = 'default' | 'large' | 'largest';

/** From small to large, with the words for them; A⁻ and A⁺ go one step along it. */
export const textSizes: readonly TextSize[] = ['default', 'large', 'largest'];
export const textSizeWords: Readonly<Record<TextSize, string>> = {
  default: '默认',
  large: '大字',
  largest: '特大',
};

const TextSizeContext = createContext<TextSize>('default');
export const TextSizeProvider = TextSizeContext.Provider;

export function useTextSize(): TextSize {
  return use(TextSizeContext);
}

const SizeWishContext = createContext<(size: TextSize) => void>(() => undefined);
export const SizeWishProvider = SizeWishContext.Provider;

/** Asks for another size of letters, from wherever one stands. */
export function useSizeWish(): (size: TextSize) => void {
  return use(SizeWishContext);
}

/** Height of a table row; must agree with --h-row, which the virtual list cannot read before it draws. */
export function rowHeightOf(size: TextSize): number {
  return { default: 36, large: 44, largest: 48 }[size];
}

/** Height of the letters of a table; must agree with --fs. */
export function letterHeightOf(size: TextSize): number {
  return { default: 15, large: 18, largest: 20 }[size];
}

/** In 大字 columns widen by less than the letters, or every list would scroll sideways. */
export function columnScaleOf(size: TextSize): number {
  return { default: 1, large: 1.13, largest: 1.25 }[size];
}

/** Larger letters make the same screen narrow sooner; base.css hides `.wide` at the same widths. */
const narrowQueries: Readonly<Record<TextSize, string>> = {
  default: '(max-width: 1180px)',
  large: '(max-width: 1420px)',
  largest: '(max-width: 1580px)',
};

/** 1366×768 at 125 % is 1093 px wide, and stands on most desks (K61). */
export function useNarrow(): boolean {
  const query = narrowQueries[useTextSize()];
  const watch = useCallback(
    (onChange: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', onChange);
      return () => {
        media.removeEventListener('change', onChange);
      };
    },
    [query],
  );
  return useSyncExternalStore(watch, () => window.matchMedia(query).matches);
}
