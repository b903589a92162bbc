import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * Asks at once, when `key` changes and when told to; what was there stays until the new answer comes: a list that blinks
 * at every save cannot be read.
 */
export function useLoaded<T>(
  load: () => Promise<T>,
  key: string = '',
): readonly [value: T | undefined, reload: () => void] {
  const [value, setValue] = useState<{ readonly of: T }>();
  const [turn, setTurn] = useState(0);
  const loader = useRef(load);
  useEffect(() => {
    loader.current = load;
  });
  useEffect(() => {
    let current = true;
    void loader.current().then((answer) => {
      if (current) setValue({ of: answer });
    });
    return () => {
      current = false;
    };
  }, [turn, key]);
  const reload = useCallback(() => {
    setTurn((n) => n + 1);
  }, []);
  return [value?.of, reload];
}
