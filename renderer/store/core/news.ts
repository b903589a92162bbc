import type { Role } from '../../../domain/access.ts';
import type { UserRegistration } from '../../../domain/protocol/api.ts';
import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import type { KeyGrant, KeyNews, KeyRing } from '../keys/port.ts';
import type { AuditInput } from './audit.ts';
import { sealAudit } from './audit.ts';
import { act, commit } from './commit.ts';
import type { Ledger, OfficeFile } from './ledger.ts';
import { now } from './ledger.ts';
import { sealOffice, summaryOf } from './office.ts';

/** So many past registrations and grants are remembered; more were long taken. */
const remembered = 64;
/** A person who goes has this long to be heard: what they sealed is sent before the province is told that they went. */
const grace = 24 * 60 * 60_000;

/**
 * Takes what happened to the users of this PC into the store's books: the list, the word to the province (R10), the audit
 * log. The slots are written first, so after a kill between the two this finds at the next unlock what is still untold.
 */
export async function takeNews(ledger: Ledger, keyRing: KeyRing): Promise<Result<void>> {
  const news = await keyRing.news(ledger.session);
  if (news.registrations.length + news.grants.length === 0) return ok(undefined);
  const written = await act(ledger, async (draft) => {
    const at = now(ledger);
    const { office, audits } = officeWith(ledger.office, news, {
      at,
      by: ledger.session.userName,
      until: new Date(Date.parse(at) + grace).toISOString(),
    });
    const stored = await commit(ledger, draft, {
      clerk: false,
      entries: async (nextGen) => [
        await sealOffice(ledger, nextGen(), office),
        ...(await Promise.all(audits.map((audit) => sealAudit(ledger, nextGen(), audit)))),
      ],
    });
    if (stored.ok) ledger.office = office;
    return stored;
  });
  if (!written.ok) return written;
  // If the ring cannot note it, the same news come again, and the office file knows them.
  await keyRing.told(ledger.session, news);
  ledger.worked();
  return ok(undefined);
}

interface Moment {
  readonly at: string;
  readonly by: string;
  readonly until: string;
}

function officeWith(
  before: OfficeFile,
  news: KeyNews,
  { at, by, until }: Moment,
): { readonly office: OfficeFile; readonly audits: readonly AuditInput[] } {
  const heard = new Set(before.heard);
  let { users, pendingUsers } = before;
  const audits: AuditInput[] = [];
  for (const { jws, registration } of news.registrations) {
    if (heard.has(markOf(jws))) continue;
    heard.add(markOf(jws));
    const known = users.find((user) => user.id === registration.id);
    const wait = known !== undefined && loses(known.roles, registration) ? { waitUntil: until } : {};
    pendingUsers = [...pendingUsers, { id: registration.id, registration: jws, ...wait }];
    users = replaced(users, registration);
    audits.push({ act: wordFor(known !== undefined, registration.active), reason: registration.name });
  }
  const grants = news.grants.map(({ userName, compartment }) => ({ at, by, to: userName, compartment }));
  audits.push(...news.grants.map((grant) => ({ act: '交接了资料', reason: grantWords(grant) })));
  const office = {
    ...before,
    users,
    pendingUsers,
    heard: [...heard].slice(-remembered),
    grants: [...(before.grants ?? []), ...grants].slice(-remembered),
  };
  return { office, audits };
}

/** The end of a signature tells one registration from another; the whole would triple the file. */
const markOf = (jws: string): string => jws.slice(-24);

function replaced(users: OfficeFile['users'], registration: UserRegistration): OfficeFile['users'] {
  if (!registration.active) return users.filter((user) => user.id !== registration.id);
  const summary = summaryOf(registration);
  return users.some((user) => user.id === registration.id)
    ? users.map((user) => (user.id === registration.id ? summary : user))
    : [...users, summary];
}

function loses(roles: readonly Role[], registration: UserRegistration): boolean {
  return !registration.active || roles.some((role) => !registration.roles.includes(role));
}

function wordFor(isKnown: boolean, isActive: boolean): string {
  if (!isActive) return '停用人员';
  return isKnown ? '改角色' : '增加人员';
}

const boxWords = { general: '一般资料', hardship: '困难帮扶', counselling: '心理关爱' } as const;

const grantWords = ({ userName, compartment }: KeyGrant): string =>
  `${userName} 现在能打开${boxWords[compartment]}`;
