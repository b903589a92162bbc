import type { StoredType } from '../units/types.ts';
import type { Ledger } from './ledger.ts';

type Office = Pick<Ledger, 'office'>;

/** Organisations this PC works for: the office and those it acts for, by the province's last signed scope. */
export function organisationsOf({ office }: Office): readonly string[] {
  const { scope } = office;
  return [...new Set([scope.office.id, ...scope.organisations.map((one) => one.id)])];
}

/** Whether the office no longer acts for this organisation: what may not be sent any more is not to be written (R19). */
export function isLeft(ledger: Office, organisation: string): boolean {
  return !organisationsOf(ledger).includes(organisation);
}

export const leftWords = '这家单位已不再由本机代管';

/** Organisations this office no longer acts for and whose records of one type still lie on this PC. */
export function leftOrganisations(ledger: Office, stored: StoredType): readonly string[] {
  const own = new Set(organisationsOf(ledger));
  return stored.index
    .counts({ type: stored.definition.type, includeVoided: true }, '@organisation')
    .flatMap(({ value }) => (typeof value === 'string' && !own.has(value) ? [value] : []));
}
