import type { FieldValue } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import { readEnvelopes } from '../units/read.ts';
import type { Envelope } from '../work/envelope.ts';
import type { KnownOperation } from '../work/reconcile.ts';
import { acknowledgeKnown as acknowledge, valuesToDigest } from '../work/reconcile.ts';
import { sha256Hex } from './bytes.ts';
import { act, commit } from './commit.ts';
import type { Ledger } from './ledger.ts';
import { stampOf } from './save.ts';

export type KnownRecordOperation = KnownOperation & { readonly type: string; readonly id: string };

/** What the province already has of this device is not sent a second time (R3); then sending may go on. */
export function acknowledgeKnown(
  ledger: Ledger,
  known: readonly KnownRecordOperation[],
): Promise<Result<void>> {
  return act(ledger, async (draft) => {
    const stamp = stampOf(ledger, draft);
    const changed: Envelope[] = [];
    for (const type of new Set(known.map((one) => one.type))) {
      const own = known.filter((one) => one.type === type);
      const { found } = await readEnvelopes(ledger, type, [...new Set(own.map((one) => one.id))]);
      for (const [id, envelope] of found) {
        const digests = await digestsOf(valuesToDigest(envelope));
        const after = acknowledge(
          envelope,
          own.filter((one) => one.id === id),
          stamp,
          (value) => digests.get(JSON.stringify(value)),
        );
        if (after !== envelope) changed.push(after);
      }
    }
    draft.set({ reconcile: false });
    const written = await commit(ledger, draft, { clerk: false, envelopes: changed });
    if (written.ok)
      for (const type of new Set(changed.map((one) => one.type))) ledger.emit({ kind: 'records', type });
    return written;
  });
}

async function digestsOf(values: readonly FieldValue[]): Promise<ReadonlyMap<string, string>> {
  const texts = [...new Set(values.map((value) => JSON.stringify(value)))];
  const hashes = await Promise.all(texts.map((text) => sha256Hex(new TextEncoder().encode(text))));
  return new Map(texts.map((text, at) => [text, (hashes[at] ?? '').slice(0, 16)]));
}
