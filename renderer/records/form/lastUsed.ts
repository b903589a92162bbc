import type { StorePort } from '../../store/port.ts';

/** Code chosen last, per type and field: the next person of a workshop mostly has the same. */
export type LastUsed = Readonly<Record<string, string>>;

export async function readLastUsed(store: Pick<StorePort, 'readSetting'>, type: string): Promise<LastUsed> {
  const text = await store.readSetting(`lastUsed.${type}`);
  if (text === undefined) return {};
  return Object.fromEntries(
    text
      .split('\n')
      .map((line) => line.split('\t'))
      .filter((pair): pair is [string, string] => pair.length === 2),
  );
}

export async function rememberLastUsed(
  store: Pick<StorePort, 'writeSetting'>,
  type: string,
  lastUsed: LastUsed,
): Promise<void> {
  const text = Object.entries(lastUsed).map(([field, code]) => `${field}\t${code}`);
  // A preference that could not be written costs one keystroke later; it must not disturb a save.
  await store.writeSetting(`lastUsed.${type}`, text.join('\n'));
}
