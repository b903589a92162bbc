import { describe, expect, it } from 'vitest';
import { definition } from '../../../../../domain/records/types/member.ts';
import { cardFields, isCardText } from '../../../../../renderer/records/form/cardText.ts';
import { inventedNumber } from '../../../../dom/support/people.ts';

const id = inventedNumber(7);
const whole = { idNumber: id, name: '甲测试', ethnic: '01', householdPlace: '某省某市某县某村1号' };

describe('the text of a card', () => {
  it.each([
    `姓名：甲测试\r\n性别：男 民族：汉\r\n出生：1975年8月8日\r\n住址：某省某市某县某村1号\r\n公民身份号码：${id}`,
    `姓 名 甲测试 性 别 男 民 族 汉 出 生 1975 年 8 月 8 日 住 址 某省某市某县某村1号 公民身份号码 ${id}`,
    `甲测试\t男\t汉族\t19750808\t某省某市某县某村1号\t${id}`,
    `甲测试,男,汉族,1975-08-08,${id.toLowerCase()},某省某市某县某村1号`,
  ])('fills name, people, address and number: %#', (text) => {
    expect(isCardText(text)).toBe(true);
    expect(cardFields(definition, text)).toEqual(whole);
  });

  it('is none when it is only a number, and fills nothing when the number is none', () => {
    expect(isCardText(` ${id}\r\n`)).toBe(false);
    expect(isCardText('甲测试 440000')).toBe(false);
    const wrong = id.slice(0, 17) + (id.endsWith('1') ? '2' : '1');
    expect(cardFields(definition, `姓名：甲测试 公民身份号码：${wrong}`)).toEqual({});
  });
});
