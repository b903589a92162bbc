import { expect, it } from 'vitest';
import type { ChangesPage, SnapshotPage } from '../../../../../domain/protocol/wire.ts';
import type { RecordDefinition } from '../../../../../domain/records/definition.ts';
import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import type { Bench } from '../../../../contract/store/support.ts';
import { enrolled, home, restarted, value } from '../../../../contract/store/support.ts';
import { person } from '../../../../contract/store/types.ts';

const visit: RecordDefinition = { ...person, type: 'visit', label: '走访' };
const lane = { epoch: 'e1', organisation: home, compartment: 'general' } as const;

function record(type: string, rev: number) {
  return {
    organisation: home,
    type,
    id: `${type}${String(rev)}`,
    rev,
    createdRev: rev,
    fieldRevs: {},
    schemaVersion: 1,
    data: { name: `${type}测试` },
    voided: false,
    conflicts: [],
  };
}
const page = (rev: number, ...records: ReturnType<typeof record>[]): ChangesPage => ({
  ...lane,
  after: rev - 1,
  records,
  cursor: rev,
  head: rev,
});

function syncOf(bench: Bench) {
  const sync = bench.core.sync();
  if (sync === undefined) throw new Error('nobody is unlocked');
  return sync;
}

it('takes in by a snapshot what an older version of the program passed over (R45)', async () => {
  const disk = createMemoryDisk();
  const old = await enrolled([person], disk);
  const both = page(2, record('person', 1), record('visit', 2));
  value(await syncOf(old).applyChanges(both, { seq: 2, epoch: 'e1' }));
  value(await syncOf(old).applyChanges(page(3, record('person', 3)), { seq: 3, epoch: 'e1' }));
  expect(await syncOf(old).cursor(home, 'general')).toEqual({ seq: 3, epoch: 'e1' });
  await old.core.port.lock('button');

  const same = await restarted(old, disk);
  expect(await syncOf(same).cursor(home, 'general')).toEqual({ seq: 3, epoch: 'e1' });
  await same.core.port.lock('button');

  const newer = await restarted({ ...same, input: { ...same.input, definitions: [person, visit] } }, disk);
  const sync = syncOf(newer);
  expect(await sync.cursor(home, 'general')).toBeUndefined();
  const first: SnapshotPage = {
    ...lane,
    records: [record('person', 1)],
    after: null,
    next: { type: 'person', id: 'person1' },
    head: 3,
  };
  const between = { seq: 0, epoch: 'e1', snapshot: { next: { type: 'person', id: 'person1' }, head: 3 } };
  value(await sync.applySnapshot(first, between));
  // A crash here goes on from the page, it does not begin again for ever.
  expect(await sync.cursor(home, 'general')).toEqual(between);
  const last: SnapshotPage = {
    ...lane,
    records: [record('visit', 2)],
    after: { type: 'person', id: 'person1' },
    next: null,
    head: 3,
  };
  value(await sync.applySnapshot(last, { seq: 3, epoch: 'e1' }));
  expect(await sync.cursor(home, 'general')).toEqual({ seq: 3, epoch: 'e1' });
  const found = await newer.core.port.query({ type: 'visit' }, 0, 5);
  expect(found.rows.map((row) => row.values['name'])).toEqual(['visit测试']);
});
