import { opIdOf } from '../../../domain/protocol/operation.ts';
import type { Operation } from '../../../domain/protocol/operation.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { DirtyField, Envelope, PendingStep, SealedWork } from './envelope.ts';
import { dataOfCreate } from './createData.ts';
import { toOperation } from './operations.ts';
import { markSealed, renameOp } from './log.ts';
import { choicesOf } from './steps.ts';
import { mapBases, stateFieldOf, without } from './view.ts';

export interface Sealing {
  readonly device: string;
  readonly incarnation: string;
  readonly batchId: string;
  /** Only this person's work: a batch is signed by one user (R10). */
  readonly user: string;
  /** First counter not yet given; edits get theirs here (R3). */
  readonly nextN: number;
}

export interface SealLimits {
  readonly operations: number;
  /** Of the operations' JSON, before compression. */
  readonly bytes: number;
}

export interface SealedOperations {
  readonly ops: readonly Operation[];
  /** The same as they go over the wire: written once, for their size and for the batch. */
  readonly texts: readonly string[];
  /** Envelopes that changed, to be stored with the batch before its first send. */
  readonly envelopes: readonly Envelope[];
  /** Records that `leave` named: their one operation is among `ops`, and the caller remembers that it is. */
  readonly left: readonly Envelope[];
  readonly nextN: number;
}

type Item =
  | { readonly kind: 'again'; readonly order: number; readonly work: SealedWork }
  | { readonly kind: 'step'; readonly order: number; readonly step: PendingStep }
  | {
      readonly kind: 'edit';
      readonly order: number;
      readonly fields: readonly (readonly [field: string, dirty: DirtyField])[];
    };

const groupKey = (each: DirtyField): string =>
  [each.actor.user, each.act ?? '', each.supersedes ?? ''].join('\n');

/**
 * Steps go out in the order they stand in: a mended create and what was made anew behind it have later counters than a
 * step that was saved meanwhile and is made upon them.
 */
function orderedSteps(envelope: Envelope): readonly Extract<Item, { kind: 'step' }>[] {
  let order = 0;
  return envelope.steps.map((step) => {
    order = Math.max(order, step.n);
    return { kind: 'step', order, step };
  });
}

/** What a record has to send, in the order it was done. Neighbouring edits of one person become one operation. */
function itemsOf(envelope: Envelope): readonly Item[] {
  // Nothing can follow a create that was rejected until a person has mended it.
  if (envelope.rejected.some((each) => each.work.kind === 'create')) return [];
  const again = envelope.sealed
    .filter((work) => work.batchId === '')
    .map((work): Item => ({ kind: 'again', order: 0, work }));
  const steps = orderedSteps(envelope);
  const places = new Map(steps.map(({ step, order }) => [`#${step.n}`, order]));
  const edits = Object.entries(envelope.dirty)
    .filter(([, each]) => each.held === undefined)
    .map(([field, each]): Item => {
      const upon = 'after' in each.base ? (places.get(each.base.after) ?? 0) : 0;
      return { kind: 'edit', order: Math.max(each.order, upon), fields: [[field, each]] };
    });
  const items: Item[] = [];
  for (const item of [...again, ...[...steps, ...edits].sort((a, b) => a.order - b.order)]) {
    const last = items.at(-1);
    const [entry] = item.kind === 'edit' ? item.fields : [];
    const [previous] = last?.kind === 'edit' ? last.fields : [];
    if (entry && previous && last?.kind === 'edit' && groupKey(entry[1]) === groupKey(previous[1]))
      items[items.length - 1] = { ...last, fields: [...last.fields, entry] };
    else items.push(item);
  }
  return items;
}

function actorOf(item: Item): string {
  if (item.kind === 'again') return item.work.actor.user;
  if (item.kind === 'step') return item.step.actor.user;
  return item.fields[0]?.[1].actor.user ?? '';
}

function workOf(envelope: Envelope, item: Item, n: number, sealing: Sealing): SealedWork {
  const op = opIdOf(sealing.device, sealing.incarnation, n);
  const common = { op, n, batchId: sealing.batchId };
  if (item.kind === 'again') return { ...item.work, ...common };
  if (item.kind === 'step') return { ...common, ...stepWork(item.step) };
  const first = item.fields[0]?.[1];
  const fields = Object.fromEntries(
    item.fields.map(([field, each]) => [
      field,
      { base: each.base, baseValue: each.baseValue, value: envelope.data[field] ?? null },
    ]),
  );
  const { actor, at } = item.fields.at(-1)?.[1] ?? { actor: { user: '', userName: '' }, at: '' };
  return {
    ...common,
    kind: 'edit',
    fields,
    actor,
    at,
    ...(first?.act === undefined ? {} : { act: first.act }),
    ...(first?.supersedes === undefined ? {} : { supersedes: first.supersedes }),
  };
}

