import { useCallback, useState } from 'react';
import type { TextSize } from '../records/ui/screen.ts';
import { textSizes } from '../records/ui/screen.ts';

const key = 'ledger.textSize';

/** The size of letters holds before anybody unlocks, so it lies outside the store; it says nothing about a person. */
export function useStoredTextSize(): readonly [TextSize, (size: TextSize) => void] {
  const [size, setSize] = useState<TextSize>(() => {
    const kept = localStorage.getItem(key);
    return textSizes.find((each) => each === kept) ?? 'default';
  });
  document.documentElement.dataset['size'] = size;
  const change = useCallback((next: TextSize) => {
    localStorage.setItem(key, next);
    setSize(next);
  }, []);
  return [size, change];
}
