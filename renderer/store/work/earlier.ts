import type { HistoryOperation } from '../../../domain/protocol/history.ts';
import { sameValue, valueOf } from '../../../domain/protocol/values.ts';
import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import { readJournal } from '../../../domain/records/journal.ts';
import type { EarlierLine, Envelope, LogLine } from './envelope.ts';

/** Beyond this the clock of the other PC was wrong, and the province's word for the moment stands beside it (R43). */
const clockPatience = 5 * 60_000;

interface Setting {
  readonly field: string;
  readonly value: FieldValue;
  readonly was?: FieldValue | undefined;
}

function settingsOf(operation: HistoryOperation, definition: RecordDefinition | undefined): Setting[] {
  const step = operation.step === undefined ? undefined : definition?.transitions?.[operation.step];
  const back = readJournal(operation.undoes === undefined ? [] : [operation.undoes])[0]?.from;
  const moved = step === undefined ? [] : [{ field: step.field, value: back ?? step.to }];
  const set = Object.entries(operation.fields).map(([field, { value, was }]) => ({ field, value, was }));
  return [...moved, ...set];
}

function whatOf(operation: HistoryOperation, definition: RecordDefinition | undefined): string {
  const word = wordOf(operation, definition);
  return operation.waiting.length === 0 ? word : `${word}（两边填的不一样，两个都留着）`;
}

function wordOf(operation: HistoryOperation, definition: RecordDefinition | undefined): string {
  switch (operation.kind) {
    case 'create':
      return '新建';
    case 'edit':
      return '修改';
    case 'transition':
      return definition?.transitions?.[operation.step ?? '']?.label ?? '办理';
    case 'settle':
      return '核对';
    case 'void':
      return operation.undo === true ? '恢复' : '作废';
    case 'unknown':
      return '修改（新版本的内容，更新程序后能看到）';
  }
}

function receivedOf({ at, receivedAt }: HistoryOperation): { readonly received?: string } {
  return Date.parse(at) > Date.parse(receivedAt) + clockPatience ? { received: receivedAt } : {};
}

/**
 * History lines from the operations of a record, oldest first: what a field held before is what the operations before
 * made of it. A value that waits for a choice changed nothing yet.
 */
export function linesOf(
  operations: readonly HistoryOperation[],
  definition: RecordDefinition | undefined,
): readonly EarlierLine[] {
  const data: Record<string, FieldValue> = {};
  let isNew = true;
  return operations.map((operation): EarlierLine => {
    const changes: (readonly [string, FieldValue, FieldValue])[] = [];
    const isBirth = isNew && operation.kind === 'create';
    for (const { field, value, was } of settingsOf(operation, definition)) {
      const isWaiting = operation.waiting.includes(field);
      // Its author's word for what was there, where the question is about it or the beginning is not known.
      const byAuthor = was !== undefined && (isWaiting || !(field in data));
      const from = byAuthor ? was : valueOf(data, field);
      if (!isBirth && !sameValue(from, value)) changes.push([field, from, value]);
      if (!isWaiting) data[field] = value;
    }
    isNew = false;
    const reports = definition?.transitions?.[operation.step ?? '']?.reports === true;
    return {
      rev: operation.rev,
      op: operation.op,
      at: operation.at,
      userName: operation.userName,
      what: whatOf(operation, definition),
      changes,
      state: reports ? 'reported' : 'backedUp',
      ...receivedOf(operation),
    };
  });
}

/** A line of somebody elsewhere: it came with a pulled record, or names an operation of another PC. */
function isForeign(line: LogLine, device: string): boolean {
  return line.rev !== undefined || (line.op !== undefined && !line.op.startsWith(`${device}.`));
}

/** Whether the province's own lines say what a pulled line said: the same operation, or a revision they reach beyond. */
function toldBy(earlier: Envelope['earlier']): (line: LogLine) => boolean {
  const told = new Set(earlier?.lines.map((line) => line.op));
  const through = earlier?.through ?? 0;
  return ({ op, rev }) => (op !== undefined && told.has(op)) || (rev !== undefined && rev <= through);
}

/** The first line of a record that was made on this PC. */
function isBirth(line: LogLine | undefined): boolean {
  if (line?.order === undefined || line.changes.length > 0) return false;
  return line.what !== '作废' && line.what !== '恢复';
}

/**
 * Whether this PC has every line of the record. It has those of its own acts; what came from elsewhere came as a state,
 * so a record that was made elsewhere, or changed there since it was asked about, has lines at the province alone.
 */
export function reachesBack(envelope: Envelope, device: string): boolean {
  const { acked, earlier, elsewhere = 0, log } = envelope;
  if (acked === undefined || (earlier !== undefined && acked.rev <= earlier.through)) return true;
  if (elsewhere > (earlier?.through ?? 0)) return false;
  const isTold = toldBy(earlier);
  if (log.some((line) => isForeign(line, device) && !isTold(line))) return false;
  return earlier !== undefined || isBirth(log[0]);
}

/** What the province told, in the record's own value; its data, work and log are not touched. */
export function keepEarlier(
  envelope: Envelope,
  told: { readonly rev: number; readonly operations: readonly HistoryOperation[] },
  definition: RecordDefinition | undefined,
): Envelope {
  return { ...envelope, earlier: { through: told.rev, lines: linesOf(told.operations, definition) } };
}

/**
 * All lines, oldest first, each once. An act of this PC is told by its own lines: one for each save, where the province
 * knows one for what was sent. An act of another PC is told by the province's line: what was pulled is one line for
 * everything since the last pull.
 */
export function wholeLog(
  envelope: Envelope,
  device: string,
): readonly (LogLine & { readonly received?: string })[] {
  const { earlier, log } = envelope;
  if (earlier === undefined) return log;
  const isTold = toldBy(earlier);
  const whole: (LogLine & { readonly received?: string })[] = [];
  let next = 0;
  const takeUpTo = (end: number): void => {
    for (; next < end; next += 1) {
      const line = log[next];
      if (line !== undefined && !(isForeign(line, device) && isTold(line))) whole.push(line);
    }
  };
  for (const line of earlier.lines) {
    const own = log.findLastIndex((each) => each.op === line.op && !isForeign(each, device));
    if (own < 0) whole.push(line);
    else takeUpTo(own + 1);
  }
  takeUpTo(log.length);
  return whole;
}
