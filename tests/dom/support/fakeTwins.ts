import { meetsAll } from '../../../domain/records/conditions.ts';
import { ok } from '../../../domain/result.ts';
import type { StorePort } from '../../../renderer/store/port.ts';
import type { FakeRecords } from './fakeRecords.ts';

/** 疑似重复 and 按条件批量判断 over plain arrays. */
export function fakeTwins(
  records: FakeRecords,
  log: (name: string, input: unknown) => void,
  changed: (type: string) => void,
): Pick<StorePort, 'twins' | 'setApart' | 'whoMeets'> {
  const apart = new Set<string>();
  return {
    twins: async (asked, offset, limit) => {
      const all = records.twins(asked);
      const open = all.filter((ids) => !apart.has(ids.join()));
      return {
        groups: open.length,
        records: open.flat().length,
        apart: all.length - open.length,
        page: open.slice(offset, offset + limit).map((ids) => ({
          ids,
          rows: ids.flatMap((id) => {
            const record = records.get(asked.type, id);
            return record === undefined ? [] : [records.row(record)];
          }),
        })),
      };
    },
    setApart: async (input) => {
      log('setApart', input);
      apart.add(input.ids.join());
      changed(input.type);
      return ok(undefined);
    },
    whoMeets: async (input) => {
      log('whoMeets', input);
      return ok(
        input.ids.filter((id) => meetsAll(input.conditions, records.get(input.type, id)?.data ?? {})),
      );
    },
  };
}
