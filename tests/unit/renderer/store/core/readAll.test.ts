import { expect, it } from 'vitest';
import { definition as duesYear } from '../../../../../domain/records/types/duesYear.ts';
import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import { enrolled, home, value } from '../../../../contract/store/support.ts';

it('all records of a type, or of those only that match: one year of dues', async () => {
  const { core } = await enrolled([duesYear], createMemoryDisk());
  for (const year of [2024, 2025, 2026])
    value(
      await core.port.save({
        type: 'duesYear',
        organisation: home,
        fields: { memberId: 'm1', year, name: '甲测试', paid01: year },
      }),
    );
  const read = async (
    ...filters: readonly Record<string, readonly number[]>[]
  ): Promise<readonly unknown[]> => {
    const found = await core.port.readAll('duesYear', home, ['year', 'paid01'], ...filters.slice(0, 1));
    return found.map(({ data }) => data).sort((a, b) => Number(a['year']) - Number(b['year']));
  };
  expect(await read()).toHaveLength(3);
  expect(await read({ year: [2025, 2026] })).toEqual([
    { year: 2025, paid01: 2025 },
    { year: 2026, paid01: 2026 },
  ]);
});
