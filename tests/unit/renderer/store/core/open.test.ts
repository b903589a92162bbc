import { expect, it } from 'vitest';
import { act, commit } from '../../../../../renderer/store/core/commit.ts';
import { createMemoryDisk } from '../../../../../renderer/store/disk/memory.ts';
import { assemble, enrolled, home, passphrase, value } from '../../../../contract/store/support.ts';
import { person } from '../../../../contract/store/types.ts';

it('refuses a profile whose units are written another way with a sentence, and leaves it as it is', async () => {
  const disk = createMemoryDisk();
  const bench = await enrolled([person], disk);
  value(await bench.core.port.save({ type: 'person', organisation: home, fields: { name: '甲测试' } }));
  const ledger = bench.core.ledger();
  if (ledger === undefined) throw new Error('locked');
  value(
    await act(ledger, (draft) => {
      draft.set({ format: 1 });
      return commit(ledger, draft, { clerk: false });
    }),
  );
  const medium = disk.reopen();
  const before = medium.dump();
  const { core } = assemble([person], medium, { host: bench.host });
  const [slot] = (await core.port.status()).slots;
  const refused = await core.port.unlock({ userId: slot?.userId ?? '', passphrase });
  expect(refused).toMatchObject({ ok: false, error: { code: 'otherFormat' } });
  expect(refused.ok ? '' : refused.error.message).toContain('资料没有变化');
  expect(medium.dump()).toEqual(before);
  // It is not damaged: nobody is sent to a backup.
  expect((await core.port.status()).phase).toBe('locked');
});
