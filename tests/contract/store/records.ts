import { expect, it } from 'vitest';
import type { TestMedium } from './helpers.ts';
import { add, names } from './helpers.ts';
import { enrolled, home, passphrase, restarted, value } from './support.ts';
import { person, secret } from './types.ts';

export function recordsSuite(open: () => Promise<TestMedium>): void {
  it('keeps what was saved over a restart, with its history', async () => {
    const medium = await open();
    const bench = await enrolled([person], medium.disk);
    const id = await add(bench.core.port, '甲测试', { phone: '13800000000', number: '007' });
    value(await bench.core.port.save({ type: 'person', id, organisation: home, fields: { note: '夜班' } }));
    const next = await restarted(bench, await medium.reopen());
    const view = value(await next.core.port.get('person', id));
    expect(view.data).toMatchObject({ name: '甲测试', number: '007', note: '夜班', status: 'new' });
    expect(view.sync).toBe('saved');
    const history = await next.core.port.history('person', id);
    expect(history.map((line) => [line.what, line.changes.length, line.state])).toEqual([
      ['修改', 1, 'saved'],
      ['新建', 0, 'saved'],
    ]);
    expect((await next.core.port.query({ type: 'person', search: 'jcs' }, 0, 9)).total).toBe(1);
    expect((await next.core.port.syncSummary()).waiting).toBe(1);
  });

  it('refuses to write over what a form has not seen, and lets other fields through', async () => {
    const medium = await open();
    const { core } = await enrolled([person], medium.disk);
    const id = await add(core.port, '甲测试');
    const seen = value(await core.port.get('person', id)).version;
    value(
      await core.port.save({
        type: 'person',
        id,
        organisation: home,
        fields: { note: '一' },
        version: seen,
      }),
    );
    const late = { type: 'person', id, organisation: home, version: seen };
    const refused = await core.port.save({ ...late, fields: { note: '二' } });
    expect(refused.ok ? 'saved' : refused.error.code).toBe('changedMeanwhile');
    expect(value(await core.port.get('person', id)).data['note']).toBe('一');
    value(await core.port.save({ ...late, fields: { number: '9' } }));
    expect(value(await core.port.get('person', id)).data).toMatchObject({ note: '一', number: '9' });
  });

  it('refuses an impossible value and stores nothing', async () => {
    const medium = await open();
    const { core } = await enrolled([person], medium.disk);
    const refused = await core.port.save({
      type: 'person',
      organisation: home,
      fields: { name: '甲测试', phone: '12' },
    });
    expect(refused.ok ? '' : refused.error.field).toBe('phone');
    const nameless = await core.port.save({ type: 'person', organisation: home, fields: { note: 'x' } });
    expect(nameless.ok ? '' : nameless.error.field).toBe('name');
    expect(await names(core.port)).toEqual([]);
  });

  it('takes one step for many as one act and lists those whose state forbids it', async () => {
    const medium = await open();
    const bench = await enrolled([person], medium.disk);
    const { port } = bench.core;
    const ids = [await add(port, '甲测试'), await add(port, '乙测试'), await add(port, '丙测试')];
    const first = { type: 'person', name: 'join', fields: { since: '2026-11-01' } };
    expect(value(await port.transition({ ...first, ids: ids.slice(0, 1) })).changed).toBe(1);
    const outcome = value(await port.transition({ ...first, ids }));
    expect(outcome.changed).toBe(2);
    expect(outcome.skipped.map((one) => one.title)).toEqual(['甲测试']);
    const audit = await port.auditLog(1);
    expect(audit[0]).toMatchObject({ act: '加入', count: 2 });
    const plain = await port.save({
      type: 'person',
      id: ids[0] ?? '',
      organisation: home,
      fields: { status: 'out' },
    });
    expect(plain.ok ? '' : plain.error.code).toBe('wrongState');
  });

  it('writes an audit log without values', async () => {
    const medium = await open();
    const { core } = await enrolled([person], medium.disk);
    await add(core.port, '甲测试', { phone: '13800000000' });
    await core.port.exportRows({
      query: { type: 'person' },
      fields: ['name', 'phone'],
      reason: '核对',
      reveal: false,
    });
    const text = JSON.stringify((await core.port.auditLog(100)).map(({ userName: _who, ...rest }) => rest));
    expect(text).toContain('导出');
    expect(text).toContain('核对');
    expect(text).not.toContain('13800000000');
    expect(text).not.toContain('甲测试');
  });

  it('masks an export unless the numbers are asked for', async () => {
    const medium = await open();
    const { core } = await enrolled([person], medium.disk);
    await add(core.port, '甲测试', { phone: '13800000000' });
    const asked = { query: { type: 'person' }, fields: ['name', 'phone'], reason: '核对' };
    expect(value(await core.port.exportRows({ ...asked, reveal: false }))[0]?.['phone']).toBe('138****0000');
    expect(value(await core.port.exportRows({ ...asked, reveal: true }))[0]?.['phone']).toBe('13800000000');
  });

  it('exports of a list only those who were chosen, in its order, and logs how many', async () => {
    const medium = await open();
    const { core } = await enrolled([person], medium.disk);
    const [first, , third] = [
      await add(core.port, '甲测试'),
      await add(core.port, '乙测试'),
      await add(core.port, '丙测试'),
    ];
    const asked = {
      fields: ['name'],
      reason: '核对',
      reveal: false,
      ids: [third ?? '', first ?? '', 'nobody'],
    };
    const query = { type: 'person', sort: { field: 'name' } };
    const listed = value(await core.port.exportRows({ ...asked, query, ids: await core.port.ids(query) }));
    const rows = value(await core.port.exportRows({ ...asked, query }));
    expect(rows).toEqual(listed.filter((row) => row['name'] !== '乙测试'));
    const roles = (await core.port.status()).user?.roles;
    expect(roles).toContain('officeAdmin');
    expect((await core.port.auditLog(1))[0]).toMatchObject({ act: '导出', roles, count: 2, reason: '核对' });
    expect(value(await core.port.exportRows({ ...asked, query: { ...query, search: '甲' } }))).toHaveLength(
      1,
    );
  });

  it('hands rows to a paper with their unit, masked unless asked for, and names the paper in the log', async () => {
    const medium = await open();
    const { core } = await enrolled([person], medium.disk);
    const kept = await add(core.port, '甲测试', { phone: '13800000000' });
    await add(core.port, '乙测试', { phone: '13800000001' });
    const organisation = value(await core.port.get('person', kept ?? '')).organisation;
    const asked = {
      query: { type: 'person' },
      ids: [kept ?? ''],
      fields: ['name', 'phone'],
      paper: '花名册',
      reason: '存档',
    };
    expect(value(await core.port.printRows({ ...asked, reveal: false }))).toEqual([
      { organisation, data: { name: '甲测试', phone: '138****0000' } },
    ]);
    expect((await core.port.auditLog(1))[0]).toMatchObject({
      act: '打印花名册',
      count: 1,
      fields: ['name', 'phone'],
      reason: '存档',
    });
    expect(value(await core.port.printRows({ ...asked, reveal: true }))[0]?.data['phone']).toBe(
      '13800000000',
    );
    expect((await core.port.auditLog(1))[0]?.act).toBe('打印花名册（显示完整号码）');
  });

  it('shows nothing of a compartment that the user does not open', async () => {
    const medium = await open();
    const bench = await enrolled([person, secret], medium.disk);
    const { port } = bench.core;
    const refused = await port.save({ type: 'secret', organisation: home, fields: { code: 'C1' } });
    expect(refused.ok ? '' : refused.error.code).toBe('forbidden');
    expect(await port.query({ type: 'secret' }, 0, 9)).toEqual({ total: 0, all: 0, rows: [] });
    value(await port.addUser({ name: '乙咨询', roles: ['counsellor'], passphrase }));
    await port.lock('button');
    expect((await port.get('person', 'x')).ok).toBe(false);
    const { slots, phase } = await port.status();
    expect(phase).toBe('locked');
    const counsellor = slots.find((slot) => !slot.lastUsed)?.userId ?? '';
    value(await port.unlock({ userId: counsellor, passphrase }));
    const saved = value(
      await port.save({
        type: 'secret',
        organisation: home,
        fields: { code: 'C1', content: '只在本机的话' },
      }),
    );
    const summary = await port.syncSummary();
    expect(summary.waiting).toBe(1);
    await port.lock('button');
    value(await port.unlock({ userId: slots.find((slot) => slot.lastUsed)?.userId ?? '', passphrase }));
    expect((await port.get('secret', saved.id)).ok).toBe(false);
    expect((await port.syncSummary()).waitingForOthers).toBe(1);
    expect(JSON.stringify(await port.auditLog(50))).not.toContain('secret');
  });

  it('keeps drafts and settings, and drops a draft with the save it became', async () => {
    const medium = await open();
    const bench = await enrolled([person], medium.disk);
    const id = await add(bench.core.port, '甲测试');
    value(await bench.core.port.saveDraft({ type: 'person', id, data: { note: '写了一半' } }));
    value(await bench.core.port.writeSetting('layout', 'x'));
    const next = await restarted(bench, await medium.reopen());
    expect((await next.core.port.readDraft('person', id))?.data).toEqual({ note: '写了一半' });
    expect(await next.core.port.readSetting('layout')).toBe('x');
    value(await next.core.port.save({ type: 'person', id, organisation: home, fields: { note: '写完' } }));
    expect(await next.core.port.readDraft('person', id)).toBeUndefined();
    const last = await restarted(next, await medium.reopen());
    expect(await last.core.port.readDraft('person', id)).toBeUndefined();
  });
}
