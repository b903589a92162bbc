import { useState } from 'react';
import { useLoaded } from '../../../records/ui/useLoaded.ts';
import type { StorePort } from '../../../store/port.ts';
import { defaultRemindDays, remindDaysKey } from './shelves.ts';

/** What a setting says, or the usual number where it says nothing usable. */
export function remindDaysOf(text: string | undefined): number {
  const days = Number(text);
  return Number.isInteger(days) && days >= 1 && days <= 999 ? days : defaultRemindDays;
}

/** Undefined until it is read: a list that begins with the wrong number would jump. */
export function useRemindDays(
  store: Pick<StorePort, 'readSetting' | 'writeSetting'>,
): readonly [number | undefined, (days: number) => void] {
  const [stored] = useLoaded(async () => remindDaysOf(await store.readSetting(remindDaysKey)));
  const [chosen, setChosen] = useState<number>();
  return [
    chosen ?? stored,
    (days) => {
      setChosen(days);
      void store.writeSetting(remindDaysKey, String(days));
    },
  ];
}
