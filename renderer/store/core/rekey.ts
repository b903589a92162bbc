import type { Compartment } from '../../../domain/access.ts';
import { diskTables } from '../disk/disk.ts';
import type { DiskTable } from '../disk/disk.ts';
import type { KeyRing } from '../keys/port.ts';
import { placeOf } from '../units/frame.ts';
import type { SealedPut } from '../units/vault.ts';
import type { Ledger } from './ledger.ts';

/** Values and bytes of one step: a save that comes meanwhile waits for one step only. */
const step = { values: 64, bytes: 4 * 1024 * 1024 } as const;
/** After a step the disk refused; nothing is lost by waiting, both keys still open. */
const pauseAfterRefusal = 60_000;

interface Sweep {
  readonly box: Compartment | 'device';
  readonly left: { readonly table: DiskTable; readonly key: string }[];
  notBefore: number;
}
const sweeps = new WeakMap<Ledger, Sweep>();

/**
 * One short step of rewriting what lies under a key that was rotated away (R14). Nothing is remembered on the disk: a
 * value tells by itself whether it was rewritten, so after a kill the next unlock simply begins again. The earlier key is
 * dropped only after every value of its box was looked at and every rewritten one is durable.
 */
export async function rekey(ledger: Ledger, keyRing: KeyRing): Promise<boolean> {
  const [box] = ledger.session.outdated();
  if (box === undefined || ledger.clock.now() < ledger.busyUntil) return false;
  const sweep = sweeps.get(ledger);
  if (sweep === undefined || sweep.box !== box) {
    sweeps.set(ledger, { box, left: await valuesIn(ledger, box), notBefore: 0 });
    return true;
  }
  if (ledger.clock.now() < sweep.notBefore) return false;
  const went = await ledger.queue.run(async () =>
    sweep.left.length > 0 ? rewrite(ledger, sweep) : (await keyRing.retire(ledger.session, box)).ok,
  );
  if (!went) sweep.notBefore = ledger.clock.now() + pauseAfterRefusal;
  return went;
}

/** What is written from here on lies under the present key, so a list made once is whole. */
async function valuesIn(ledger: Ledger, box: string): Promise<Sweep['left']> {
  const left: Sweep['left'] = [];
  for (const table of diskTables) {
    await ledger.disk.scan(table, (entries) => {
      for (const entry of entries) if (entry.box === box) left.push({ table, key: entry.key });
    });
  }
  return left;
}

/** Rewrites the next values at their place: same key, same generation, so nothing but the disk notices. */
async function rewrite(ledger: Ledger, sweep: Sweep): Promise<boolean> {
  const put: SealedPut[] = [];
  let looked = 0;
  let size = 0;
  while (looked < sweep.left.length && looked < step.values && size < step.bytes) {
    const next = sweep.left[looked];
    looked += 1;
    const entry = next && (await ledger.disk.read(next.table, next.key));
    // Removed since, or replaced by another box's.
    if (next === undefined || entry?.box !== sweep.box) continue;
    const place = placeOf(next.table, entry.key, entry.gen, entry.box);
    const bytes = await ledger.session.renew(sweep.box, entry.bytes, place);
    size += entry.bytes.byteLength;
    // Under the present key already, or damaged: what opens under no key of ours, the earlier one does not save either.
    if (bytes !== undefined) put.push({ table: next.table, ...entry, bytes });
  }
  if (put.length > 0) {
    const expect = put.map(({ table, key, gen }) => ({ table, key, gen }));
    const written = await ledger.disk.commit({ expect, put }, 'strict');
    if (!written.ok) return false;
  }
  sweep.left.splice(0, looked);
  return true;
}
