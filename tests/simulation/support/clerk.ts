import { valueOf } from '../../../domain/protocol/values.ts';
import { newEnvelope } from '../../../renderer/store/work/create.ts';
import { editFields } from '../../../renderer/store/work/edit.ts';
import type { Envelope } from '../../../renderer/store/work/envelope.ts';
import { giveUp, mend } from '../../../renderer/store/work/mend.ts';
import { addSettle, addTransition, addVoid } from '../../../renderer/store/work/steps.ts';
import { testDefinition } from './definition.ts';
import type { Journal } from './journal.ts';
import type { Pc } from './pc.ts';
import type { Random } from './random.ts';

export interface Office {
  readonly journal: Journal;
  readonly random: Random;
  step: number;
  /** Whether people take the dated steps too; the pinned schedules were found without them. */
  readonly seats: boolean;
}

const fields = ['title', 'a', 'b', 'from', 'to', 'note'] as const;

/** One act of a person at a PC, as the interface would do it. Returns words for the trace. */
export function actOnce(office: Office, pc: Pc): string {
  const { random } = office;
  const ids = [...pc.store.disk.envelopes.keys()];
  const id = random.pick(ids);
  if (id === undefined || (ids.length < 4 && random.chance(0.2))) return create(office, pc);
  const envelope = pc.store.disk.envelopes.get(id);
  if (!envelope) return 'nothing';
  const lot = random.next();
  if (envelope.rejected.length > 0 && lot < 0.4) return mendOne(office, pc, envelope);
  if (envelope.conflicts.some((each) => each.state === 'open') && lot < 0.5)
    return settle(office, pc, envelope);
  if (lot < 0.15) return step(office, pc, envelope);
  if (lot < 0.17) {
    pc.store.act(id, (found, stamp) => found && addVoid(found, '录错', stamp, found.voided));
    return `${pc.name} voids ${id}`;
  }
  if (lot < 0.22) {
    pc.user = pc.user === 'u1' ? 'u2' : 'u1';
    return `${pc.name} is taken by ${pc.user}`;
  }
  return edit(office, pc, envelope);
}

function type(office: Office, pc: Pc, envelope: Envelope | undefined, field: string, value: string): void {
  office.journal.type(value, envelope ? valueOf(envelope.data, field) : null, pc.name, office.step);
}

function create(office: Office, pc: Pc): string {
  const id = `r${office.journal.fresh()}`;
  const data = { title: office.journal.fresh(), a: office.journal.fresh() };
  for (const [field, value] of Object.entries(data)) type(office, pc, undefined, field, value);
  pc.store.act(id, (_none, stamp) =>
    newEnvelope({ definition: testDefinition, id, organisation: 'org', data }, stamp),
  );
  return `${pc.name} creates ${id}`;
}

function edit(office: Office, pc: Pc, envelope: Envelope): string {
  const chosen = fields.filter(() => office.random.chance(0.3));
  const names = chosen.length > 0 ? chosen : (['a'] as const);
  const isWrong = office.random.chance(0.08);
  const values = Object.fromEntries(
    names.map((field) => {
      const fresh = office.journal.fresh();
      return [field, field === 'a' && isWrong ? `${fresh}-much-too-long` : fresh];
    }),
  );
  for (const [field, value] of Object.entries(values)) type(office, pc, envelope, field, value);
  pc.store.act(envelope.id, (found, stamp) => found && editFields(found, values, stamp, testDefinition));
  return `${pc.name} edits ${envelope.id} ${Object.entries(values).join(' ')}`;
}

/** A day that moves on with the run, and one time in eight one that is too early. */
function dayOf(office: Office): string {
  const days = office.random.chance(0.125) ? office.random.below(office.step) : office.step;
  return new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
}

function sit(office: Office, pc: Pc, envelope: Envelope): string {
  const next = envelope.data['seat'] === 'in' ? 'leave' : 'enter';
  const name = office.random.chance(0.3) ? 'takeBack' : next;
  const fields = { day: dayOf(office) };
  pc.store.act(
    envelope.id,
    (found, stamp) => found && addTransition(found, { name, fields }, stamp, testDefinition),
  );
  return `${pc.name} ${name} ${envelope.id} ${fields.day}`;
}

function step(office: Office, pc: Pc, envelope: Envelope): string {
  if (envelope.voided) return 'nothing';
  if (office.seats && office.random.chance(0.6)) return sit(office, pc, envelope);
  const name = envelope.data['state'] === 'done' ? 'resume' : 'finish';
  const reason = office.journal.fresh();
  if (name === 'finish') type(office, pc, envelope, 'reason', reason);
  const asked = name === 'finish' ? { reason } : {};
  pc.store.act(
    envelope.id,
    (found, stamp) => found && addTransition(found, { name, fields: asked }, stamp, testDefinition),
  );
  return `${pc.name} ${name} ${envelope.id}`;
}

/** A person chooses among what the conflict desk shows. */
export function settle(office: Office, pc: Pc, envelope: Envelope): string {
  const open = envelope.conflicts.filter((each) => each.state === 'open');
  const choices = open.map((conflict) => {
    const values = [conflict.serverValue, ...conflict.candidates.map((each) => each.value)];
    office.journal.decide([...values, valueOf(envelope.data, conflict.field)]);
    const value = office.random.pick(values) ?? null;
    return { conflictId: conflict.conflictId, version: conflict.version, value };
  });
  pc.store.act(envelope.id, (found, stamp) => found && addSettle(found, choices, stamp));
  return `${pc.name} settles ${envelope.id}`;
}

/** A person looks at what came back: corrects it, or lets it go. */
export function mendOne(office: Office, pc: Pc, envelope: Envelope, always = false): string {
  const rejected = envelope.rejected[0];
  if (!rejected) return 'nothing';
  const { op, kind } = rejected.work;
  if (!always && (kind === 'edit' || kind === 'create') && office.random.chance(0.7)) {
    const field = rejected.field ?? 'b';
    const value = office.journal.fresh();
    type(office, pc, envelope, field, value);
    pc.store.act(
      envelope.id,
      (found, stamp) => found && mend(found, op, { [field]: value }, stamp, testDefinition),
    );
    return `${pc.name} mends ${op}`;
  }
  const lost =
    kind === 'create'
      ? Object.values(envelope.data)
      : [
          ...Object.values(rejected.work.fields).map((each) => each.value),
          ...Object.values(rejected.work.step?.fields ?? {}),
        ];
  for (const value of lost) if (typeof value === 'string') office.journal.excuse(value, 'given up');
  pc.store.act(envelope.id, (found, stamp) => found && giveUp(found, op, stamp));
  return `${pc.name} gives up ${op}`;
}
