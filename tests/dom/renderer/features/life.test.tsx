import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { daysLater, isoDateOf } from '../../../../domain/rules/calendar.ts';
import { seriousFindings } from '../../support/axe.ts';
import { furnished } from '../../support/office.ts';
import { inventedPerson } from '../../support/people.ts';
import { all, click, fill, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

const today = isoDateOf(new Date());
const bar = (): string =>
  (document.querySelector('[aria-label="人数与合计"]')?.textContent ?? '').replace(/\s+/g, ' ').trim();

/** Nobody but these: three left long ago or lately, one kept, two outside, one of them gone. */
function office() {
  const store = furnished({ people: 0 });
  const person = (n: number, more: Record<string, string>) =>
    store.records.add('member', 'o1', { ...inventedPerson(n), employeeNo: `8${n}`, ...more });
  person(300, { employmentState: '9', leaveDate: daysLater(today, -97), membershipStatus: '02' });
  person(301, { employmentState: '9', leaveDate: daysLater(today, -90), membershipStatus: '02' });
  person(302, { employmentState: '9', leaveDate: daysLater(today, -89), membershipStatus: '02' });
  person(303, { employmentState: '9', membershipStatus: '04', membershipDate: daysLater(today, -30) });
  person(310, { employmentState: '1', membershipStatus: '00' });
  person(311, { employmentState: '9', membershipStatus: '00' });
  return store;
}
const onlyRow = async (): Promise<void> => {
  await click(all('rowheader')[0] as HTMLElement);
  await click(get('button', /^办理/));
  await settle(30);
};

describe('离职与会籍变动', () => {
  it('lists who left so many days ago and is still a member, oldest first, with the days; the number is a setting', async () => {
    const store = office();
    await openApp(store, '#/members/leaving');
    await settle(40);
    expect(bar()).toContain('共 2 人');
    expect(get('tab', /^离职满 90 天 2/)).toBeTruthy();
    expect(get('tab', /^会籍待转 3/)).toBeTruthy();
    expect(all('row')[1]?.textContent).toContain(`${daysLater(today, -97)} · 97 天`);
    expect(await seriousFindings()).toEqual([]);
    await fill(get('spinbutton', /天提醒/), '89');
    await settle(40);
    expect(bar()).toContain('共 3 人');
    expect(await store.readSetting('membership.remindDays')).toBe('89');
  });

  it('保留会籍 offers the reasons that may keep one and no others', async () => {
    await openApp(office(), '#/members/leaving/overdue');
    await settle(40);
    await onlyRow();
    await click(get('menuitem', '保留会籍'));
    await act(async () => {
      get('combobox', '会籍变化原因').dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
    });
    await settle(60);
    const offered = [...document.querySelectorAll('.ant-select-item-option')].map((each) => each.textContent);
    expect(offered).toEqual(['退休', '失业', '参军或其他']);
  });

  it('a sentence of the workbench leads there', async () => {
    await openApp(office());
    const line = [...document.querySelectorAll('.todos li')].find((each) =>
      each.textContent?.includes('2 人离职满 90 天，会籍还在本单位'),
    );
    await click(line?.querySelector('button, a') as HTMLElement);
    await settle(40);
    expect(window.location.hash).toBe('#/members/leaving/overdue');
  });
});

describe('入会办理', () => {
  it('集体入会 takes people in post from one shelf to the other, and 撤销 with a reason takes them back', async () => {
    const store = office();
    await openApp(store, '#/members/join');
    await settle(40);
    expect(bar()).toContain('共 1 人');
    await onlyRow();
    await click(get('menuitem', '集体入会'));
    await click(get('button', '集体入会'));
    await settle(60);
    expect(text()).toContain('“未入会”现在没有人');
    await click(get('tab', /^本月入会 1/));
    await settle(40);
    await onlyRow();
    await click(get('menuitem', '撤销上一次会籍变动'));
    await click(get('button', '撤销上一次会籍变动'));
    expect(text()).toContain('请填“撤销原因”');
    await fill(get('textbox', '撤销原因'), '选错了人');
    await click(get('button', '撤销上一次会籍变动'));
    await settle(60);
    expect(text()).toContain('“本月入会”现在没有人');
    const person = [...store.records.all.values()].find(({ data }) => data['employeeNo'] === '8310');
    expect(person?.data).toMatchObject({
      membershipStatus: '00',
      takeBackReason: '选错了人',
      membershipLog: [`${today}|join|00|02`, `${today}|takeBack|02|00`],
    });
  });
});
