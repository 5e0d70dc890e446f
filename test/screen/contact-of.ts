// contact-of: a contact for tests, and what checks find in it, as `id field` lines.
import type { Registrant } from '../../src/base/registration.js';
import type { Check } from '../../src/screen/check.js';
import { FindingList } from '../../src/screen/check.js';
import type { Contact } from '../../src/screen/contact.js';
import type { FeedProfile } from '../../src/base/feed.js';
import type { CountryText } from '../../src/screen/country.js';
import type { PrivacyService, RedactionPhrase } from '../../src/screen/contact-states.js';
import { compileStateLists, contactOf } from '../../src/screen/contact-states.js';
import { rowsOf } from './contact-rows.js';

export const STATE_LISTS = compileStateLists({
  redactions: rowsOf<RedactionPhrase>('redaction-phrases.csv'),
  privacyServices: rowsOf<PrivacyService>('privacy-services.csv'),
  countries: rowsOf<CountryText>('countries.csv'),
});

export function contactFor(registrant: Registrant, profile: FeedProfile = {}): Contact {
  const registration = { event: 'create', domain: 'appeltuin.test', registrar: {}, registrant, redacted: [] } as const;
  return contactOf(registration, profile, STATE_LISTS);
}

export function foundBy(
  checks: readonly Check[],
  registrant: Registrant,
  profile: FeedProfile = {},
): readonly string[] {
  const contact = contactFor(registrant, profile);
  const found = new FindingList();
  for (const check of checks) check.run(contact, found);
  return found.findings.map((finding) => finding.check);
}
