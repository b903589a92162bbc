import { expect, it } from 'vitest';
import type { TestMedium } from './helpers.ts';
import { add, names, receiptFor, seal } from './helpers.ts';
import { enrolled, home, restarted, steppingClock, value } from './support.ts';
import { person } from './types.ts';

export function importsSuite(open: () => Promise<TestMedium>): void {
  it('shows an import whole or not at all, and sweeps one that was cut off', async () => {
    const medium = await open();
    const bench = await enrolled([person], medium.disk);
    const begin = {
      type: 'person',
      organisation: home,
      fileLabel: '花名册.xlsx',
      coverage: 'all',
      rows: 300,
    };
    const people = Array.from({ length: 300 }, (_, at) => ({
      kind: 'create' as const,
      data: { name: `甲${at}` },
    }));
    const cut = value(await bench.core.port.importBegin(begin));
    value(await bench.core.port.importStage(cut.importId, people));
    expect(await names(bench.core.port)).toEqual([]);
    const next = await restarted(bench, await medium.reopen());
    expect(await names(next.core.port)).toEqual([]);
    expect((await next.core.port.interruptedImport())?.fileLabel).toBe('花名册.xlsx');
    const whole = value(await next.core.port.importBegin(begin));
    value(await next.core.port.importStage(whole.importId, people));
    expect(value(await next.core.port.importCommit(whole.importId)).created).toBe(300);
    expect(await names(next.core.port)).toHaveLength(300);
    expect(await next.core.port.interruptedImport()).toBeUndefined();
    const last = await restarted(next, await medium.reopen());
    expect(await names(last.core.port)).toHaveLength(300);
    expect(last.core.ledger()?.damage).toEqual([]);
  });

  it('cancels an import without a trace', async () => {
    const medium = await open();
    const { core } = await enrolled([person], medium.disk);
    const { importId } = value(
      await core.port.importBegin({
        type: 'person',
        organisation: home,
        fileLabel: 'a',
        coverage: 'all',
        rows: 1,
      }),
    );
    value(await core.port.importStage(importId, [{ kind: 'create', data: { name: '甲测试' } }]));
    await core.port.importCancel(importId);
    let units = 0;
    await medium.disk.scan('units', (entries) => {
      units += entries.length;
    });
    expect(units).toBe(0);
    expect((await core.port.importCommit(importId)).ok).toBe(false);
  });

  it('keeps an edit made while an import was being staged', async () => {
    const medium = await open();
    const bench = await enrolled([person], medium.disk);
    const { port } = bench.core;
    const id = await add(port, '甲测试');
    const { importId } = value(
      await port.importBegin({
        type: 'person',
        organisation: home,
        fileLabel: 'a',
        coverage: 'extra',
        rows: 1,
      }),
    );
    value(await port.importStage(importId, [{ kind: 'edit', id, fields: { number: '8' } }]));
    value(await port.save({ type: 'person', id, organisation: home, fields: { note: '刚改的' } }));
    value(await port.importCommit(importId));
    expect(value(await port.get('person', id)).data).toMatchObject({ number: '8', note: '刚改的' });
    const next = await restarted(bench, await medium.reopen());
    expect(value(await next.core.port.get('person', id)).data).toMatchObject({
      number: '8',
      note: '刚改的',
    });
  });

  it('takes an import back: withdrawn before it was sent, reversed after, left where somebody went on', async () => {
    const medium = await open();
    const bench = await enrolled([person], medium.disk);
    const { port } = bench.core;
    const load = async (people: readonly string[]): Promise<string> => {
      const { importId } = value(
        await port.importBegin({
          type: 'person',
          organisation: home,
          fileLabel: 'a',
          coverage: 'all',
          rows: 2,
        }),
      );
      value(
        await port.importStage(
          importId,
          people.map((name) => ({ kind: 'create', data: { name } })),
        ),
      );
      value(await port.importCommit(importId));
      return importId;
    };
    const unsent = await load(['甲', '乙']);
    expect(value(await port.undoPreview(unsent))).toMatchObject({ withdrawn: 2, reversed: 0, left: [] });
    expect(await names(port)).toHaveLength(2);
    value(await port.undoImport(unsent));
    expect(await names(port)).toEqual([]);
    expect((await port.syncSummary()).waiting).toBe(0);
    const sent = await load(['丙', '丁']);
    const batch = await seal(bench);
    value(
      (await bench.core.sync()?.applyReceipt(receiptFor(batch), 'jws')) ?? { ok: true, value: undefined },
    );
    const [touched] = await port.ids({ type: 'person', search: '丁' });
    value(
      await port.save({
        type: 'person',
        id: touched ?? '',
        organisation: home,
        fields: { note: '有人改过' },
      }),
    );
    const undone = value(await port.undoImport(sent));
    expect(undone).toMatchObject({ withdrawn: 0, reversed: 1 });
    expect(undone.left.map((one) => one.title)).toEqual(['丁']);
    expect(await names(port)).toEqual(['丁']);
    expect((await port.undoImport(sent)).ok).toBe(false);
    expect((await port.syncSummary()).waiting).toBe(2);
  });

  it('takes an import back for seven days, and not once another of its kind came after it (K44)', async () => {
    const medium = await open();
    const clock = steppingClock();
    const bench = await enrolled([person], medium.disk, { clock });
    const { port } = bench.core;
    const load = async (name: string): Promise<string> => {
      const { importId } = value(
        await port.importBegin({
          type: 'person',
          organisation: home,
          fileLabel: name,
          coverage: 'joiners',
          rows: 1,
        }),
      );
      value(await port.importStage(importId, [{ kind: 'create', data: { name } }]));
      value(await port.importCommit(importId));
      return importId;
    };
    const codeOf = (answer: { ok: boolean; error?: { code: string } }): string => answer.error?.code ?? 'ok';
    const all = async (ids: readonly string[]): Promise<readonly string[]> => {
      const codes: string[] = [];
      for (const id of ids) codes.push(codeOf(await port.undoPreview(id)), codeOf(await port.undoImport(id)));
      return codes;
    };
    const day = 24 * 60 * 60 * 1000;

    const first = await load('甲');
    clock.skip(7 * day - 60_000);
    expect(codeOf(await port.undoPreview(first))).toBe('ok');
    clock.skip(60_000);
    expect(await all([first])).toEqual(['tooLate', 'tooLate']);
    expect(await names(port)).toEqual(['甲']);

    const second = await load('乙');
    const third = await load('丙');
    expect(await all([second])).toEqual(['tooLate', 'tooLate']);
    expect(await names(port)).toHaveLength(3);
    const shown = await port.imports('person');
    expect(shown.map((one) => [one.importId, one.undoUntil !== undefined])).toEqual([
      [third, true],
      [second, false],
      [first, false],
    ]);
    expect(await all([third])).toEqual(['ok', 'ok']);
    expect((await names(port)).toSorted()).toEqual(['乙', '甲']);
    // Bringing it back has the same limit.
    clock.skip(7 * day + 60_000);
    expect(codeOf(await port.restoreImport(third))).toBe('tooLate');
    expect((await names(port)).toSorted()).toEqual(['乙', '甲']);
  });
}
