import { describe, expect, it } from 'vitest';
import { isoDateOf } from '../../../../domain/rules/calendar.ts';
import { monthLater } from '../../../../renderer/features/workbench/figures.ts';
import { seriousFindings } from '../../support/axe.ts';
import { furnished } from '../../support/office.ts';
import { inventedPerson } from '../../support/people.ts';
import { all, click, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

const today = isoDateOf(new Date());
const bar = (): string =>
  (document.querySelector('[aria-label="人数与合计"]')?.textContent ?? '').replace(/\s+/g, ' ').trim();
const figure = (label: string): string =>
  [...document.querySelectorAll('.figure')]
    .find((each) => each.querySelector('dt')?.textContent === label)
    ?.querySelector('.figure-value')?.textContent ?? '';

/** Sixty people, two of them gone before; two come this month, three leave, one of these was no member. */
function office() {
  const store = furnished({ people: 60 });
  const person = (n: number, more: Record<string, string>) =>
    store.records.add('member', 'o1', { ...inventedPerson(n), employeeNo: `9${n}`, ...more });
  person(200, { hireDate: today });
  person(201, { hireDate: today, contractEnd: today });
  person(210, { employmentState: '9', leaveDate: today, membershipStatus: '02' });
  person(211, { employmentState: '9', leaveDate: today, membershipStatus: '02', contractEnd: today });
  person(212, { employmentState: '9', leaveDate: today, membershipStatus: '00' });
  person(213, { employmentState: '9', leaveDate: '2020-01-31', membershipStatus: '02' });
  return store;
}

describe('工作台', () => {
  it('tells who came and who left this month, and leads to exactly those who left', async () => {
    await openApp(office());
    expect(figure('本月新进 / 离开')).toBe('2 / 3');
    expect(await seriousFindings()).toEqual([]);
    const line = [...document.querySelectorAll('.reminders li')].find((each) =>
      each.textContent?.startsWith('本月离开的'),
    );
    await click(line?.querySelector('button, a') as HTMLElement);
    await settle(40);
    expect(bar()).toContain('共 3 人');
    expect(text()).toContain('本月离职');
  });

  it('reminds of contracts of people in post only', async () => {
    await openApp(office());
    const line = [...document.querySelectorAll('.reminders li')].find((each) =>
      each.textContent?.startsWith('合同一个月内到期的'),
    );
    expect(line?.textContent).toContain('1 人');
  });

  it('ends a month from the last of a long month on the last of a short one', () => {
    expect(monthLater(new Date(2027, 0, 31))).toBe('2027-02-28');
    expect(monthLater(new Date(2026, 11, 15))).toBe('2027-01-15');
  });
});

describe('常用统计', () => {
  it('says which members are in post, who left with the membership, and both together', async () => {
    await openApp(office(), '#/statistics');
    await settle(60);
    const heads = [...document.querySelectorAll('.stat-table thead th')].map((each) => each.textContent);
    const cells = [...document.querySelectorAll('.stat-table tbody tr:first-child td')].map((each) =>
      Number(each.textContent?.replace(/[^\d.]/g, '')),
    );
    const value = (head: string): number => cells[heads.indexOf(head) - 1] ?? Number.NaN;
    // Of the sixty, two left long ago with their membership; of those who came in the test, three.
    expect(value('离职、会籍未转')).toBe(5);
    expect(value('会员合计')).toBe(value('在职会员') + 5);
    expect(value('在职职工')).toBe(60);
    expect(text()).toContain('下面按在职的 60 人计算');
    expect(await seriousFindings()).toEqual([]);
    await click(get('link', '工作台'));
    await settle(40);
    expect(figure('在职会员')).toBe(String(value('在职会员')));
    expect(all('heading').length).toBeGreaterThan(1);
  });
});
