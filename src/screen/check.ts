// check: one thing that is looked for in contact data; the page in docs/ that lists the checks is made from these.
import type { Finding, FindingField, Severity } from '../base/finding.js';
import { MOST_PART_CHARACTERS } from '../base/finding.js';
import type { Registrant } from '../base/registration.js';
import type { Contact } from './contact.js';

export interface Check {
  /** `field.what`, such as `name.placeholder`; stable. */
  readonly id: string;
  readonly severity: Severity;
  /** The field that it usually speaks of. */
  readonly field: FindingField;
  /** One sentence for the page in docs/: what it looks for. */
  readonly looksFor: string;
  /** Contact data that it finds something in, and data much like it that it lets pass: shown in docs/ and tested. */
  readonly catches: Registrant;
  readonly passes: Registrant;
  /**
   * A look that checks which stand together share: where it is false, none of them finds anything, and they are not run.
   * Without it the check is run always.
   */
  readonly mayFind?: (contact: Contact) => boolean;
  /** Adds what it finds. Synchronous, no I/O, no state between registrations. */
  readonly run: (contact: Contact, found: FindingList) => void;
}

/** Collects the findings of the checks of one registration. */
export class FindingList {
  readonly findings: Finding[] = [];

  /** `severities`, by check id, go before the checks' own. */
  constructor(private readonly severities: Readonly<Record<string, Severity | 'off'>> = {}) {}

  /** `part` is cut to MOST_PART_CHARACTERS. */
  add(check: Pick<Check, 'id' | 'severity'>, field: FindingField, part: string, explain: string): void {
    const cut = part.length > MOST_PART_CHARACTERS ? part.slice(0, MOST_PART_CHARACTERS).replace(/\p{Cs}$/u, '') : part;
    const severity = this.severities[check.id] ?? check.severity;
    if (severity !== 'off') this.findings.push({ check: check.id, severity, field, part: cut, explain });
  }
}
