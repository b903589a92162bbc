import { expect, it } from 'vitest';
import type { Conflict, ServerRecord } from '../../../domain/protocol/record.ts';
import type { ChangesPage } from '../../../domain/protocol/wire.ts';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import { ok } from '../../../domain/result.ts';
import { seal } from './helpers.ts';
import type { TestMedium } from './helpers.ts';
import { enrolled, home, other, value } from './support.ts';
import type { Bench } from './support.ts';
import { person } from './types.ts';

/** 手机 and 工号 are one group here: valid only together. */
const paired: RecordDefinition = {
  ...person,
  fields: {
    ...person.fields,
    phone: { label: '手机', kind: 'text', section: 'main', group: 'pair' },
    number: { label: '工号', kind: 'text', section: 'main', group: 'pair' },
  },
};

const by = (userName: string, hour: number) => ({
  user: userName,
  userName,
  device: 'far',
  at: `2026-11-20T0${hour}:00:00.000Z`,
  op: `far.i.${hour}`,
});

function question(id: string, field: string, version = 1): Conflict {
  return {
    conflictId: `far.i.${id}.${field}`,
    field,
    version,
    baseValue: null,
    serverValue: `${field}旧`,
    serverBy: by('乙远方', 1),
    candidates: [{ value: `${field}新`, by: by('丙远方', 2) }],
    state: 'open',
  };
}

async function pulled(
  bench: Bench,
  records: readonly (Partial<ServerRecord> & { id: string })[],
  rev: number,
) {
  const page = {
    epoch: 'e1',
    organisation: home,
    compartment: 'general',
    after: rev - 1,
    records: records.map((record) => ({
      organisation: home,
      type: 'person',
      rev,
      createdRev: 1,
      fieldRevs: {},
      schemaVersion: 1,
      data: { name: `${record.id}测试`, note: 'note旧', phone: 'phone旧', number: 'number旧' },
      voided: false,
      conflicts: [],
      ...record,
    })),
    cursor: rev,
    head: rev,
  } as unknown as ChangesPage;
  value((await bench.core.sync()?.applyChanges(page, { seq: rev, epoch: 'e1' })) ?? ok(undefined));
}

async function asked(open: () => Promise<TestMedium>): Promise<Bench> {
  const bench = await enrolled([paired], (await open()).disk);
  const records = [
    { id: 'p1', conflicts: [question('p1', 'note')] },
    { id: 'p2', conflicts: [question('p2', 'note', 3)] },
    { id: 'p3', conflicts: [question('p3', 'phone'), question('p3', 'number')] },
    { id: 'p4', conflicts: [question('p4', 'note')] },
  ];
  await pulled(bench, records, 4);
  return bench;
}

const choice = (id: string, field = 'note', version = 1, to: FieldValue = `${field}新`) => ({
  id,
  conflictId: `far.i.${id}.${field}`,
  version,
  value: to,
});

async function operationsIn(bench: Bench) {
  const batch = await seal(bench);
  const stream = new Blob([Uint8Array.from(batch.body)])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  return ((await new Response(stream).json()) as { ops: Record<string, unknown>[] }).ops;
}

const notes = (bench: Bench, ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => value(await bench.core.port.get('person', id)).data['note']));

