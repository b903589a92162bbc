import { parseJson } from '../units/codec.ts';
import type { SealedPut } from '../units/vault.ts';
import type { Ledger } from './ledger.ts';
import { bytesOf } from './meta.ts';
import type { Act, ImportAct } from './stored.ts';

export async function sealAct(ledger: Ledger, gen: number, value: Act): Promise<SealedPut> {
  const box = ledger.types.get(value.type)?.definition.compartment ?? 'general';
  const { key, ...rest } = value;
  return ledger.vault.seal('acts', key, gen, box, bytesOf(rest), 1024);
}

export async function loadActs(
  ledger: Pick<Ledger, 'disk' | 'vault' | 'damaged'>,
): Promise<Map<string, Act>> {
  const acts = new Map<string, Act>();
  const opening: Promise<void>[] = [];
  await ledger.disk.scan('acts', (chunk) => {
    for (const entry of chunk) {
      if (!ledger.vault.opens(entry.box)) continue;
      opening.push(
        ledger.vault.open('acts', entry).then((plain) => {
          const value = plain === undefined ? undefined : (parseJson(plain) as Omit<Act, 'key'> | undefined);
          if (value === undefined)
            ledger.damaged({ key: entry.key, gen: entry.gen, box: entry.box, part: 'unit' });
          else acts.set(entry.key, { ...value, key: entry.key } as Act);
        }),
      );
    }
  });
  await Promise.all(opening);
  return acts;
}

export function importActs(ledger: Pick<Ledger, 'acts'>): readonly (ImportAct & { readonly key: string })[] {
  return [...ledger.acts.values()].filter((one) => one.kind === 'import');
}
