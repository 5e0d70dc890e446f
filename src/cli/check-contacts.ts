// check-contacts: the contact data of a zone's names with a hopping hit: looked at, kept in their cases, and told.
import { outcomeOf, recordContactChecks } from '../cases/contact-checks.js';
import type { Store } from '../cases/open-store.js';
import type { RegistrantSource } from '../registrants.js';
import type { ContactOutcome } from './contact-outcome.js';
import { complainOf } from './output.js';

/** Failures are told, and have the command exit with 1; without a store nothing is kept. */
export async function checkContacts(
  registrants: RegistrantSource,
  names: readonly string[],
  apex: string,
  at: Date,
  store: Store | null,
  signal: AbortSignal,
): Promise<ContactOutcome> {
  const counts = { findings: 0, 'in-order': 0, unknown: 0 };
  let told = 0;
  for await (const { checks, failures } of names.length === 0 ? [] : registrants.check(names, signal)) {
    for (const failure of failures.slice(0, MOST_TOLD - told)) complainOf(failure);
    told = Math.min(MOST_TOLD, told + failures.length);
    if (failures.length > 0) process.exitCode = 1;
    const kept =
      store === null
        ? checks
        : await recordContactChecks(store, { origin: apex, at, source: registrants.kind }, checks);
    for (const { findings } of kept) counts[outcomeOf(findings)]++;
  }
  const { findings: withFindings, 'in-order': inOrder, unknown } = counts;
  const checked = withFindings + inOrder + unknown;
  return { apex, source: registrants.kind, checked, withFindings, inOrder, unknown };
}

const MOST_TOLD = 20;
