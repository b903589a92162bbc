import type { Role } from '../../../domain/access.ts';
import { mayManageUsers } from '../../../domain/access.ts';
import type { UserRegistration } from '../../../domain/protocol/api.ts';
import type { Failure, Result } from '../../../domain/result.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { KeyRing } from '../keys/port.ts';
import type { UserSummary } from '../port.ts';
import type { Ledger } from './ledger.ts';
import { takeNews } from './news.ts';

/** One more person on this PC. The registration travels to the province signed by the administrator who is present (R10). */
export async function addUser(
  ledger: Ledger,
  keyRing: KeyRing,
  user: { readonly name: string; readonly roles: readonly Role[]; readonly passphrase: string },
): Promise<Result<void>> {
  if (!mayManageUsers(ledger.session.roles)) {
    return fail('forbidden', '只有本单位管理员可以增加人员，没有改动任何内容。请让管理员登录后再加。');
  }
  if (user.name.trim() === '') return fail('nameNeeded', '请填写姓名，填了才能增加。', { field: 'name' });
  if (user.roles.length === 0) return rolesNeeded;
  return changeUsers(ledger, keyRing, () =>
    keyRing.addUser(ledger.session, { ...user, name: user.name.trim() }),
  );
}

/** Nobody unlocks this PC as that person any more, and the keys they had are made anew (R14). */
export async function removeUser(
  ledger: Ledger,
  keyRing: KeyRing,
  { id }: { readonly id: string },
): Promise<Result<void>> {
  if (!mayManageUsers(ledger.session.roles)) return notManaging;
  return changeUsers(ledger, keyRing, () => keyRing.removeUser(ledger.session, id));
}

/** Other roles, from that person's next unlock on (R14). */
export async function setRoles(
  ledger: Ledger,
  keyRing: KeyRing,
  { id, roles }: { readonly id: string; readonly roles: readonly Role[] },
): Promise<Result<void>> {
  if (!mayManageUsers(ledger.session.roles)) return notManaging;
  if (roles.length === 0) return rolesNeeded;
  return changeUsers(ledger, keyRing, () => keyRing.setRoles(ledger.session, id, roles));
}

/** Everybody of the office; who has no slot on this PC can only be changed where they have one. */
export async function listUsers(ledger: Ledger, keyRing: KeyRing): Promise<readonly UserSummary[]> {
  const here = new Set((await keyRing.slots()).map((slot) => slot.userId));
  return ledger.office.users.map((user) => (here.has(user.id) ? user : { ...user, elsewhere: true }));
}

const rolesNeeded: Result<never> = fail('rolesNeeded', '请至少选一个身份，选了才能存。', { field: 'roles' });
const notManaging: Result<never> = fail(
  'forbidden',
  '只有本单位管理员可以停用人员、改角色，没有改动任何内容。请让管理员登录后再办。',
);

/** The slots first, then the books and the word to the province: what a kill leaves between is taken at the next unlock. */
async function changeUsers(
  ledger: Ledger,
  keyRing: KeyRing,
  change: () => Promise<Result<UserRegistration, Failure>>,
): Promise<Result<void>> {
  // No write may lie between the old keys and the new ones.
  const changed = await ledger.queue.run(change);
  if (!changed.ok) return changed;
  const taken = await takeNews(ledger, keyRing);
  return taken.ok ? ok(undefined) : notYetWritten;
}

const notYetWritten: Result<never> = fail(
  'ioFailed',
  '人员已经改好，但这台电脑的磁盘没有写成功，名单和操作日志要到下次登录时才更新。请锁定后重新登录，不用再改一次。',
  { retryable: false },
);
