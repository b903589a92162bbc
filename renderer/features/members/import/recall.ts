import { isoDateOf } from '../../../../domain/rules/calendar.ts';
import { rememberedOn } from '../../../records/import/layout/mapping.ts';
import type { Preview } from '../../../records/import/preview.ts';
import type { StorePort } from '../../../store/port.ts';
import type { Driver } from './driver.ts';

export interface Recalled {
  readonly preview: Preview;
  /** `YYYY-MM-DD` of the last use, '' where it is not known; absent when the layout is new. */
  readonly usedOn?: string;
}

/** Uses the mappings that were remembered for the layouts of this file (K53). */
export async function recallMappings(
  store: Pick<StorePort, 'readSetting'>,
  driver: Driver,
  opened: Preview,
): Promise<Recalled> {
  const known: Record<string, string> = {};
  for (const key of opened.layoutKeys) {
    const remembered = await store.readSetting(key);
    if (remembered !== undefined) known[key] = remembered;
  }
  const mappings = Object.values(known);
  if (mappings.length === 0) return { preview: opened };
  const again = await driver.recall(known);
  const days = mappings.map((mapping) => rememberedOn(mapping) ?? '').sort();
  return { preview: again.ok ? again.value : opened, usedOn: days.at(-1) ?? '' };
}

export async function keepMappings(store: Pick<StorePort, 'writeSetting'>, driver: Driver): Promise<void> {
  for (const [key, mapping] of Object.entries(await driver.remembered(isoDateOf(new Date()))))
    await store.writeSetting(key, mapping);
}
