import { describe, expect, test } from 'vitest';
import { addedRests } from '../../../../../../renderer/records/import/verdict/rests.ts';
import { definition } from '../../../../../../domain/records/types/member.ts';
import { parseIdentity } from '../../../../../../renderer/records/import/values/identity.ts';
import { cellParser } from '../../../../../../renderer/records/import/values/parser.ts';
import { analyse, BooksInMemory } from '../support.ts';

const headers = ['工号', '姓名', '手机', '备注'];

describe('what is cut from a cell is kept', () => {
  test('a new person: the remark behind the name and the second number have their fields', async () => {
    const { session, report, books } = await analyse(headers, [
      ['001', '甲测试（借调）', '13800138000/13900139000', ''],
      ['002', '乙测试*', '13800138001', '夜班'],
    ]);
    expect(report.counts.new).toBe(2);
    expect(session.rows('new', 0, 9)[0]?.notices.length).toBeGreaterThan(0);
    await session.run(books);
    expect(books.books.map(({ data }) => data)).toMatchObject([
      { name: '甲测试', mobile: '13800138000', otherPhone: '13900139000', note: '姓名后注：借调' },
      { name: '乙测试', note: '夜班；姓名后注：*' },
    ]);
  });

  test('the month after, the same sheet changes nothing', async () => {
    const books = new BooksInMemory();
    const rows = [['001', '甲测试（借调）', '13800138000/13900139000', '夜班']];
    const first = await analyse(headers, rows, books);
    await first.session.run(books);
    expect((await analyse(headers, rows, books)).report.counts).toMatchObject({ unchanged: 1, changed: 0 });
  });

  test('a person of the books keeps every word of the note', async () => {
    const book = { employeeNo: '001', name: '甲测试', note: '住院探望过', otherPhone: '13700137000' };
    const rows = [['001', '甲测试（借调）', '13800138000/13900139000']];
    const { session, books } = await analyse(headers.slice(0, 3), rows, [book]);
    await session.run(books);
    expect(books.books[0]?.data).toMatchObject({
      note: '住院探望过；姓名后注：借调',
      otherPhone: '13700137000；13900139000',
    });
  });

  test('marks that nobody typed do not come along (R6)', () => {
    const phone = definition.fields['mobile'];
    if (!phone) throw new Error('no such field');
    const parsed = cellParser(phone)({ kind: 'text', text: '13800138000/\u0000139\u200b00139000' });
    expect(parsed).toMatchObject({ value: '13800138000', rest: '13900139000' });
    expect(parseIdentity({ kind: 'text', text: '\u0000H01234567' })).toEqual({
      kind: 'value',
      value: 'H01234567',
    });
  });

  test('what does not fit stays out rather than being cut', () => {
    const full = { otherPhone: '1'.repeat(55) };
    expect(addedRests(definition.fields, full, { otherPhone: '13900139000' })).toEqual({});
  });
});
