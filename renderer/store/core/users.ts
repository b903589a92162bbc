import type { Role } from '../../../domain/access.ts';
import { mayManageUsers } from '../../../domain/access.ts';
import type { Result } from '../../../domain/result.ts';
import { fail } from '../../../domain/result.ts';
import type { KeyRing } from '../keys/port.ts';
import { act, commit } from './commit.ts';
import type { Ledger } from './ledger.ts';
import { sealOffice, summaryOf } from './office.ts';

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
  if (user.roles.length === 0)
    return fail('rolesNeeded', '请至少选一个身份，选了才能增加。', { field: 'roles' });
  const added = await keyRing.addUser(ledger.session, { ...user, name: user.name.trim() });
  if (!added.ok) return added;
  const registration = await ledger.session.assertAsUser({ ...added.value });
  return act(ledger, async (draft) => {
    const office = {
      ...ledger.office,
      users: [...ledger.office.users, summaryOf(added.value)],
      pendingUsers: [...ledger.office.pendingUsers, { id: added.value.id, registration }],
    };
    const written = await commit(ledger, draft, {
      clerk: true,
      audit: { act: '增加人员' },
      entries: async (nextGen) => [await sealOffice(ledger, nextGen(), office)],
    });
    if (!written.ok) return written;
    ledger.office = office;
    ledger.worked();
    return written;
  });
}
