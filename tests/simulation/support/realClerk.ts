import type { Result } from '../../../domain/result.ts';
import type { RecordData } from '../../../domain/records/definition.ts';
import type { Journal } from './journal.ts';
import type { Random } from './random.ts';
import type { RealPc } from './realPc.ts';
import { trials } from './trials.ts';
import { sentences } from './watch.ts';

interface Desk {
  readonly journal: Journal;
  readonly random_: Random;
  readonly step: number;
}

const fields = ['title', 'a', 'b', 'from', 'to', 'note'] as const;
const office = 'demo-yunqiao';

/** What is typed into `b` carries its compartment's sentence. */
function fresh(desk: Desk, type: string, field: string): string {
  const value = desk.journal.fresh();
  if (field !== 'b') return value;
  return `${value} ${type === 'trial' ? sentences.general : sentences.hardship}`;
}

/** A value counts as saved when the interface said so (R57.10), not when the store thinks so. */
async function save(desk: Desk, pc: RealPc, type: string, values: RecordData, id?: string): Promise<string> {
  const view = id === undefined ? undefined : await pc.port.get(type, id);
  const seen: RecordData = view?.ok === true ? view.value.data : {};
  // Whoever presses save lets go of what stood there, also when the PC dies before it answers.
  for (const field of Object.keys(values)) {
    const was = seen[field];
    if (typeof was === 'string') desk.journal.excuse(was, 'replaced');
  }
  const place = view?.ok === true ? { id: view.value.id, version: view.value.version } : {};
  const saved = await pc.port.save({ type, organisation: office, fields: values, ...place });
  if (!saved.ok) return `save refused: ${saved.error.code}`;
  for (const [field, value] of Object.entries(values))
    if (typeof value === 'string') desk.journal.type(value, seen[field] ?? null, pc.name, desk.step);
  return `saves ${saved.value.id} ${Object.values(values).join(' ')}`;
}

async function look(desk: Desk, pc: RealPc, isJudge: boolean): Promise<string> {
  for (const item of await pc.port.rejected()) {
    const { data } = { data: item.values };
    const view = await pc.port.get(item.type, item.id);
    const all = view.ok ? { ...view.value.data, ...data } : data;
    for (const value of Object.values(all))
      if (typeof value === 'string') desk.journal.excuse(value, 'given up');
    await pc.port.giveUp(item.op);
  }
  if (!isJudge) return 'looks';
  for (const item of await pc.port.conflicts()) {
    const view = await pc.port.get(item.type, item.id);
    const choices = item.conflicts.map((conflict) => {
      const shown = [conflict.serverValue, ...conflict.candidates.map((each) => each.value)];
      desk.journal.decide([...shown, view.ok ? (view.value.data[conflict.field] ?? null) : null]);
      const value = desk.random_.pick(shown) ?? null;
      return { conflictId: conflict.conflictId, version: conflict.version, value };
    });
    if (choices.length > 0) await pc.port.settle({ type: item.type, id: item.id, choices });
  }
  return 'decides';
}

const words = (answer: Result<unknown>): string => (answer.ok ? 'done' : answer.error.code);

/** One act of a person through the store's own port. */
export async function actForReal(
  desk: Desk,
  pc: RealPc,
  what: 'any' | 'look' = 'any',
  isJudge = true,
): Promise<string> {
  const { random_: random } = desk;
  if (what === 'look') return look(desk, pc, isJudge);
  const type = random.pick(trials)?.type ?? 'trial';
  const ids = (await pc.port.query({ type, organisations: [office] }, 0, 50)).rows.map((row) => row.id);
  const id = random.pick(ids);
  const lot = random.next();
  if (id === undefined || (ids.length < 4 && lot < 0.2)) {
    const data = { title: fresh(desk, type, 'title'), b: fresh(desk, type, 'b') };
    return save(desk, pc, type, data);
  }
  if (lot < 0.3) return look(desk, pc, true);
  if (lot < 0.33) {
    const view = await pc.port.get(type, id);
    const next = view.ok && view.value.data['seat'] === 'in' ? 'leave' : 'enter';
    const name = random.chance(0.3) ? 'takeBack' : next;
    const answer = await pc.port.transition({ type, ids: [id], name, fields: { day: '2020-01-01' } });
    return `${name} ${id}: ${words(answer)}`;
  }
  if (lot < 0.4) {
    const view = await pc.port.get(type, id);
    const isDone = view.ok && view.value.data['state'] === 'done';
    const reason = desk.journal.fresh();
    const was = view.ok ? view.value.data['reason'] : undefined;
    if (typeof was === 'string' && !isDone) desk.journal.excuse(was, 'replaced');
    const step = isDone ? { name: 'resume', fields: {} } : { name: 'finish', fields: { reason } };
    const answer = await pc.port.transition({ type, ids: [id], ...step });
    if (answer.ok && answer.value.changed === 1 && !isDone)
      desk.journal.type(reason, was ?? null, pc.name, desk.step);
    return `${step.name} ${id}: ${words(answer)}`;
  }
  if (lot < 0.43)
    return `voids ${id}: ${words(await pc.port.voidRecords({ type, ids: [id], reason: '录错' }))}`;
  const chosen = fields.filter(() => random.chance(0.3));
  const names = chosen.length > 0 ? chosen : (['b'] as const);
  const values = Object.fromEntries(names.map((field) => [field, fresh(desk, type, field)]));
  return save(desk, pc, type, values, id);
}
