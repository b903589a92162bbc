import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { IndexMark } from '../index/port.ts';
import { afterReceipt, afterSealing } from '../work/freshCreate.ts';
import type { CarryingBatch } from '../work/freshCreate.ts';
import type { Envelope } from '../work/envelope.ts';

/**
 * Records of one unit that were sealed as they lay there and were not written again: so many slots from one on. `rev` is
 * what the first of them became at the province, the next one more; 0 while the batch has no answer.
 */
export type Stretch = readonly [unit: number, slot: number, count: number, rev: number];

/** A batch whose head says what it made of records on the disk. */
export interface LyingBatch extends CarryingBatch {
  readonly fresh?: readonly Stretch[];
}

export interface Place {
  readonly unit: number;
  readonly slot: number;
}

/** What lies over one record. */
export interface Laid {
  readonly batch: CarryingBatch;
  /** 0 while the batch has no answer. */
  readonly rev: number;
}

/**
 * What became of fresh creates since their segment was written (decision 0005). It is read from the heads of batches and
 * changes only with them; a unit's number is never given twice, so what lies over a unit that is gone is over nothing.
 */
export interface Overlay {
  /** The batch's head as it is on the disk from now on. */
  lay(batch: LyingBatch): void;
  at(place: Place): Laid | undefined;
  /** For the index, whose segments do not know of it. */
  marksOf(unit: number): readonly IndexMark[];
}

interface Layer {
  readonly batch: CarryingBatch;
  readonly slot: number;
  readonly count: number;
  readonly rev: number;
}

export function createOverlay(batches: Iterable<LyingBatch>): Overlay {
  const byUnit = new Map<number, Layer[]>();
  const unitsOf = new Map<string, ReadonlySet<number>>();
  const overlay: Overlay = {
    lay({ batchId, device, incarnation, fresh = [] }) {
      const batch = { batchId, device, incarnation };
      for (const unit of unitsOf.get(batchId) ?? []) {
        const left = (byUnit.get(unit) ?? []).filter((layer) => layer.batch.batchId !== batchId);
        if (left.length === 0) byUnit.delete(unit);
        else byUnit.set(unit, left);
      }
      for (const [unit, slot, count, rev] of fresh) {
        const layers = byUnit.get(unit) ?? [];
        byUnit.set(unit, layers);
        layers.push({ batch, slot, count, rev });
      }
      if (fresh.length === 0) unitsOf.delete(batchId);
      else unitsOf.set(batchId, new Set(fresh.map(([unit]) => unit)));
    },
    at({ unit, slot }) {
      let found: Laid | undefined;
      for (const layer of byUnit.get(unit) ?? []) {
        if (slot < layer.slot || slot >= layer.slot + layer.count) continue;
        const rev = layer.rev === 0 ? 0 : layer.rev + slot - layer.slot;
        // A damaged head lets a create go out again in another batch; what the province has answered counts.
        if (found === undefined || rev > 0) found = { batch: layer.batch, rev };
      }
      return found;
    },
    marksOf(unit) {
      const layers = byUnit.get(unit) ?? [];
      return [...layers]
        .sort((a, b) => a.rev - b.rev)
        .map(({ slot, count, rev }) => ({ slot, count, sync: rev === 0 ? 'saved' : 'backedUp' }));
    },
  };
  for (const batch of batches) overlay.lay(batch);
  return overlay;
}

/** A record as it is now, from what its unit says. */
export function laidOver(
  overlay: Overlay,
  definition: RecordDefinition | undefined,
  place: Place,
  envelope: Envelope,
): Envelope {
  const laid = overlay.at(place);
  if (laid === undefined) return envelope;
  return laid.rev === 0
    ? afterSealing(envelope, laid.batch)
    : afterReceipt(envelope, laid.batch, laid.rev, definition);
}

/** Neighbours with neighbouring revisions in one stretch, in the order given. */
export function stretchesOf(
  records: readonly { readonly place: Place; readonly rev: number }[],
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const { place, rev } of records) {
    const last = stretches.at(-1);
    if (last !== undefined && follows(last, place, rev))
      stretches[stretches.length - 1] = [last[0], last[1], last[2] + 1, last[3]];
    else stretches.push([place.unit, place.slot, 1, rev]);
  }
  return stretches;
}

function follows([unit, slot, count, first]: Stretch, place: Place, rev: number): boolean {
  const isNext = place.unit === unit && place.slot === slot + count;
  return isNext && rev === (first === 0 ? 0 : first + count);
}

/** Decides for one record after the other whether it may be left as it lies, so that a head names only so many stretches. */
export function stretchBudget(most: number): (place: Place) => boolean {
  let count = 0;
  let last: Place | undefined;
  return (place) => {
    const isNext = last?.unit === place.unit && last.slot + 1 === place.slot;
    if (!isNext && count >= most) return false;
    if (!isNext) count += 1;
    last = place;
    return true;
  };
}
