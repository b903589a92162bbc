import { useEffect, useEffectEvent } from 'react';
import type { StoreEvent, StorePort } from '../../store/port.ts';

type Listener = (event: StoreEvent) => void;

/** One subscription to the store, handed on to as many screens as ask. */
export interface EventHub {
  listen(listener: Listener): () => void;
}

export function createEventHub(store: Pick<StorePort, 'subscribe'>): EventHub {
  const listeners = new Set<Listener>();
  void store.subscribe((event) => {
    for (const listener of [...listeners]) listener(event);
  });
  return {
    listen(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Calls back for every notice of the store while the screen is mounted. */
export function useStoreEvents(events: EventHub, onEvent: Listener): void {
  const handle = useEffectEvent(onEvent);
  useEffect(
    () =>
      events.listen((event) => {
        handle(event);
      }),
    [events],
  );
}
