import type { Role } from '../../../domain/access.ts';
import type { ScopeAnswer, UserRegistration } from '../../../domain/protocol/api.ts';
import type { OfficeScope } from '../../../domain/organisation.ts';
import type { UserSummary } from '../port.ts';
import type { SealedPut } from '../units/vault.ts';
import type { Ledger, OfficeFile } from './ledger.ts';
import { sealMeta } from './meta.ts';

export function scopeFrom(answer: ScopeAnswer): OfficeScope {
  const organisation = ({ division, ...rest }: ScopeAnswer['office']): OfficeScope['office'] => ({
    ...rest,
    ...(division === undefined ? {} : { division }),
  });
  return {
    office: organisation(answer.office),
    organisations: answer.organisations.map(organisation),
    realData: answer.realData,
    ...(answer.parentName === undefined ? {} : { parentName: answer.parentName }),
  };
}

/** The office as the province describes it, over what this PC knows: users registered here and not yet there stay. */
export function officeAfter(before: OfficeFile, answer: ScopeAnswer): OfficeFile {
  const isPending = (user: { readonly id: string }): boolean =>
    before.pendingUsers.some((one) => one.id === user.id);
  // What was changed here and is not yet there is as this PC says: who was removed must not come back meanwhile.
  const told = answer.users
    .filter((user) => user.active && !isPending(user))
    .map(({ id, name, roles }) => ({ id, name, roles }));
  const pending = before.users.filter(isPending);
  return {
    ...before,
    scope: scopeFrom(answer),
    users: [...told, ...pending],
    serverSealKey: answer.serverSealKey,
    epoch: answer.epoch,
  };
}

export function summaryOf(registration: UserRegistration): UserSummary {
  return { id: registration.id, name: registration.name, roles: registration.roles };
}

export async function sealOffice(
  ledger: Pick<Ledger, 'vault'>,
  gen: number,
  office: OfficeFile,
): Promise<SealedPut> {
  return sealMeta(ledger.vault, 'office', gen, 'device', office);
}

/** One person alone holds every role but the counsellor's (K40); otherwise the first person administers and works. */
export function firstRoles(alone: boolean): readonly Role[] {
  return alone ? ['officeAdmin', 'clerk', 'reviewer', 'chair'] : ['officeAdmin', 'clerk'];
}
