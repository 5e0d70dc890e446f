// screener: one registration → its contact, and what the checks find in it. Synchronous, no I/O.
import type { FeedProfile } from '../base/feed.js';
import type { Finding } from '../base/finding.js';
import type { Policy } from '../base/policy.js';
import { REGISTRANT_FIELDS, type RegistrantField, type Registration } from '../base/registration.js';
import type { Pattern } from '../rules/ruleset.js';
import type { Check } from './check.js';
import { FindingList } from './check.js';
import type { Contact } from './contact.js';
import { CONTACT_LIST_FILES, contactChecks, type ContactLists } from './contact-checks.js';
import { compileStateLists, contactOf, type StateLists } from './contact-states.js';
import { FieldPatterns } from './field-patterns.js';
import { nameChecks } from './name-checks.js';
import { NAME_LIST_FILES, type NameLists } from './name-lists.js';
import { redactionChecks } from './redactions.js';
import { shortFieldChecks } from './short-fields.js';

export interface ScreeningLists extends NameLists, ContactLists {}

/** The files in datasets/screen/ of each list. */
export const SCREENING_FILES: Readonly<Record<keyof ScreeningLists, readonly string[]>> = {
  ...NAME_LIST_FILES,
  ...CONTACT_LIST_FILES,
};

export function allChecks(lists: ScreeningLists, profile: FeedProfile): readonly Check[] {
  return [
    ...nameChecks(lists),
    ...contactChecks(lists, profile.requires),
    ...shortFieldChecks(lists.placeholders),
    ...(profile.redacts === false ? redactionChecks(lists.redactions) : []),
  ];
}

/** Of all profiles. */
export function checkIds(lists: ScreeningLists): readonly string[] {
  return allChecks(lists, { requires: REGISTRANT_FIELDS, redacts: false }).map(({ id }) => id);
}

/** Checks that stand together and share a look. */
interface Family extends Pick<Check, 'mayFind'> {
  readonly checks: readonly Check[];
}

/** In the order of the checks: findings come in it. */
function familiesOf(checks: readonly Check[]): readonly Family[] {
  const families: (Family & { readonly checks: Check[] })[] = [];
  for (const check of checks) {
    const last = families.at(-1);
    if (last !== undefined && last.mayFind !== undefined && last.mayFind === check.mayFind) last.checks.push(check);
    else families.push({ ...(check.mayFind === undefined ? {} : { mayFind: check.mayFind }), checks: [check] });
  }
  return families;
}

const IDENTIFYING: readonly RegistrantField[] = ['name', 'organisation', 'email', 'phone', 'street', 'city'];

export class Screener {
  private readonly families: readonly Family[];
  private readonly patterns: FieldPatterns;
  private readonly states: StateLists;
  private readonly providers: ReadonlySet<string>;

  /** `severities`, by check id, are those of the policy. */
  constructor(
    lists: ScreeningLists,
    patterns: readonly Pattern[],
    private readonly profile: FeedProfile,
    private readonly severities: Policy['checks'],
  ) {
    this.families = familiesOf(allChecks(lists, profile).filter(({ id }) => severities[id] !== 'off'));
    this.patterns = new FieldPatterns(patterns.filter(({ id }) => severities[`pattern/${id}`] !== 'off'));
    this.states = compileStateLists(lists);
    this.providers = new Set(lists.mailProviders.flatMap(({ domain, meant }) => (meant === '' ? [domain] : [])));
  }

  contact(registration: Registration): Contact {
    return contactOf(registration, this.profile, this.states);
  }

  /** Whether the data shows who or where a holder is, or that this was left empty. */
  isShown(contact: Contact): boolean {
    const { coHolders } = contact.registration;
    return isShown(contact) || (coHolders !== undefined && this.coContacts(contact).some(isShown));
  }

  findings(contact: Contact): readonly Finding[] {
    const found = new FindingList(this.severities);
    this.look(contact, found);
    if (contact.registration.coHolders === undefined) return found.findings;
    for (const other of this.coContacts(contact)) this.look(other, found);
    return onceEach(found.findings);
  }

  private coContacts({ registration }: Contact): readonly Contact[] {
    const { coHolders = [], ...own } = registration;
    return coHolders.map((holder) => this.contact({ ...own, ...holder }));
  }

  private look(contact: Contact, found: FindingList): void {
    for (const { mayFind, checks } of this.families) {
      if (mayFind !== undefined && !mayFind(contact)) continue;
      for (const check of checks) check.run(contact, found);
    }
    this.patterns.run(contact.registration, found);
  }

  /** Anyone can have an address at such a domain: many names with one of them are no burst. */
  readonly isMailProvider = (domain: string): boolean => this.providers.has(domain);
}

function isShown({ states }: Contact): boolean {
  return IDENTIFYING.some((field) => states[field] === 'present' || states[field] === 'empty');
}

/** What several holders have is one finding. */
function onceEach(findings: readonly Finding[]): readonly Finding[] {
  const byCheck = new Map<string, Finding>();
  for (const finding of findings) {
    const id = `${finding.check} ${finding.field}`;
    if (!byCheck.has(id)) byCheck.set(id, finding);
  }
  return [...byCheck.values()];
}
