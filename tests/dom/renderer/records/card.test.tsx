import { describe, expect, it } from 'vitest';
import { createFakeStore } from '../../support/fakeStore.ts';
import { fill, furnishJsdom, get, openApp, press, settle, text } from '../../support/page.tsx';
import { inventedNumber } from '../../support/people.ts';

furnishJsdom();

describe('读卡器像键盘一样输入', () => {
  it('takes a card typed into the number’s box and Enter, fills the rest, and leaves what was filled', async () => {
    await openApp(createFakeStore(), '#/records/member/new');
    await fill(get('textbox', '姓名'), '乙样例');
    const box = get<HTMLInputElement>('textbox', '证件号码');
    const number = inventedNumber(7);
    await fill(box, `姓名：甲测试 民族：汉 住址：某省某市1号 公民身份号码：${number}`, false);
    await press(box, 'Enter');
    await settle(30);
    expect(get<HTMLInputElement>('textbox', '证件号码').value).toBe(number);
    expect(get<HTMLInputElement>('textbox', '户籍所在地').value).toBe('某省某市1号');
    expect(get<HTMLInputElement>('textbox', '姓名').value).toBe('乙样例');
    expect(get<HTMLInputElement>('textbox', '出生日期').value).toContain(number.slice(6, 10));
    expect(text()).toContain(
      '按证件填了证件号码、民族、户籍所在地。姓名原来有内容，和证件上的不一样，没有改',
    );
  });
});
