import type { Compartment } from '../../../domain/access.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import { fail, ok } from '../../../domain/result.ts';
import { createRecordIndex } from '../index/recordIndex.ts';
import { packRows } from '../index/rowPack.ts';
import { indexedFieldsOf } from '../index/indexedFields.ts';
import type { KeySession } from '../keys/port.ts';
import { createUnitCache } from '../units/cache.ts';
import { unitFormat } from '../units/codec.ts';
import { createOverlay } from '../units/overlay.ts';
import type { DamagedUnit, StoredType } from '../units/types.ts';
import { createUnitMap } from '../units/unitMap.ts';
import { createVault } from '../units/vault.ts';
import { indexRowOf } from '../work/indexRow.ts';
import type { Act } from './stored.ts';
import { loadActs } from './acts.ts';
import type { BatchHead } from './stored.ts';
import { loadBatchHeads } from './batches.ts';
import type { Counters } from './counters.ts';
import { createEmergency } from './emergency.ts';
import type { SpaceGuard } from './freeSpace.ts';
import { createSpaceGuard } from './freeSpace.ts';
import { isDisplaced, keepIncarnationFile, renewIncarnation } from './incarnation.ts';
import type { Ledger, OfficeFile } from './ledger.ts';
import type { LaneCursor } from './stored.ts';
import { readCursors } from './cursors.ts';
import { loadRecords } from './loadRecords.ts';
import { readMeta } from './meta.ts';
import type { StoreInput } from './ports.ts';
import { systemRandom } from './systemRandom.ts';
import type { RelayHead } from './stored.ts';
import { createWriteQueue } from './queue.ts';
import { createSeenVersions } from './seen.ts';

const damaged = fail(
  'damaged',
  '这台电脑上的数据有一部分读不出来，没有改动任何内容。请不要继续录入，用最近的备份文件恢复，或联系上级工会。',
);

const otherFormat = fail(
  'otherFormat',
  '本机资料是另一个版本的程序写的，这个版本读不了，没有打开，资料没有变化。请换回原来的版本，或联系上级工会。',
);

/** An import lies in a few segments, in order; work from all over the place is written anew instead of naming each piece. */
const freshStretches = 32;

export type Signals = Pick<Ledger, 'emit' | 'worked' | 'fatal'>;

/** Reads everything an unlocked user may see into memory. Nothing is written unless an interrupted act has to be swept. */
export async function openLedger(
  input: StoreInput,
  session: KeySession,
  signals: Signals,
): Promise<Result<Ledger>> {
  const vault = createVault(session);
  const [counters, office, settings] = await Promise.all([
    readMeta(input.disk, vault, 'counters'),
    readMeta(input.disk, vault, 'office'),
    readMeta(input.disk, vault, 'settings'),
  ]);
  if (counters.kind !== 'value' || office.kind !== 'value') return damaged;
  if ((counters.value as Counters).format !== unitFormat) return otherFormat;
  const damage: DamagedUnit[] = [];
  const noteDamage = (unit: DamagedUnit): void => {
    if (!damage.some((known) => known.key === unit.key && known.part === unit.part)) damage.push(unit);
  };
  const known = { disk: input.disk, vault, damaged: noteDamage, damage };
  const [acts, { batches, relays }] = await Promise.all([loadActs(known), loadBatchHeads(known)]);
  const ledger = buildLedger(input, session, {
    ...known,
    ...signals,
    acts,
    batches,
    relays,
    counters: counters.value as Counters,
    office: office.value as OfficeFile,
    cursors: await readCursors(input.disk, vault),
    settings: new Map(
      settings.kind === 'value' ? Object.entries(settings.value as Record<string, string>) : [],
    ),
  });
  const loaded = await loadRecords(ledger);
  if (!loaded.ok) return loaded;
  if (await isDisplaced(input.host, ledger.counters)) {
    const renewed = await renewIncarnation(ledger, input.host);
    if (!renewed.ok) return renewed;
  } else await keepIncarnationFile(ledger, input.host);
  return ok(ledger);
}

interface Parts extends Signals {
  readonly disk: Ledger['disk'];
  readonly vault?: Ledger['vault'];
  readonly damage: DamagedUnit[];
  damaged(unit: DamagedUnit): void;
  readonly acts: Map<string, Act>;
  readonly batches: Map<string, BatchHead>;
  readonly relays?: Ledger['relays'];
  readonly settings: Map<string, string>;
  readonly counters: Counters;
  readonly office: OfficeFile;
  readonly cursors?: Ledger['cursors'];
}

/** A ledger over given parts; enrolment builds one over nothing. */
export function buildLedger(input: StoreInput, session: KeySession, parts: Parts): Ledger {
  const random = input.random ?? systemRandom;
  const space: SpaceGuard = createSpaceGuard(input.disk, input.host, () => input.clock.now());
  return {
    ...parts,
    vault: parts.vault ?? createVault(session),
    relays: parts.relays ?? new Map<string, RelayHead>(),
    emergency: createEmergency(input.host, session),
    session,
    types: storedTypes(input.definitions, session),
    units: createUnitMap(),
    cache: createUnitCache(),
    overlay: createOverlay(parts.batches.values()),
    freshStretches: input.freshStretches ?? freshStretches,
    queue: createWriteQueue(),
    space,
    clock: input.clock,
    random,
    newKey: () => random.id(),
    seen: createSeenVersions(),
    cursors: parts.cursors ?? new Map<Compartment, Readonly<Record<string, LaneCursor>>>(),
    busyUntil: 0,
    actor: { user: session.userId, userName: session.userName },
  };
}

/** Only types whose compartment this user opens have an index at all (R22): without the key there is nothing, not zero. */
function storedTypes(
  definitions: readonly RecordDefinition[],
  session: KeySession,
): ReadonlyMap<string, StoredType> {
  return new Map(
    definitions
      .filter((definition) => session.compartments.includes(definition.compartment))
      .map((definition) => {
        const fields = indexedFieldsOf(definition);
        const stored: StoredType = {
          definition,
          index: createRecordIndex(definition),
          rowOf: (envelope) => indexRowOf(definition, envelope, fields),
          pack: (rows) => packRows(definition, rows),
        };
        return [definition.type, stored];
      }),
  );
}
