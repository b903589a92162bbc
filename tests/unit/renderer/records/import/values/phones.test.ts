import { describe, expect, test } from 'vitest';
import { definition } from '../../../../../../domain/records/types/member.ts';
import { parsePhone } from '../../../../../../renderer/records/import/values/phones.ts';
import { analyse, valueOf } from '../support.ts';
import type { FieldDefinition } from '../../../../../../domain/records/definition.ts';

const mobile = definition.fields['mobile'] as FieldDefinition;
const read = (text: string, field = mobile) => parsePhone(field, { kind: 'text', text });

describe('phone cells as HR fills them (clerks.md 2.5)', () => {
  test.each([
    ['17000138000/17000138001', '17000138000', '17000138001'],
    ['17000138000 17000138001', '17000138000', '17000138001'],
    ['66123/17000138000', '17000138000', '66123'],
    ['17000138000-66123', '17000138000', '66123'],
    ['17000138000（家）', '17000138000', '家'],
    ['17000138000（短号66123）', '17000138000', '短号66123'],
    ['020-83830000转802', '02083830000', '802'],
    ['075512345678-801', '075512345678', '801'],
  ])('%s is %s, and “%s” is not lost', (text, value, rest) => {
    expect(read(text)).toMatchObject({ kind: 'value', value, rest, notice: expect.any(String) as string });
  });

  test('a word that only says that a number follows is no remark', () => {
    expect(read('电话：17000138000')).toEqual({ kind: 'value', value: '17000138000' });
  });

  test('a short number alone goes where second numbers go, and nowhere without such a field', () => {
    expect(read('短号：66123')).toMatchObject({ kind: 'rest', rest: '66123' });
    const { restTo, ...bare } = mobile;
    expect(restTo).toBeDefined();
    expect(read('66123', bare).kind).toBe('unread');
  });

  test.each(['1.7E+10', '170001380001', '没有', '0755-1234567-801'])('%s is no number', (text) => {
    expect(read(text).kind).toBe('unread');
  });
});

test('the short number lies in 备用电话 of the person, with a notice', async () => {
  const { session, books } = await analyse(['工号', '姓名', '手机'], [['01', '甲测试', '66123']]);
  expect(session.rows('new', 0, 9)[0]?.notices.join()).toContain('短号 66123');
  valueOf(await session.run(books));
  expect(books.books[0]?.data).toMatchObject({ otherPhone: '66123' });
  expect(books.books[0]?.data).not.toHaveProperty('mobile');
});
