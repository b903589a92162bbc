import type { Result } from '../../domain/result.ts';
import { fetchChanges, fetchSnapshot } from './client.ts';
import type { Verdict } from './classify.ts';
import type { Cursor } from './port.ts';
import type { Lane, LaneOutcome, Session } from './pushLane.ts';

/** A page that was verified and is not in the books yet. */
interface Page {
  readonly kind: 'page';
  /** Where the next question begins once this page is in the books. */
  readonly next: Cursor;
  readonly isLast: boolean;
  store(): Promise<Result<void>>;
}
type Fetched = Page | { readonly kind: 'none' } | { readonly kind: 'trouble'; readonly verdict: Verdict };

const trouble = (verdict: Verdict): Fetched => ({ kind: 'trouble', verdict });

/** One page of a first load; its cursor is where the next begins, so a crash repeats a page and skips none (R19). */
async function snapshotPage(session: Session, lane: Lane, cursor: Cursor | undefined): Promise<Fetched> {
  const { client, store, token } = session;
  const under = cursor?.snapshot;
  const place = under?.next ? { ...under.next, head: under.head } : undefined;
  const answer = await fetchSnapshot(client, token, lane, place);
  if (!answer.ok) return trouble(answer.verdict);
  const page = answer.value;
  // Between two pages the province was restored: what came before belongs to another history. Begin again.
  if (place && page.epoch !== cursor?.epoch) return snapshotPage(session, lane, undefined);
  const next: Cursor =
    page.next === null
      ? { seq: page.head, epoch: page.epoch }
      : { seq: 0, epoch: page.epoch, snapshot: { next: page.next, head: page.head } };
  return { kind: 'page', next, isLast: false, store: () => store.applySnapshot(page, next) };
}

async function feedPage(session: Session, lane: Lane, cursor: Cursor): Promise<Fetched> {
  const answer = await fetchChanges(session.client, session.token, lane, cursor.seq);
  if (!answer.ok) return trouble(answer.verdict);
  const page = answer.value;
  if (page.epoch !== cursor.epoch) return snapshotPage(session, lane, undefined);
  // A page from before what is stored is a recording or a fault; a cursor never goes back.
  if (page.cursor < cursor.seq) return trouble({ kind: 'foreign' });
  if (page.cursor === cursor.seq && page.records.length === 0) return { kind: 'none' };
  const next: Cursor = { seq: page.cursor, epoch: page.epoch };
  const isLast = page.cursor >= page.head || page.cursor === cursor.seq;
  return { kind: 'page', next, isLast, store: () => session.store.applyChanges(page, next) };
}

function fetchPage(session: Session, lane: Lane, cursor: Cursor | undefined): Promise<Fetched> {
  const isFirstLoad = cursor === undefined || cursor.snapshot !== undefined;
  return isFirstLoad ? snapshotPage(session, lane, cursor) : feedPage(session, lane, cursor);
}

/**
 * Brings one lane up to the province's present: first load by snapshot, then the feed. While a page is written the next
 * one is on its way; pages enter the books in their order, each with its cursor, and none after one that could not.
 */
export async function pullLane(session: Session, lane: Lane): Promise<LaneOutcome> {
  const cursor = await session.store.cursor(lane.organisation, lane.compartment);
  let fetching = fetchPage(session, lane, cursor);
  for (;;) {
    const page = await fetching;
    if (page.kind !== 'page') return page.kind === 'none' ? undefined : page.verdict;
    const ahead = page.isLast ? undefined : fetchPage(session, lane, page.next);
    const stored = await page.store();
    if (!stored.ok) {
      await ahead;
      return { kind: 'later' };
    }
    if (!ahead) return undefined;
    fetching = ahead;
  }
}
