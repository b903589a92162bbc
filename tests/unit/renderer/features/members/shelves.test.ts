import { expect, test } from 'vitest';
import { definition } from '../../../../../domain/records/types/member.ts';
import { lifePage } from '../../../../../renderer/features/members/life/shelves.ts';
import type { LifePlace } from '../../../../../renderer/features/members/life/shelves.ts';
import { remindDaysOf } from '../../../../../renderer/features/members/life/useRemindDays.ts';
import { indexedFieldsOf } from '../../../../../renderer/store/index/indexedFields.ts';

const places: readonly LifePlace[] = ['join', 'transfer', 'leaving'];
const shelves = places.flatMap((place) => lifePage(place, '2026-01-31', 90).shelves);

test('every shelf shows, filters and sorts by what the index carries, and offers steps that exist', () => {
  const carried = new Set(indexedFieldsOf(definition));
  const asked = shelves.flatMap((shelf) => [
    ...shelf.columns.map(({ field }) => field),
    ...Object.keys(shelf.filters ?? {}),
    ...Object.keys(shelf.ranges ?? {}),
    shelf.sort.field,
  ]);
  expect(asked.filter((field) => !field.startsWith('@') && !carried.has(field))).toEqual([]);
  const unknown = shelves
    .flatMap(({ acts }) => acts)
    .filter((name) =>
      name.startsWith('=') ? !definition.fields[name.slice(1)] : !definition.transitions?.[name],
    );
  expect(unknown).toEqual([]);
});

test('the six months without dues, and the days since somebody left, end today', () => {
  const ranges = (key: string) => shelves.find((shelf) => shelf.key === key)?.ranges;
  // Unpaid from July to December: in January the six months are over.
  expect(ranges('lapsing')).toEqual({ duesPaidUntil: { to: '2025-06' } });
  expect(ranges('overdue')).toEqual({ leaveDate: { to: '2025-11-02' } });
});

test('a setting that is no number of days is the usual one', () => {
  expect(['30', undefined, '', '0', '1.5', '1000', 'x'].map(remindDaysOf)).toEqual([
    30, 90, 90, 90, 90, 90, 90,
  ]);
});
