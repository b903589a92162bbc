import { expect, it } from 'vitest';
import type { TestMedium } from './helpers.ts';
import { add, damage, names } from './helpers.ts';
import { assemble, enrolled, passphrase, restarted, value } from './support.ts';
import { person } from './types.ts';

export function faultsSuite(open: () => Promise<TestMedium>): void {
  it('names a damaged unit and leaves the rest readable', async () => {
    const medium = await open();
    const bench = await enrolled([person], medium.disk);
    for (const name of ['甲', '乙', '丙']) await add(bench.core.port, name);
    const disk = await medium.reopen();
    expect(await damage(disk, 'units', (_key, at) => at === 1)).toBe(1);
    const next = await restarted(bench, disk);
    const answers = await Promise.all(
      (await next.core.port.ids({ type: 'person' })).map((id) => next.core.port.get('person', id)),
    );
    expect(answers.map((answer) => (answer.ok ? 'read' : answer.error.code)).sort()).toEqual([
      'damaged',
      'read',
      'read',
    ]);
    expect(next.core.ledger()?.damage).toHaveLength(1);
  });

  it('rebuilds a damaged index segment from its unit', async () => {
    const medium = await open();
    const bench = await enrolled([person], medium.disk);
    for (const name of ['甲', '乙', '丙']) await add(bench.core.port, name);
    const disk = await medium.reopen();
    expect(await damage(disk, 'index', () => true)).toBe(3);
    const next = await restarted(bench, disk);
    expect(await names(next.core.port)).toHaveLength(3);
    const last = await restarted(next, await medium.reopen());
    expect(await names(last.core.port)).toHaveLength(3);
    expect(last.core.ledger()?.damage).toEqual([]);
  });

  it('finds records again whose index segment is gone', async () => {
    const medium = await open();
    const bench = await enrolled([person], medium.disk);
    for (const name of ['甲', '乙', '丙']) await add(bench.core.port, name);
    const disk = await medium.reopen();
    const keys: string[] = [];
    await disk.scan('index', (entries) => {
      keys.push(...entries.map((entry) => entry.key));
    });
    value(await disk.commit({ remove: keys.slice(1).map((key) => ({ table: 'index', key })) }, 'strict'));
    const next = await restarted(bench, disk);
    expect(await names(next.core.port)).toHaveLength(3);
  });

  it('leaves a fresh PC as it was when the province refuses', async () => {
    const medium = await open();
    const refusing = {
      preview: async () => ({ ok: false as const, error: { code: 'x', message: '' } }),
      enrol: async () => ({
        ok: false as const,
        error: { code: 'codeUsed', message: '这个开通码已经用过了。' },
      }),
    };
    const { core } = assemble([person], medium.disk, { enrolment: refusing });
    const answer = await core.port.enrol({ code: 'x', user: { name: '甲测试', passphrase }, alone: false });
    expect(answer.ok ? '' : answer.error.code).toBe('codeUsed');
    expect(await core.port.status()).toEqual({ phase: 'new', slots: [] });
  });
}
