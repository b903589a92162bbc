import { describe, expect, it } from 'vitest';
import { fetchChanges, fetchSnapshot } from '../../../../renderer/sync/client.ts';
import { signedAnswer } from '../../../simulation/support/network.ts';
import { clientOver, lane } from './fakes.ts';

const here = { organisation: 'org', compartment: 'general' };
const foreign = { ok: false, verdict: { kind: 'foreign' } };
const changes = { ...lane, after: 5, records: [], cursor: 9, head: 9 };
const snapshot = { ...lane, after: { type: 't', id: 'a' }, records: [], next: null, head: 9 };
const place = { type: 't', id: 'a', head: 9 };

const clientGiven = (words: unknown) => clientOver({ send: async () => signedAnswer(200, words) });

describe('a signed page counts only as the answer to the question that was asked [S14]', () => {
  it('takes changes after the cursor that was named, and no recorded ones after another', async () => {
    const client = await clientGiven(changes);
    expect(await fetchChanges(client, 't', here, 5)).toEqual({ ok: true, value: changes });
    expect(await fetchChanges(client, 't', here, 3)).toEqual(foreign);
    expect(await fetchChanges(client, 't', { ...here, compartment: 'hardship' }, 5)).toEqual(foreign);
    expect(await fetchChanges(client, 't', { ...here, organisation: 'other' }, 5)).toEqual(foreign);
  });

  it('takes the snapshot page of the place and the head that were named, and no other', async () => {
    const client = await clientGiven(snapshot);
    expect(await fetchSnapshot(client, 't', here, place)).toEqual({ ok: true, value: snapshot });
    expect(await fetchSnapshot(client, 't', here, undefined)).toEqual(foreign);
    expect(await fetchSnapshot(client, 't', here, { ...place, id: 'b' })).toEqual(foreign);
    expect(await fetchSnapshot(client, 't', here, { ...place, type: 'u' })).toEqual(foreign);
    expect(await fetchSnapshot(client, 't', here, { ...place, head: 8 })).toEqual(foreign);
    const first = await clientGiven({ ...snapshot, after: null });
    expect((await fetchSnapshot(first, 't', here, undefined)).ok).toBe(true);
    expect(await fetchSnapshot(first, 't', here, place)).toEqual(foreign);
  });

  it('does not take a page that says no question at all', async () => {
    const { after: _missing, ...bare } = changes;
    const answer = await fetchChanges(await clientGiven(bare), 't', here, 5);
    expect(answer).toEqual({ ok: false, verdict: { kind: 'notUnderstood' } });
  });
});
