import { describe, expect, it } from 'vitest';
import { lastClosedMonth, periodOfMonth } from '../../../../domain/records/reportPeriod.ts';
import { isoDateOf } from '../../../../domain/rules/calendar.ts';
import { differenceOf } from '../../../../renderer/features/reports/lines.ts';
import { seriousFindings } from '../../support/axe.ts';
import { createFakeStore } from '../../support/fakeStore.ts';
import { inventedPerson } from '../../support/people.ts';
import { click, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

const { from, to } = periodOfMonth(lastClosedMonth(isoDateOf(new Date()), 25), 25);

/** Two members all along, one joined in the month, one left in it; another unit has one. */
function office() {
  const store = createFakeStore({ units: ['演示乙厂工会委员会'] });
  const person = (n: number, more: Record<string, string | readonly string[]>, unit = 'o1') =>
    store.records.add('member', unit, { ...inventedPerson(n), name: `第${n}测试`, ...more });
  person(1, { membershipStatus: '02', joinDate: '2019-05-01', sex: '1' });
  person(2, { membershipStatus: '02', joinDate: '2019-05-01', sex: '2' });
  person(3, { membershipStatus: '02', joinDate: to, sex: '2', membershipLog: [`${to}|join|00|02`] });
  person(4, {
    membershipStatus: '05',
    sex: '1',
    joinDate: '2019-05-01',
    membershipLog: ['2019-05-01|join|00|02', `${from}|quit|02|05`],
  });
  person(5, { membershipStatus: '02', joinDate: '2019-05-01', sex: '1' }, 'o2');
  return store;
}

const figuresOf = (row: string): readonly string[] => {
  const line = [...document.querySelectorAll('table[aria-label="会员增减月报"] tr')].find(
    (each) => each.querySelector('th')?.textContent === row,
  );
  return [...(line?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent ?? '');
};

describe('会员增减月报', () => {
  it('counts by unit, agrees with itself, and opens the names of a figure', async () => {
    await openApp(office(), '#/reports/member/movement');
    await settle(40);
    expect(figuresOf('合计')).toEqual(['4', '1', '0', '0', '0', '0', '1', '0', '4', '0']);
    expect(figuresOf('演示乙厂')).toEqual(['1', '0', '0', '0', '0', '0', '0', '0', '1', '0']);
    expect(text()).toContain('对得上');
    expect(await seriousFindings()).toEqual([]);
    await click(get('button', '合计 入会 1，看名单'));
    await settle(40);
    const names = document.querySelector('section[aria-label="合计 入会 名单"]')?.textContent;
    expect(names).toContain('合计 入会：1 人');
    expect(names).toContain('第3测试');
    expect(await seriousFindings()).toEqual([]);
  });
});

describe('a report that does not agree with itself', () => {
  it('is told by how much', () => {
    const columns = [
      { key: 'a', label: '期初', part: 'opening' },
      { key: 'b', label: '入会', part: 'in' },
      { key: 'c', label: '退会', part: 'out' },
      { key: 'd', label: '期末', part: 'closing' },
      { key: 'e', label: '另', part: 'aside' },
    ] as const;
    expect(differenceOf({ a: 10, b: 3, c: 2, d: 11, e: 5 }, columns)).toBe(0);
    expect(differenceOf({ a: 10, b: 3, c: 2, d: 12 }, columns)).toBe(1);
  });
});
