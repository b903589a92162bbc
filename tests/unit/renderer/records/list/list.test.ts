import { describe, expect, it } from 'vitest';
import { definition } from '../../../../../domain/records/types/member.ts';
import type { IndexRow } from '../../../../../renderer/store/index/port.ts';
import { columnsOf, filterWord } from '../../../../../renderer/records/list/columns.ts';
import { rowsAsText } from '../../../../../renderer/records/list/copy.ts';
import {
  rangeOf,
  selectOne,
  selectRange,
  toggleOne,
} from '../../../../../renderer/records/list/selection.ts';
import { sumsOf } from '../../../../../renderer/records/list/sums.ts';
import { moved } from '../../../../../renderer/records/list/useGridKeys.ts';

const row = (values: IndexRow['values'], more: Partial<IndexRow> = {}): IndexRow => ({
  id: 'x',
  organisation: 'o1',
  values,
  gaps: [],
  sync: 'backedUp',
  voided: false,
  work: 0,
  ...more,
});
const nameless = (): string => '';

describe('copying', () => {
  it('masks, keeps a cell in its cell, and never hands a formula to the program it is pasted into', () => {
    const columns = columnsOf(definition, false).slice(0, 7);
    const text = rowsAsText(
      [row({ employeeNo: '00317', name: '=cmd|calc\t丁', sex: '2', mobile: '13800001024' })],
      columns,
      nameless,
    );
    const cells = text.split('\t');
    expect(cells[0]).toBe('00317');
    expect(cells[1]).toBe("'=cmd|calc 丁");
    expect(text).toContain('138****1024');
    expect(text).not.toContain('13800001024');
  });
});

describe('selection', () => {
  it('keeps the anchor while a range grows', () => {
    const start = selectOne('a', 3);
    const range = selectRange(start, ['a', 'b', 'c']);
    expect(range.anchor).toBe(3);
    expect([...toggleOne(range, 'b', 4).ids]).toEqual(['a', 'c']);
    expect(rangeOf(7, 2)).toEqual([2, 7]);
  });

  it('is summed by the state clerks count by', () => {
    const parts = sumsOf(definition, [
      row({ membershipStatus: '02' }),
      row({ membershipStatus: '02' }, { gaps: ['ethnic'] }),
      row({ membershipStatus: '00' }),
    ]);
    expect(parts.map((part) => part.text)).toEqual(['会员 2', '未入会 1', '待补 1']);
  });
});

describe('keys', () => {
  it('move as in WPS and leave other keys alone', () => {
    expect(moved('PageDown', false, { row: 3, column: 1 }, 10)).toEqual({ row: 13, column: 1 });
    expect(moved('Home', true, { row: 9, column: 4 }, 10)).toEqual({ row: 0, column: 0 });
    expect(moved('x', false, { row: 0, column: 0 }, 10)).toBeUndefined();
  });
});

describe('filter words', () => {
  it('names missing boxes, states and emptiness', () => {
    const columns = columnsOf(definition, true);
    const column = (key: string) =>
      columns.find((each) => each.key === key) ?? {
        key,
        label: '',
        width: 0,
        filter: false,
        frozen: false,
        wide: false,
      };
    expect(filterWord(column('@gap'), 'ethnic', nameless)).toBe('民族');
    expect(filterWord(column('@gap'), null, nameless)).toBe('不缺');
    expect(filterWord(column('@sync'), 'rejected', nameless)).toBe('被退回');
    expect(filterWord(column('sex'), null, nameless)).toBe('（空）');
    expect(filterWord(column('@organisation'), 'o1', () => '样例一厂')).toBe('样例一厂');
  });
});