function stepWork(step: PendingStep): Omit<SealedWork, 'op' | 'n' | 'batchId'> {
  const state = step.kind === 'transition' ? stateFieldOf(step) : undefined;
  const choices = choicesOf(step);
  const fields = Object.fromEntries(
    Object.entries(step.before ?? {}).map(([field, baseValue], position) => {
      const base = (field === state ? step.base : step.bases?.[field]) ?? { rev: 0 };
      const chosen = step.kind === 'settle' ? choices[position]?.value : step.fields?.[field];
      return [field, { base, baseValue, value: (field === state ? step.to : chosen) ?? null }];
    }),
  );
  return {
    kind: step.kind,
    fields,
    step,
    actor: step.actor,
    at: step.at,
    ...(step.act === undefined ? {} : { act: step.act }),
    ...(step.supersedes === undefined ? {} : { supersedes: step.supersedes }),
  };
}

/** Moves one item from open to sealed; whatever was made upon it now names its op id. */
function moved(envelope: Envelope, item: Item, work: SealedWork): Envelope {
  const renamed = item.kind === 'again' ? item.work.op : item.kind === 'step' ? `#${item.step.n}` : undefined;
  const sealed = envelope.sealed.filter((each) => item.kind !== 'again' || each !== item.work);
  const place = item.kind === 'again' ? envelope.sealed.indexOf(item.work) : sealed.length;
  const next: Envelope = {
    ...envelope,
    dirty:
      item.kind === 'edit'
        ? without(
            envelope.dirty,
            item.fields.map(([field]) => field),
          )
        : envelope.dirty,
    steps: item.kind === 'step' ? envelope.steps.filter((each) => each !== item.step) : envelope.steps,
    sealed: sealed.toSpliced(place, 0, work),
    log: item.kind === 'again' ? renameOp(envelope.log, item.work.op, work.op) : markSealed(envelope, work),
  };
  if (renamed === undefined || renamed === work.op) return next;
  return mapBases(next, (base) => ('after' in base && base.after === renamed ? { after: work.op } : base));
}

interface Sealed {
  readonly work: SealedWork;
  readonly isEdit: boolean;
  /** The record with this work sealed; made only when it is asked for. */
  readonly after: Envelope;
}

/** The oldest open work of a record, sealed; nothing when there is none or when it is a colleague's. Pure. */
export function sealOldest(envelope: Envelope, sealing: Sealing): Sealed | undefined {
  const item = itemsOf(envelope)[0];
  // A colleague's earlier work on this record waits for that colleague; so does what was done upon it.
  if (!item || actorOf(item) !== sealing.user) return undefined;
  const n = item.kind === 'again' ? item.work.n : item.kind === 'step' ? item.step.n : sealing.nextN;
  const work = workOf(envelope, item, n, sealing);
  return {
    work,
    isEdit: item.kind === 'edit',
    get after() {
      return moved(envelope, item, work);
    },
  };
}

/**
 * Takes open work of one person from these records, in order, as far as the limits allow. Pure: nothing is sent yet.
 * `leave` names records of one operation that are not to be written again.
 */
export function sealOperations(
  envelopes: readonly Envelope[],
  sealing: Sealing,
  limits: SealLimits,
  definitionOf: (type: string) => RecordDefinition | undefined,
  leave?: (envelope: Envelope) => boolean,
): SealedOperations {
  const ops: Operation[] = [];
  const texts: string[] = [];
  const changed: Envelope[] = [];
  const left: Envelope[] = [];
  let { nextN } = sealing;
  let bytes = 0;
  for (const given of envelopes) {
    let envelope = given;
    let full = false;
    for (;;) {
      const sealed = sealOldest(envelope, { ...sealing, nextN });
      if (!sealed) break;
      const { work } = sealed;
      const data = work.kind === 'create' ? dataOfCreate(envelope, work, definitionOf(envelope.type)) : {};
      const op = toOperation(envelope, work, data);
      const text = JSON.stringify(op);
      full = ops.length >= limits.operations || (ops.length > 0 && bytes + text.length > limits.bytes);
      if (full) break;
      if (sealed.isEdit) nextN += 1;
      bytes += text.length;
      ops.push(op);
      texts.push(text);
      if (leave?.(given) === true) {
        left.push(given);
        break;
      }
      envelope = sealed.after;
    }
    if (envelope !== given) changed.push(envelope);
    if (full) break;
  }
  return { ops, texts, envelopes: changed, left, nextN };
}
