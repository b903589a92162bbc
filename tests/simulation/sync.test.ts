import { expect, test } from 'vitest';
import type { RecordData } from '../../domain/records/definition.ts';
import { linesOfJournal } from '../../domain/records/journal.ts';
import { World } from './support/world.ts';

const seeds = Number(process.env['SEEDS'] ?? process.env['SIMULATION_SEEDS'] ?? '50');
const firstSeed = Number(process.env['FIRST_SEED'] ?? '1');
const stepsPerSeed = 260;

/** Schedules that once lost or showed something wrong; each stays as its own witness. */
const pinned = [
  // A clone's edit upon a create that the other life had filled otherwise: a value was overwritten unseen (R3).
  385,
  // A step refused beside its create: the mended create carried the step's values, and giving it up hid them.
  407,
  // Steps made anew behind a mended create were sent after a step that was made upon them.
  112,
  // An edit whose parent had been mended elsewhere lost the fields that the mended operation did not carry.
  471,
];

async function run(seed: number, seats = false): Promise<World> {
  const world = new World(seed, seats);
  for (let step = 0; step < stepsPerSeed; step += 1) {
    await world.once();
    expect(world.journal.missingFrom(world.texts()), `seed ${seed} step ${world.step}`).toEqual([]);
    if (seats) expect(shownFaults(world), `seed ${seed} step ${world.step}`).toEqual([]);
  }
  const rounds = await world.heal(30);
  expect(rounds, `seed ${seed}: comes to rest`).toBeLessThanOrEqual(30);
  return world;
}

/** Each line goes on where the one before it ended, from the first state to the one the record is in. */
function journalFaults(data: RecordData): readonly string[] {
  const faults: string[] = [];
  let state = 'out';
  for (const line of linesOfJournal(data['seatLog'])) {
    const [, , from = '', to = ''] = line.split('|');
    if (from !== state) faults.push(`${line} does not start from ${state}`);
    if (from === to) faults.push(`${line} leads nowhere`);
    state = to;
  }
  if (state !== data['seat']) faults.push(`${state} is not ${String(data['seat'])}`);
  return faults;
}

/** What a clerk sees at any moment: the last line leads to the state that is shown, unless a step was sent back. */
function shownFaults(world: World): readonly string[] {
  return world.pcs.flatMap((pc) =>
    [...pc.store.disk.envelopes.values()].flatMap(({ id, data, rejected }) => {
      const last = linesOfJournal(data['seatLog']).at(-1)?.split('|')[3] ?? 'out';
      const isSentBack = rejected.some(({ work }) => 'seat' in work.fields || work.kind === 'create');
      return isSentBack || last === data['seat']
        ? []
        : [`${pc.name} ${id}: ${last}, ${String(data['seat'])}`];
    }),
  );
}

function judge(world: World, seed: number): void {
  const { province, pcs, journal } = world;
  expect(journal.faultsOf(province.history), `seed ${seed}`).toEqual([]);
  expect(journal.missingFrom(world.texts()), `seed ${seed}`).toEqual([]);
  const ops = province.history.map((entry) => entry.op);
  expect(new Set(ops).size, `seed ${seed}: each operation once`).toBe(ops.length);
  for (const record of province.records.values()) {
    expect(journalFaults(record.data), `seed ${seed} ${record.id}: journal`).toEqual([]);
    for (const conflict of record.conflicts) {
      expect(conflict.state, `seed ${seed}: ${conflict.conflictId}`).toBe('settled');
      const first = conflict.candidates[0];
      // One that was opened again by a second choice keeps the base of its first opening.
      const isFirst = first !== undefined && conflict.conflictId === `${first.by.op}.${conflict.field}`;
      const seen = !isFirst || journal.hasSeenBase(first.value, conflict.baseValue);
      expect(seen, `seed ${seed}: base of ${conflict.conflictId}`).toBe(true);
    }
  }
  for (const pc of pcs) {
    const { disk } = pc.store;
    expect(pc.faults, `seed ${seed} ${pc.name}: unsent work`).toEqual([]);
    expect(disk.cursor?.seq, `seed ${seed} ${pc.name}: cursor`).toBe(province.head);
    for (const record of province.records.values()) {
      const envelope = disk.envelopes.get(record.id);
      const { note: _held, ...data } = envelope?.data ?? {};
      const { note: _none, ...held } = record.data;
      const plain = (values: object) =>
        Object.entries(values)
          .filter(([, value]) => value !== null)
          .sort();
      expect(plain(data), `seed ${seed} ${pc.name} ${record.id}`).toEqual(plain(held));
      expect(envelope?.voided, `seed ${seed} ${pc.name} ${record.id}`).toBe(record.voided);
      expect(envelope?.conflicts, `seed ${seed} ${pc.name} ${record.id}`).toEqual(record.conflicts);
    }
    for (const envelope of disk.envelopes.values()) {
      const open = Object.values(envelope.dirty).filter((each) => each.held === undefined);
      expect([open, envelope.sealed, envelope.rejected], `seed ${seed} ${pc.name}`).toEqual([[], [], []]);
    }
  }
}

test(`[S1]–[S20] ${seeds} seeds: PCs and province agree, every operation once, no value lost`, async () => {
  for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1)
    judge(await run(seed, seed % 2 === 0), seed);
}, 600_000);

test.each(pinned)('seed %i, which once found a fault', async (seed) => {
  judge(await run(seed), seed);
});

test('R20: the same seed is the same run', async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const first = await run(seed);
    const second = await run(seed);
    expect(second.traceHash()).toBe(first.traceHash());
    expect(second.fingerprint()).toBe(first.fingerprint());
  }
}, 600_000);
