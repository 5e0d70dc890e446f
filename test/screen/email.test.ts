import fc from 'fast-check';
import { getCountries } from 'libphonenumber-js';
import { expect, test } from 'vitest';
import type { Mailbox } from '../../src/screen/email.js';
import { emailChecks } from '../../src/screen/email.js';
import { parseEmail, parseSlowly } from '../../src/screen/email-address.js';
import type {
  DisposableDomain,
  DisposablePattern,
  MailProvider,
  ReservedDomain,
} from '../../src/screen/email-domains.js';
import { MailDomainLists } from '../../src/screen/email-domains.js';
import type { PlaceholderRow } from '../../src/screen/name-lists.js';
import { foundBy } from './contact-of.js';
import { rowsOf } from './contact-rows.js';

const ROWS = {
  disposableDomains: rowsOf<DisposableDomain>('disposable-email.csv.gz'),
  disposablePatterns: rowsOf<DisposablePattern>('disposable-patterns.csv'),
  reservedDomains: rowsOf<ReservedDomain>('reserved-domains.csv'),
  mailProviders: rowsOf<MailProvider>('mail-providers.csv'),
};
const MAILBOXES = rowsOf<Mailbox>('mailboxes.csv');
const PLACEHOLDERS = rowsOf<PlaceholderRow>('placeholders.csv');
const CHECKS = emailChecks(MAILBOXES, new MailDomainLists(ROWS), PLACEHOLDERS);
const IN_TEST = emailChecks(
  MAILBOXES,
  new MailDomainLists({ ...ROWS, reservedDomains: [...ROWS.reservedDomains, { domain: 'test', kind: 'allowed' }] }),
  PLACEHOLDERS,
);

test.each([
  'wout@dnsbelgium.be',
  "o'neill+tag@x.co.uk",
  'a@be.be',
  'Wout.Hellemans@DNSbelgium.BE',
  '"wout h"@dnsbelgium.be',
  '"a@b"@dnsbelgium.be',
  'françois@dnsbelgium.be',
  '用户@例子.公司',
  'henrike@bäckerei-lindhof.de',
  'post@xn--bckerei-lindhof-0kb.de',
  `${'a'.repeat(64)}@dnsbelgium.be`,
  'wout@museum.museum',
  'x1@sub.sub.sub.gov',
  'joe@hotmail.co.uk',
])('%s is an address', (email) => {
  expect(parseEmail(email).problem).toBeUndefined();
  expect(foundBy(CHECKS, { email })).toEqual([]);
});

test.each([
  'wout',
  '@dnsbelgium.be',
  'wout@',
  'wout@dnsbelgium',
  'wout@localhost',
  'wout@-dns.be',
  'wout@dns..be',
  'wout@my_domain.be',
  'wout@1.2.3.4',
  'wout h@ dnsbelgium',
  `${'a'.repeat(65)}@dnsbelgium.be`,
  `${'é'.repeat(33)}@dnsbelgium.be`,
  `wout@${'a'.repeat(64)}.be`,
  `w@${'a.'.repeat(130)}be`,
  'x'.repeat(2_000_000),
  `${'a@'.repeat(500_000)}`,
])('%.40s is none', (email) => {
  expect(foundBy(CHECKS, { email })).toContain('email.syntax');
});