/** The conflict desk by column, and 整列填写 counted before it is done. */
export function manyActsSuite(open: () => Promise<TestMedium>): void {
  it('settles one column of many: each an operation of its own, upon the version that was on the screen (S10)', async () => {
    const bench = await asked(open);
    const choices = [choice('p1'), choice('p2', 'note', 3), choice('p4', 'note', 2), choice('nowhere')];
    const done = value(await bench.core.port.settleMany({ type: 'person', field: 'note', choices }));
    expect(done.changed).toBe(2);
    expect(done.skipped.map(({ id }) => id)).toEqual(['p4', 'nowhere']);
    expect(done.changes).toEqual([
      { id: 'p1', from: 'note新', to: 'note旧' },
      { id: 'p2', from: 'note新', to: 'note旧' },
    ]);
    expect((await bench.core.port.conflicts()).map(({ id }) => id).sort()).toEqual(['p3', 'p4']);
    const sent = await operationsIn(bench);
    expect(sent.map(({ kind, conflict, version, value: to }) => [kind, conflict, version, to])).toEqual([
      ['settle', 'far.i.p1.note', 1, 'note新'],
      ['settle', 'far.i.p2.note', 3, 'note新'],
    ]);
    expect(new Set(sent.map(({ n }) => n)).size).toBe(2);
    expect((await bench.core.port.history('person', 'p1'))[0]).toMatchObject({
      what: '核对',
      changes: [{ field: 'note', from: 'note旧', to: 'note新' }],
    });
  });

  it('leaves to a person what is valid only together, and a value nobody offered', async () => {
    const bench = await asked(open);
    for (const input of [
      { field: 'phone', choices: [choice('p3', 'phone')] },
      { field: 'note', choices: [choice('p1', 'note', 1, '没人填过的')] },
      { field: 'phone', choices: [choice('p1')] },
    ]) {
      const done = value(await bench.core.port.settleMany({ type: 'person', ...input }));
      expect([done.changed, done.skipped.length]).toEqual([0, 1]);
    }
    expect(await bench.core.port.conflicts()).toHaveLength(4);
    expect((await bench.core.port.syncSummary()).waiting).toBe(0);
  });

  it('takes the column back, but not from who has gone on since', async () => {
    const bench = await asked(open);
    const { changes } = value(
      await bench.core.port.settleMany({
        type: 'person',
        field: 'note',
        choices: [choice('p1'), choice('p2', 'note', 3), choice('p4')],
      }),
    );
    await seal(bench);
    value(
      await bench.core.port.save({
        type: 'person',
        id: 'p2',
        organisation: home,
        fields: { note: '后来改的' },
      }),
    );
    const back = value(await bench.core.port.takeBackMany({ type: 'person', field: 'note', changes }));
    expect([back.changed, back.skipped.map(({ id }) => id)]).toEqual([2, ['p2']]);
    expect(await notes(bench, ['p1', 'p2', 'p4'])).toEqual(['note旧', '后来改的', 'note旧']);
    // Upon the choice, so that the province takes it for the later word and not for a new question.
    const edits = (await operationsIn(bench)).map(({ kind, fields }) => [kind, JSON.stringify(fields)]);
    expect(edits).toHaveLength(3);
    for (const [kind, fields] of edits) {
      expect(kind).toBe('edit');
      expect(fields).toContain('"after":"dev1.');
      expect(fields).toContain('"was":"note新"');
    }
  });

  it('counts what 整列填写 would do, does nothing, and then does just that', async () => {
    const bench = await enrolled([paired], (await open()).disk);
    await pulled(
      bench,
      [
        { id: 'a', data: { name: '甲' } },
        { id: 'b', data: { name: '乙', note: '' } },
        { id: 'c', data: { name: '丙', note: '别的' } },
        { id: 'd', data: { name: '丁', note: '一样' } },
        { id: 'e', data: { name: '戊' }, voided: true },
      ],
      5,
    );
    const input = { type: 'person', ids: ['a', 'b', 'c', 'd', 'e', 'nowhere'], fields: { note: '一样' } };
    const counted = value(await bench.core.port.setManyPreview(input));
    expect(counted).toEqual({ fill: 2, change: 1, same: 1, skipped: 2 });
    expect(await notes(bench, ['a', 'c'])).toEqual([undefined, '别的']);
    expect((await bench.core.port.syncSummary()).waiting).toBe(0);
    const done = value(await bench.core.port.setMany({ ...input, label: '整列填写 备注' }));
    expect([done.changed, done.skipped.length]).toEqual([counted.fill + counted.change, counted.skipped]);
    for (const fields of [{ note: '' }, { note: null }, { status: 'in' }, {}])
      expect((await bench.core.port.setManyPreview({ ...input, fields })).ok).toBe(false);
  });

  it('finds people by copied numbers as people spell them, and takes nobody by a number two have', async () => {
    const bench = await enrolled([person], (await open()).disk);
    const made = [];
    for (const [name, number] of [
      ['甲', '00123'],
      ['乙', '7'],
      ['丙', 'A-9'],
      ['丁', '55'],
      ['戊', '55'],
    ] as const)
      made.push(
        value(
          await bench.core.port.save({
            type: 'person',
            organisation: name === '戊' ? other : home,
            fields: { name, number },
          }),
        ).id,
      );
    const numbers = ['123', '7.0', 'A-9', '55', '404', '123'];
    const find = (organisations: readonly string[]) =>
      bench.core.port.findByNumbers({ type: 'person', organisations, numbers });
    expect(await find([])).toEqual({ ids: made.slice(0, 3), missing: ['404'], several: ['55'] });
    expect(await find([home])).toEqual({ ids: made.slice(0, 4), missing: ['404'], several: [] });
  });
}
