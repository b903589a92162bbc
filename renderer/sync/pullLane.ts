import { fetchChanges, fetchSnapshot } from './client.ts';
import type { Cursor } from './port.ts';
import type { Lane, LaneOutcome, Session } from './pushLane.ts';

/** One page of a first load; its cursor is where the next begins, so a crash repeats a page and skips none (R19). */
async function snapshotStep(
  session: Session,
  lane: Lane,
  cursor: Cursor | undefined,
): Promise<LaneOutcome | 'more'> {
  const { client, store, token } = session;
  const under = cursor?.snapshot;
  const place = under?.next ? { ...under.next, head: under.head } : undefined;
  const answer = await fetchSnapshot(client, token, lane, place);
  if (!answer.ok) return answer.verdict;
  const page = answer.value;
  // Between two pages the province was restored: what came before belongs to another history. Begin again.
  if (place && page.epoch !== cursor?.epoch) return snapshotStep(session, lane, undefined);
  const next: Cursor =
    page.next === null
      ? { seq: page.head, epoch: page.epoch }
      : { seq: 0, epoch: page.epoch, snapshot: { next: page.next, head: page.head } };
  const applied = await store.applySnapshot(page, next);
  return applied.ok ? 'more' : { kind: 'later' };
}

async function feedStep(session: Session, lane: Lane, cursor: Cursor): Promise<LaneOutcome | 'more'> {
  const answer = await fetchChanges(session.client, session.token, lane, cursor.seq);
  if (!answer.ok) return answer.verdict;
  const page = answer.value;
  if (page.epoch !== cursor.epoch) return snapshotStep(session, lane, undefined);
  // A page from before what is stored is a recording or a fault; a cursor never goes back.
  if (page.cursor < cursor.seq) return { kind: 'foreign' };
  if (page.cursor === cursor.seq && page.records.length === 0) return undefined;
  const applied = await session.store.applyChanges(page, { seq: page.cursor, epoch: page.epoch });
  if (!applied.ok) return { kind: 'later' };
  return page.cursor < page.head && page.cursor > cursor.seq ? 'more' : undefined;
}

/** Brings one lane up to the province's present: first load by snapshot, then the feed. */
export async function pullLane(session: Session, lane: Lane): Promise<LaneOutcome> {
  for (;;) {
    const cursor = await session.store.cursor(lane.organisation, lane.compartment);
    const isFirstLoad = cursor === undefined || cursor.snapshot !== undefined;
    const outcome = await (isFirstLoad
      ? snapshotStep(session, lane, cursor)
      : feedStep(session, lane, cursor));
    if (outcome !== 'more') return outcome;
  }
}