test.each([
  ['wout.@dnsbelgium.be', ['email.form']],
  ['.wout..h@dnsbelgium.be', ['email.form']],
  ['<wout@dnsbelgium.be>', ['email.form']],
  ['mailto:wout@dnsbelgium.be', ['email.form']],
  ['wout@dnsbelgium.be.', ['email.form']],
  ['wout@dnsbelgium.be; els@dnsbelgium.be', ['email.form']],
  ['wout@[192.0.2.1]', ['email.form']],
  ['wout@example.com', ['email.domain']],
  ['wout@mail.example.org', ['email.domain']],
  ['wout@appeltuin.invalid', ['email.domain']],
  ['wout@appeltuin.test', ['email.domain']],
  ['wout@skynet.bee', ['email.domain']],
  ['wout@examplesofwork.com', []],
  ['wout@10minutemail.be', ['email.disposable']],
  ['wout@x.y.10minutemail.be', ['email.disposable']],
  ['wout@not10minutemail.be', []],
  ['wout@gmial.com', ['email.domain-typo']],
  ['wout@gmail.con', ['email.domain', 'email.domain-typo']],
  ['wout@gmail.cmo', ['email.domain']],
  ['wout@gmail.com', []],
  ['null@skynet.be', ['email.made-up']],
  ['ASDF@skynet.be', ['email.made-up']],
  ['test@mailveld.be', ['email.placeholder']],
  ['test@skynet.be', ['email.placeholder-address']],
  ['test@test.com', ['email.placeholder-domain', 'email.placeholder-address']],
  ['test@gmail.com', ['email.placeholder-address']],
  ['x@x.com', ['email.echo']],
  ['a@b.be', ['email.singles']],
  ['info@info.com', ['email.placeholder-domain', 'email.role']],
  ['spam@spam.com', ['email.placeholder-domain', 'email.placeholder-address']],
  ['gmail@gmail.com', ['email.placeholder-address']],
  ['notmyrealemail@skynet.be', ['email.made-up']],
  ['spamtrap@skynet.be', ['email.made-up']],
  ['heb.ik.niet@hotmail.com', ['email.made-up']],
  ['jan@jan.be', []],
  ['noreply@skynet.be', ['email.unread']],
  ['info@bakkerij.be', ['email.role']],
  ['mickey@skynet.be', []],
])('%s: %j', (email, expected) => {
  expect(foundBy(CHECKS, { email })).toEqual(expected);
});

test.each([
  ['Jan Jansen', 'jan.jansen@gmail.com', []],
  ['JANSEN, Jan', 'Jan.Jansen@gmail.com', []],
  ['Test Janssens', 'test@gmail.com', ['email.placeholder-address']],
  ['Els Maes', 'jan.jansen@gmail.com', ['email.placeholder-address']],
  ['Jan Maes', 'jan.jansen@gmail.com', ['email.placeholder-address']],
  ['', 'jan.jansen@mailveld.be', ['email.placeholder']],
  ['Rien', 'rien@ziggo.nl', ['email.placeholder-address']],
  ['Jan Jansen', 'jan.jansen@test.com', ['email.placeholder-domain']],
  ['John Doe', 'john.doe@gmail.com', ['email.placeholder-address']],
  ['Voornaam Achternaam', 'voornaam.achternaam@gmail.com', ['email.made-up']],
  ['Test Test 2', 'test.test@gmail.com', ['email.placeholder-address']],
])('of %s %s is: %j', (name, email, expected) => {
  expect(foundBy(CHECKS, { name, email })).toEqual(expected);
});

test('every country with a domain of its own has one here', () => {
  // Codes of ISO 3166-1 that were never delegated, and one of libphonenumber's own.
  const without = ['bl', 'bq', 'eh', 'mf', 'ta', 'xk'];
  const lists = new MailDomainLists(ROWS);
  const tlds = getCountries().map((country) => (country === 'GB' ? 'uk' : country.toLowerCase()));
  expect(tlds.filter((tld) => lists.kindOf(`absa.${tld}`) === 'no-tld')).toEqual(without);
  expect(lists.kindOf('absa.co.za')).toBe('ordinary');
});

test("the zone's own suffix may be allowed", () => {
  expect(foundBy(IN_TEST, { email: 'wout@appeltuin.test' })).toEqual([]);
  expect(foundBy(IN_TEST, { email: 'wout@appeltuin.invalid' })).toEqual(['email.domain']);
});

