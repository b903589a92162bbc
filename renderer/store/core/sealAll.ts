import { readableCompartments } from '../../../domain/access.ts';
import type { Host } from '../../host/host.ts';
import type { Ledger } from './ledger.ts';
import { sealNext } from './seal.ts';
import { organisationsOf } from './reach.ts';

/**
 * At lock everything of the leaving user is sealed (R11): only that user's key signs it, and a colleague's session may
 * then send it. While the server has not been asked what it knows of this PC, nothing may be numbered (R3).
 */
export async function sealAll(ledger: Ledger, host: Host): Promise<void> {
  if (ledger.counters.reconcile === true) return;
  for (const organisation of organisationsOf(ledger)) {
    for (const compartment of readableCompartments(ledger.session.roles)) {
      for (;;) {
        const sealed = await sealNext(ledger, host, { organisation, compartment });
        if (!sealed.ok || sealed.value === undefined) break;
      }
    }
  }
}
