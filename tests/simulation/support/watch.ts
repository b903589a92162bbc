import { gunzipSync } from 'node:zlib';
import { headers } from '../../../domain/protocol/api.ts';
import type { Compartment } from '../../../domain/access.ts';
import { indexedFieldsOf } from '../../../renderer/store/index/indexedFields.ts';
import { indexRowOf } from '../../../renderer/store/work/indexRow.ts';
import type { HttpRequest } from '../../../renderer/sync/port.ts';
import type { RealPc } from './realPc.ts';
import { trialOf } from './trials.ts';

/** One sentence per compartment, planted in values: where else it turns up, something leaks (R57.2). */
export const sentences: Readonly<Record<'general' | 'hardship', string>> = {
  general: '工会的普通句子绝不该明文躺在盘上',
  hardship: '困难职工的句子绝不该出现在别的分区',
};

type Planted = keyof typeof sentences;
const planted = Object.keys(sentences) as readonly Planted[];

const unzipped = (bytes: Buffer): Buffer =>
  bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;

/** Sentences that stand in these bytes, zipped or not, and do not belong there. */
function strangers(bytes: Uint8Array, belongs: Compartment | undefined): readonly Planted[] {
  const plain = unzipped(Buffer.from(bytes));
  return planted.filter((each) => each !== belongs && plain.includes(sentences[each]));
}

const compartmentOf = (request: HttpRequest): Compartment | undefined => {
  const word =
    new URL(request.url).searchParams.get('compartment') ?? request.headers?.[headers.batch]?.split('.')[1];
  return word === 'general' || word === 'hardship' ? word : undefined;
};

/** What went over the line may hold a compartment's sentence only where that compartment was asked for or sent. */
export function leaksOnTheWire(request: HttpRequest, answer: Uint8Array): readonly string[] {
  const belongs = compartmentOf(request);
  const around = Buffer.from(JSON.stringify([decodeURIComponent(request.url), request.headers ?? {}]));
  return [
    ...strangers(around, undefined),
    ...strangers(request.body ?? new Uint8Array(), belongs),
    ...strangers(answer, belongs),
  ].map((each) => `${each} in ${request.method} ${new URL(request.url).pathname}`);
}

/** A PC's disk and host files hold no sentence at all; an index holds none of another compartment. */
export function leaksOnThePc(pc: RealPc): readonly string[] {
  const faults: string[] = [];
  for (const { table, key, bytes } of pc.disk.dump()) {
    for (const each of strangers(bytes, undefined)) faults.push(`${each} in ${table}/${key}`);
    if (planted.some((each) => key.includes(sentences[each]))) faults.push(`a key of ${table}`);
  }
  for (const [name, bytes] of pc.host.files)
    for (const each of strangers(bytes, undefined)) faults.push(`${each} in file ${name}`);
  for (const [type, { index, definition }] of pc.ledger.types) {
    const rows = index.ids({ type, includeVoided: true }).map((id) => index.get(id));
    const found = strangers(Buffer.from(JSON.stringify(rows)), definition.compartment);
    for (const each of found) faults.push(`${each} in the index of ${type}`);
  }
  return faults;
}

/** Every index row against one made anew from the record's own unit (R57.7). */
export async function indexFaults(pc: RealPc): Promise<readonly string[]> {
  const faults: string[] = [];
  const counted = new Map<string, number>();
  for (const envelope of await pc.envelopes()) {
    const definition = trialOf(envelope.type);
    const row = pc.ledger.types.get(envelope.type)?.index.get(envelope.id);
    counted.set(envelope.type, (counted.get(envelope.type) ?? 0) + 1);
    if (!definition) continue;
    const fresh = indexRowOf(definition, envelope, indexedFieldsOf(definition));
    if (JSON.stringify(sorted(row)) !== JSON.stringify(sorted(fresh)))
      faults.push(`${envelope.id}: ${JSON.stringify(row)} is not ${JSON.stringify(fresh)}`);
  }
  for (const [type, { index }] of pc.ledger.types)
    if (index.size !== (counted.get(type) ?? 0)) faults.push(`${type}: ${index.size} rows`);
  return faults;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]: [string, unknown]) => [key, sorted(each)]);
}
