import { describe, expect, test } from 'vitest';
import { analyse } from '../support.ts';

const people = (cells: readonly string[]): readonly (readonly string[])[] =>
  cells.map((cell, index) => [`00${index + 1}`, `甲测试${'一二三四五'[index] ?? ''}`, cell]);

async function contractOf(header: string, cells: readonly string[]) {
  const { session, books } = await analyse(['工号', '姓名', header], people(cells));
  await session.run(books);
  return books.books.map(({ data }) => [data['contractStart'], data['contractEnd']]);
}

describe('contract columns (clerks.md 2.4)', () => {
  test.each(['合同期限', '合同起止日期', '合同期限（格式：2023.3.1-2026.2.28）'])(
    '%s of two dates fills both ends',
    async (header) => {
      expect(await contractOf(header, ['2023.3.1-2026.2.28', '2024-01-01至2026-12-31', '2022.5.1'])).toEqual([
        ['2023-03-01', '2026-02-28'],
        ['2024-01-01', '2026-12-31'],
        ['2022-05-01', undefined],
      ]);
    },
  );

  test('合同期限 of years is not read', async () => {
    const { report } = await analyse(['工号', '姓名', '合同期限'], people(['3年', '3年', '5年']));
    expect(report.unread).toEqual(['合同期限']);
  });

  test('合同到期日 is the end', async () => {
    expect(await contractOf('合同到期日', ['2026.2.28'])).toEqual([[undefined, '2026-02-28']]);
  });

  test('a column of its own says the end better, on whichever side it stands', async () => {
    for (const headers of [
      ['工号', '姓名', '合同期限', '合同到期日'],
      ['工号', '姓名', '合同到期日', '合同期限'],
    ]) {
      const end = headers.indexOf('合同到期日');
      const row = ['001', '甲测试', '', ''];
      row[end] = '2027-01-31';
      row[5 - end] = '2023.3.1-2026.2.28';
      const { session, books } = await analyse(headers, [row]);
      await session.run(books);
      expect(books.books[0]?.data).toMatchObject({ contractStart: '2023-03-01', contractEnd: '2027-01-31' });
    }
  });

  test('平台, 站点 and 车牌 fill one field together', async () => {
    const headers = ['工号', '姓名', '平台', '站点', '车牌'];
    const { session, books } = await analyse(headers, [['001', '甲测试', '某某外卖', '南站', '粤A00000']]);
    await session.run(books);
    expect(books.books[0]?.data['platform']).toBe('某某外卖 南站 粤A00000');
  });
});
