import { paths } from '../../domain/protocol/api.ts';
import { historySchema } from '../../domain/protocol/history.ts';
import type { HistoryOperation, HistoryPage } from '../../domain/protocol/history.ts';
import { ask, get, timeouts } from './client.ts';
import type { Answer, Client } from './client.ts';
import { withToken } from './round.ts';
import type { HistoryAnswer, HistoryPlace } from './port.ts';
import type { Memory } from './round.ts';

/** Two thousand operations of one record; older ones stay at the province. */
const mostPages = 40;

const foreign = { ok: false, verdict: { kind: 'foreign' } } as const;

/** A page counts when it answers this very question, and goes down from the place that was asked about (S14). */
function answersThis(page: HistoryPage, place: HistoryPlace, before: number | undefined): boolean {
  const { organisation, type, id } = page;
  if (organisation !== place.organisation || type !== place.type || id !== place.id) return false;
  if (page.before !== (before ?? null)) return false;
  let above = before ?? page.rev + 1;
  for (const { rev } of page.operations) {
    if (rev >= above) return false;
    above = rev;
  }
  // A page that goes on from where it began would be asked for without end.
  return page.next === null || page.next === page.operations.at(-1)?.rev;
}

async function fetchPage(
  client: Client,
  token: string,
  place: HistoryPlace,
  before: number | undefined,
): Promise<Answer<HistoryPage>> {
  const query = before === undefined ? '' : `?before=${before}`;
  const path = `${paths.history(place.organisation, place.type, place.id)}${query}`;
  const answer = await ask(client, get(client, path, token, timeouts.page), historySchema);
  return answer.ok && !answersThis(answer.value, place, before) ? foreign : answer;
}

/** Every operation of a record, oldest first, from pages of one province; half of a history is kept by nobody. */
export async function fetchHistory(
  session: { readonly client: Client; readonly memory: Memory },
  place: HistoryPlace,
): Promise<HistoryAnswer> {
  const operations: HistoryOperation[] = [];
  let first: HistoryPage | undefined;
  let before: number | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const at = before;
    const answer = await withToken(session, (token) => fetchPage(session.client, token, place, at));
    if (!answer.ok) {
      const { kind } = answer.verdict;
      return { kind: kind === 'offline' || kind === 'foreign' ? 'offline' : 'unavailable' };
    }
    const page = answer.value;
    first ??= page;
    // Restored between two pages: what came before belongs to another history.
    if (page.epoch !== first.epoch) return { kind: 'unavailable' };
    operations.push(...page.operations);
    if (page.next === null) break;
    before = page.next;
  }
  return { kind: 'told', rev: first?.rev ?? 0, operations: operations.reverse() };
}
