import { describe, expect, test } from 'vitest';
import { isRange, parseRange } from '../../../../../../renderer/records/import/values/dateRange.ts';

const read = (text: string) => parseRange({ kind: 'text', text }, '合同开始', 'contractEnd');

describe('two dates in one cell', () => {
  test.each([
    '2023.3.1-2026.2.28',
    '2023-3-1-2026-2-28',
    '2023-03-01至2026-02-28',
    '2023/3/1 - 2026/2/28',
    '2023年3月1日～2026年2月28日',
    '20230301-20260228',
    '2023.03.01—2026.02.28止',
    '23.3.1-26.2.28',
  ])('%s', (text) => {
    expect(read(text)).toMatchObject({
      kind: 'value',
      value: '2023-03-01',
      other: { field: 'contractEnd', value: '2026-02-28', monthOnly: false },
    });
  });

  test('months only are months only at both ends', () => {
    expect(read('2023.3-2026.2')).toMatchObject({
      value: '2023-03-01',
      monthOnly: true,
      other: { value: '2026-02-01', monthOnly: true },
    });
  });

  test('an open end leaves the end alone and says so', () => {
    const parsed = read('2023.3.1-无固定期限');
    expect(parsed).toMatchObject({ kind: 'value', value: '2023-03-01' });
    expect(parsed).not.toHaveProperty('other');
    expect(parsed).toHaveProperty('notice', expect.stringContaining('无固定期限'));
  });

  test('a day that never was refuses at either end', () => {
    expect(read('2023.2.30-2026.2.28').kind).toBe('refuse');
    expect(read('2023.3.1-2026.2.30').kind).toBe('refuse');
  });

  test.each(['3年', '2023.3.1', '2023-3', '无固定期限', '13800138000'])('%s is no range', (text) => {
    expect(isRange(text)).toBe(false);
    expect(read(text)).not.toHaveProperty('other');
  });
});
