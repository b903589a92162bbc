import { describe, expect, it } from 'vitest';
import type { ImportSummary } from '../../../../renderer/store/port.ts';
import { createFakeStore } from '../../support/fakeStore.ts';
import type { FakeStore } from '../../support/fakeStore.ts';
import { all, click, furnishJsdom, get, openApp, settle, text } from '../../support/page.tsx';

furnishJsdom();

const day = 86_400_000;
const before = (days: number): string => new Date(Date.now() - days * day).toISOString();

function made(importId: string, organisation: string, days: number): ImportSummary {
  return {
    importId,
    organisation,
    at: before(days),
    userName: '甲测试',
    fileLabel: '在职花名册.xlsx',
    created: 5,
    changed: 0,
    ...(days < 7 ? { undoUntil: before(days - 7) } : {}),
  };
}

async function openImports(units: readonly string[], imports: readonly ImportSummary[]): Promise<FakeStore> {
  const store = Object.assign(createFakeStore({ units }), { imports: async () => imports });
  await openApp(store, '#/members/import');
  await settle(40);
  return store;
}

/** The rows of the table, cell by cell. */
const rows = (): readonly (readonly string[])[] =>
  [...document.querySelectorAll('[aria-label="以前的导入"] tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent ?? ''),
  );

describe('以前的导入', () => {
  it('names the unit of each import on a PC that acts for several, and in the question before one is taken back', async () => {
    await openImports(
      ['红星玩具厂联合工会委员会', '样例机械厂工会委员会'],
      [made('i3', 'o3', 1), made('i2', 'o2', 2)],
    );
    expect(rows()[0]).toContain('单位');
    expect(rows().slice(1)).toEqual([
      expect.arrayContaining(['样例机械', '在职花名册.xlsx']),
      expect.arrayContaining(['红星玩具', '在职花名册.xlsx']),
    ]);
    await click(all('button', '撤回本次导入')[1] as HTMLElement);
    await settle(30);
    expect(get('dialog').textContent).toContain('红星玩具，在职花名册.xlsx：新增 5');
  });

  it('blames a later import only where it was one of the same unit', async () => {
    await openImports(
      ['红星玩具厂联合工会委员会'],
      [made('i3', 'o1', 1), made('i2', 'o2', 9), made('i1', 'o1', 10)],
    );
    expect(rows()[2]?.at(-1)).toBe('过了 7 天，不能撤回了');
    expect(rows()[3]?.at(-1)).toBe('后来又导入过，不能撤回了');
  });

  it('has no such column where there is one unit', async () => {
    await openImports([], [made('i1', 'o1', 1)]);
    expect(rows()[0]).not.toContain('单位');
    expect(text()).not.toContain('演示精密，');
    expect(rows()[1]?.[1]).toBe('甲测试');
  });
});