test('a role at a provider is odd for a person only', () => {
  expect(foundBy(CHECKS, { email: 'info@gmail.com', organisation: '' })).toEqual([
    'email.role-of-provider',
    'email.role',
  ]);
  expect(foundBy(CHECKS, { email: 'info@gmail.com', organisation: 'Zeilclub vzw' })).toEqual(['email.role']);
  expect(foundBy(CHECKS, { email: 'info@gmail.com' })).toEqual(['email.role']);
  expect(foundBy(CHECKS, { email: 'info@janssens.be', organisation: '' })).toEqual(['email.role']);
});

test.each([
  ['wout@tempmail-now.be', 'email.disposable'],
  ['wout@notreal.io', 'email.placeholder-domain'],
  ['no.nobody@dnsbelgium.be', 'email.made-up'],
  ['fake_test@dnsbelgium.be', 'email.made-up'],
  ['info.test@dnsbelgium.be', 'email.made-up'],
])('%s: what no list has is known by its words', (email, expected) => {
  expect(foundBy(CHECKS, { email })).toContain(expected);
});

test.each([
  'wegwerfgeschirr24.de',
  'wegwerfwindeln.de',
  'vaisselle-jetable.fr',
  'emballage-jetable.com',
  'disposables.be',
  'disposable-gloves.be',
  'throwaway-studio.be',
  'tempmailand.be',
])('%s sells things that are thrown away, and no mailboxes', (domain) => {
  expect(foundBy(CHECKS, { email: `wout@${domain}` })).toEqual([]);
});

test.each([
  'throwaway-mail.be',
  'my.disposable-email.be',
  '30minutemails.be',
  'trashmail24.be',
  'wegwerf-email-adressen.be',
  'adresse-jetable.be',
  'poubelle-mail.be',
])('%s is known by its words', (domain) => {
  expect(foundBy(CHECKS, { email: `wout@${domain}` })).toEqual(['email.disposable']);
});

test('an operator takes a service away: its domain, a pattern, or all that would fit one', () => {
  const found = (rows: Partial<typeof ROWS>, domain: string): readonly string[] =>
    foundBy(emailChecks(MAILBOXES, new MailDomainLists({ ...ROWS, ...rows }), PLACEHOLDERS), {
      email: `wout@${domain}`,
    });
  const disposableDomains = ROWS.disposableDomains.filter(({ domain }) => domain !== 'yopmail.com');
  const disposablePatterns = ROWS.disposablePatterns.filter(({ id }) => id !== 'trash');
  const reservedDomains = [...ROWS.reservedDomains, { domain: 'tempmail.com', kind: 'allowed' as const }];
  expect(found({}, 'yopmail.com')).toEqual(['email.disposable']);
  expect(found({ disposableDomains }, 'yopmail.com')).toEqual([]);
  expect(found({ disposablePatterns }, 'trashmail24.be')).toEqual([]);
  expect(found({ disposablePatterns: [] }, 'trashmail24.be')).toEqual([]);
  expect(found({ reservedDomains }, 'tempmail.com')).toEqual([]);
});

test.each(['marc.temperman@dnsbelgium.be', 'info.sales@dnsbelgium.be', 'wout@temperman.be', 'wout@notrealy.io'])(
  '%s is nobody’s filler',
  (email) => {
    expect(foundBy(CHECKS, { email })).toEqual([]);
  },
);

test('the fast way reads an address as the slow one does', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'aZ09.-+_@@"é \u212a'), maxLength: 24 }),
    fc
      .tuple(fc.emailAddress(), fc.constantFrom('', '.', '-', 'A', ' ', 'é'), fc.nat(80))
      .map(([address, more, at]) => address.slice(0, at) + more + address.slice(at)),
    fc.nat(70).map((length) => `${'a'.repeat(length)}@${'b'.repeat(70 - length)}.be`),
  );
  let usual = 0;
  fc.assert(
    fc.property(text, (one) => {
      const slowly = parseSlowly(one);
      if (slowly.problem === undefined) usual++;
      expect(parseEmail(one)).toEqual(slowly);
    }),
    { seed: 20261128, numRuns: 20_000 },
  );
  expect(usual).toBeGreaterThan(2_000);
});
