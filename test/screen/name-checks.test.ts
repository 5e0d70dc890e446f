// name-checks: what is caught and what passes, in tables; hostile text; every check's own examples.
import { describe, expect, test } from 'vitest';
import type { Registrant } from '../../src/base/registration.js';
import { FindingList } from '../../src/screen/check.js';
import { CHECKS, contactOf, countedIn, findingsIn, SHIPPED } from './shipped-names.js';
import { INNOCENT_CITIES, INNOCENT_NAMES, INNOCENT_ORGANISATIONS, INNOCENT_STREETS } from './innocent.js';

const MANIFEST_NAMES: Readonly<Record<string, string>> = {
  'name.placeholder': `null|NULL|null null|Null Null|undefined|zero|n/a|N.A.|n.v.t.|nvt|none|None|no name|unknown|onbekend|inconnu|
    unbekannt|geen|aucun|keine|anonymous|anoniem|anonyme|anonym|firstname lastname|First Name Last Name|Firstname  LASTNAME|
    first last|your name here|voornaam achternaam|Voornaam ACHTERNAAM|Naam|uw naam|prénom nom|Prenom Nom|NOM Prénom|votre nom|
    Vorname Nachname|Nachname, Vorname|Ihr Name|Max Mustermann|Mustermann|Erika Mustermann|Jan Modaal|Jan met de pet|John Doe|
    Jane Doe|Joe Bloggs|A. N. Other|Monsieur Untel|Jean Tartempion|Otto Normalverbraucher|test|Test|test test|TEST TEST|testtest|
    test1|Test 123|test user|asdf|foo bar|foobar|lorem ipsum|blabla|bla bla|abc|abc def|xx xx|x y|Vo\u200bornaam Ach\u200bternaam`,
  'name.false-identity': `Mickey Mouse|MICKEY  MOUSE|mickeymouse|mousemickey|Mouse, Mickey|M1ckey M0use|Mickey J. Mouse|Mr. Mickey Mouse|
    Mickey Mosue|Mickey Mousse|Micky Maus|Donald Duck|Duck Donald|D0nald Duck|Minnie Mouse|Kuifje|Tintin|Astérix|asterix|
    Bart Simpson|B4rt S1mpson|Homer Simpson|Harry Potter|Hermione Granger|Batman|Bat Man|Superman|Spider-Man|Darth Vader|Darth Vadar|
    Luke Skywalker|Luke Skywalker 2|Elvis Presley|Adolf Hitler|Adolf Hilter|Napoleon Bonaparte|Sinterklaas|Sinterklas|
    Zwarte Piet|De Kerstman|Père Noël|pere noel|Santa Claus|$anta Claus|Weihnachtsmann|Jesus Christ|Donald Trump|Donlad Trump|
    Donald J. Trump|Vladimir Putin|Vladimir Poutine|Osama bin Laden|SpongeBob SquarePants|Sponge Bob Square Pants|Bugs Bunny|
    Ｍｉｃｋｅｙ Ｍｏｕｓｅ|𝐌𝐢𝐜𝐤𝐞𝐲 𝐌𝐨𝐮𝐬𝐞|ᴍɪᴄᴋᴇʏ ᴍᴏᴜꜱᴇ`,
  'name.keyboard-walk': `asdfgh qwerty|asdfgh|qwerty|azerty|qwertz|AZERTY|qsdfgh|wxcvbn|poiuyt|lkjhgf|asdf|qsdf|asdkjh|asd asd|qazwsx|qwertyuiop|plokij|plokijplokij|Qawsed|as\u00addf as\u00addf`,
  'name.repeated': `aaa|aaaa|xxx|XXXX XXXX|aaaaaa|ababab|lalala|x x x|abcabcabc|testtesttest`,
  'name.symbols': `-|---|...|?|***|. .|😀`,
  'name.letter': `x|X.|a|x x|X. X.`,
  'name.digits': `1|123456|12 34`,
  'contact.markup': `<script>alert(1)</script>|<b>Jan</b>|&lt;b&gt;`,
  'contact.template': `{{7*7}}|\${jndi:ldap}|[name]|%s`,
  'contact.query': `x'; DROP TABLE users;--|' OR '1'='1|1 UNION SELECT password FROM users|drop table users|x' or 'a'--|../../../etc/passwd`,
  'contact.formula': `=1+A1|=HYPERLINK("x")|@SUM(A1)`,
  'contact.control': `Jan\u0000 Peeters|Jan \u001b[31mPeeters|\u009b2JJan`,
  'contact.header': `Jan\r\nBcc: a@b.test`,
  'contact.override': `Jan \u202esreteeP`,
  'contact.link': `http://spam.test|Buy at https://spam.test now`,
};

function listed(text: string): string[] {
  return text.split('|').map((value) => value.replace(/^[ \n]+(?=\S)/, ''));
}

describe('names that are manifestly nobody’s', () => {
  for (const [check, names] of Object.entries(MANIFEST_NAMES)) {
    test.each(listed(names))(`${check}: %s`, (name) => {
      expect(countedIn({ name })).toContain(`${check}:manifest`);
    });
  }
});

test.each<[Registrant, string]>([
  [{ name: 'le Président', organisation: 'ASBL Les Amis du Rail' }, 'name.vague:weak'],
  [{ name: 'Le Président', organisation: '' }, 'name.vague-alone:manifest'],
  [{ name: 'domain admin', organisation: 'Appeltuin vzw' }, 'name.vague:weak'],
  [{ name: 'Site Web' }, 'name.placeholder:manifest'],
  [{ name: 'Bitte Leer Lassen' }, 'name.placeholder:manifest'],
  [{ name: 'Nom à compléter' }, 'name.placeholder:manifest'],
  [{ street: ['adresse à compléter'] }, 'street.placeholder:manifest'],
  [{ street: ['rue de la rue 1'] }, 'street.placeholder:manifest'],
  [{ street: ['x 1'] }, 'street.vague:weak'],
  [{ city: 'bb' }, 'city.vague:weak'],
  [{ city: 'xx yy' }, 'city.placeholder:manifest'],
  [{ name: 'kk' }, 'name.vague:weak'],
  [{ name: 'xd xd' }, 'name.placeholder:manifest'],
  [{ name: 'Proef Klant' }, 'name.placeholder:manifest'],
  [{ name: 'Qui Sait' }, 'name.placeholder:manifest'],
  [{ name: 'Kees Kroket' }, 'name.false-identity:manifest'],
  [{ name: 'Rosa Luxus' }, 'name.false-identity:manifest'],
  [{ email: 'aaaaaa@gmail.com' }, 'email.struck:manifest'],
  [{ organisation: 'Company Name' }, 'organisation.placeholder:manifest'],
  [{ organisation: 'bedrijfsnaam' }, 'organisation.placeholder:manifest'],
  [{ organisation: 'Musterfirma GmbH' }, 'organisation.placeholder:manifest'],
  [{ organisation: 'asdf' }, 'organisation.keyboard-walk:manifest'],
  [{ organisation: 'null' }, 'organisation.vague:weak'],
  [{ organisation: 'zzzzzzz' }, 'organisation.repeated:manifest'],
  [{ name: 'Wout Hellemans', organisation: 'zzzzzzz' }, 'organisation.repeated:manifest'],
  [{ name: 'Wout Hellemans', organisation: 'ghaghagha ababab' }, 'organisation.repeated:manifest'],
  [{ name: '', organisation: 'Bobobo' }, 'organisation.repeated:manifest'],
  [{ name: 'Bobobo', organisation: 'Bobobo' }, 'organisation.repeated:manifest'],
  [{ street: ['straat 1'] }, 'street.placeholder:manifest'],
  [{ street: ['Street 1'] }, 'street.placeholder:manifest'],
  [{ street: ['Adres'] }, 'street.placeholder:manifest'],
  [{ street: ['Musterstraße 12'] }, 'street.placeholder:manifest'],
  [{ street: ['null', 'null'] }, 'street.placeholder:manifest'],
  [{ street: ['asdf 1'] }, 'street.keyboard-walk:manifest'],
  [{ street: ['xxx 12'] }, 'street.repeated:manifest'],
  [{ street: ['-'] }, 'street.symbols:manifest'],
  [{ street: ['12'] }, 'street.digits:manifest'],
  [{ street: ['x'] }, 'street.letter:weak'],
  [{ street: ['Wkjxqzt 12'] }, 'street.gibberish:weak'],
  [{ name: 'Міckеу Моusе' }, 'name.false-identity:manifest'],
  [{ name: 'Jоhn Dое' }, 'name.placeholder:manifest'],
  [{ name: 'tеst tеst' }, 'name.placeholder:manifest'],
  [{ name: 'M i c k e y M o u s e' }, 'name.false-identity:manifest'],
  [{ name: 'n u l l' }, 'name.placeholder:manifest'],
  [{ name: 'N.U.L.L.' }, 'name.placeholder:manifest'],
  [{ name: 'Mikey Mouse' }, 'name.shared-identity:weak'],
  [{ name: 'Hommer Simpson' }, 'name.shared-identity:weak'],
  [{ name: 'Donal Duck' }, 'name.shared-identity:weak'],
  [{ city: 'x' }, 'city.letter:manifest'],
  [{ name: '', organisation: 'Mickey Mouse' }, 'organisation.false-identity:weak'],
  [{ name: '', organisation: 'Mickey Mouse BV' }, 'organisation.false-identity:weak'],
  [{ name: '', organisation: 'sdfkjhsdf kjwehr' }, 'organisation.gibberish:weak'],
  [{ name: 'Mickey Mouse BV' }, 'name.false-identity:manifest'],
  [{ city: 'null' }, 'city.placeholder:manifest'],
  [{ city: 'Musterstadt' }, 'city.placeholder:manifest'],
  [{ city: 'woonplaats' }, 'city.placeholder:manifest'],
  [{ city: 'asdf' }, 'city.keyboard-walk:manifest'],
  [{ city: 'aaaa' }, 'city.repeated:manifest'],
  [{ city: '.' }, 'city.symbols:manifest'],
  [{ city: '1000' }, 'city.digits:manifest'],
  [{ city: 'Ville' }, 'city.vague:weak'],
  [{ city: 'xkqvzt' }, 'city.gibberish:weak'],
  [{ name: 'sdfkjhsdf kjwehr' }, 'name.gibberish:weak'],
  [{ name: 'Jan Janssens99' }, 'name.digit:weak'],
  [{ name: 'Peter Parker' }, 'name.shared-identity:weak'],
  [{ street: ['Rue de nulle part 1'] }, 'street.placeholder:manifest'],
  [{ city: 'Nirgendshausen' }, 'city.placeholder:manifest'],
  [{ name: 'Jan Qwerty' }, 'name.keyboard-walk-part:weak'],
  [{ name: 'Jaaaaaan Peeters' }, 'name.repeated-part:weak'],
  [{ name: 'jan@peeters.test' }, 'name.email:weak'],
  [{ name: 'blob', street: ['Blob 1'], city: 'BLOB' }, 'contact.same-value:manifest'],
  [{ email: '<svg/onload=x>@a.test' }, 'contact.markup:manifest'],
  [{ email: '<b>Wout</b> <wout@skynet.be>' }, 'contact.markup:manifest'],
  [{ email: '<img/src=x onerror=x@skynet.be>' }, 'contact.markup:manifest'],
])('%j has %s', (registrant, expected) => {
  expect(countedIn(registrant)).toContain(expected);
});

test.each(['Wout Hellemans <wout@mailveld.be>', '<wout@skynet.be>', "<o'neill+tag@x.co.uk>"])(
  '%s is no markup',
  (email) => {
    expect(countedIn({ email })).toEqual([]);
  },
);

test.each(
  listed(`Eva Bergqvist|Ida Bergqvist|Per Blomqvist|Max Blomqvist|Siv Blomqvist|Oluwaseyi Ogunbiyi|Iyanuoluwa Ojo|Arb Xhafaj|
    Mia Mpumelelo|Ali Mghizrat|Abdulqodir Abdulvohidov|Mia Cvijić|Mpumelelo`),
)('the rare name %s is weakly gibberish at most', (name) => {
  expect(countedIn({ name })).toEqual(['name.gibberish:weak']);
});
test.each(
  listed(`Anna Test|Pierre Test|Max Test|Madame Test|Herr Test|Mevrouw A. Test|Peter Tester|Anna Maria Test|Test, Anna Maria|
    Jan Pieter Test`),
)('%s is somebody', (name) => {
  expect(countedIn({ name }).filter((found) => found.endsWith('manifest'))).toEqual([]);
});
test.each([
  'tester test',
  'Test Testing',
  'test testing test',
  'Testje Demo',
  'Jean Dupond Test',
  'Test John Doe',
  'Mr Test Test',
])('%s is nobody', (name) => {
  expect(countedIn({ name }).some((found) => found.endsWith('manifest'))).toBe(true);
});
test.each(['Rue Xhrouet 2', 'Gwydyr 3'])('the rare street %s too', (street) => {
  expect(countedIn({ street: [street] })).toEqual(['street.gibberish:weak']);
});
test.each([
  [{ name: 'Bzartkluv Jjuplotz' }, 'name.all-gibberish:manifest'],
  [{ name: 'trqwtrwe' }, 'name.all-gibberish:manifest'],
  [{ name: 'xx hdjskf' }, 'name.all-gibberish:manifest'],
  [{ street: ['wqewqewq 12'] }, 'street.all-gibberish:manifest'],
])('struck keys: %j', (registrant, expected) => {
  expect(countedIn(registrant)).toContain(expected);
});
test.each<[name: string, organisation: string]>([
  ['Zorro', 'Zorro Security BV'],
  ['Batman', 'Batman Transport'],
])('%s may be the name of the shop %s', (name, organisation) => {
  expect(countedIn({ name, organisation })).toEqual(['name.shared-identity:weak']);
});
test.each<[name: string, organisation: string]>([
  ['Zorro', 'Zorro'],
  ['Zorro', 'Zorro BV'],
  ['Zorro', 'The Zorro B.V.'],
  ['Zorro', 'Zorro 2'],
  ['Zorro', 'Zorro Company Ltd'],
  ['Zorro', 'Security BV'],
  ['Mickey Mouse', 'Mickey Security BV'],
  ['Mickey Mouse', 'Mickey Mouse Test'],
])('%s is nobody beside %s', (name, organisation) => {
  expect(countedIn({ name, organisation })).toContain('name.false-identity:manifest');
});
test.each<Registrant>([
  { name: '', organisation: 'Zorro' },
  { name: '', organisation: 'VVKSM' },
  { name: 'An Peeters', organisation: 'Mickey Mouse' },
  { name: 'Peter Pan vzw', companyNumber: '0999.013.787' },
  { name: 'Ronaldo Sá' },
  { name: 'Иванов Ivan' },
  { name: 'J. R. R. T.' },
  { name: 'J. R. R. T. K.' },
  { name: 'B. K. S. R. T.' },
  { name: 'V. V. S. R. K. P.' },
  { name: 'b. k. s. r. t.' },
  { name: 'W. X. C. V. B.' },
  { street: ['V V S R K P'] },
  { name: 'Сергей Иванов' },
  { city: 'Ø' },
])('%j passes', (registrant) => {
  expect(countedIn(registrant).filter((found) => !found.startsWith('name.shared'))).toEqual([]);
});
test.each(
  listed(`Muhammad Ali|Ali Muhammad|John Kennedy|Robert Kennedy|James Potter|Robert Crawley|Victor Sullivan|John Shepard|
    James Rhodes|David Brent|Tom Buchanan|Michael Palin|Robert Langdon|Alexander Fleming|Frank Fontaine|Karl Valentin|
    Charles Martel|Jean Moulin|Jean Reno|Jan Hus|Jan Plezier|Jan Vlegel|Jan Van Eyck|Jennifer Lawrence|
    Jake Harper|Sally Brown|Sharon Peters|Roger Moore`),
)('%s is the name of honest people too', (name) => {
  expect(countedIn({ name })).toEqual(['name.shared-identity:weak']);
});
test.each(['Clark Kent', 'Clrak Kent', 'Dwayne Johnson', 'Charles Dickens', 'Ophelia Cox'])(
  '%s is known all over the world',
  (name) => {
    expect(countedIn({ name })).toEqual(['name.false-identity:manifest']);
  },
);
test.each(['Zanele Nxumalo', 'Tendai Ndlovu', 'Gjergj Kastrioti', 'Sjur Hjelmqvist', 'Sadaf', 'Sadaf Khan'])(
  'the rare name %s passes',
  (name) => expect(countedIn({ name, organisation: 'Sadaf Beauty' })).toEqual([]),
);
test.each(['DFDS', 'Fads'])('the organisation %s is none of struck keys', (organisation) =>
  expect(countedIn({ organisation, email: 'dfds@dfds.com' })).toEqual([]),
);
test.each(INNOCENT_NAMES)('the name %s passes', (name) => expect(countedIn({ name })).toEqual([]));
test.each(INNOCENT_ORGANISATIONS)('the organisation %s passes', (organisation) =>
  expect(countedIn({ organisation })).toEqual([]),
);
test.each(INNOCENT_STREETS)('the street %s passes', (street) => expect(countedIn({ street: [street] })).toEqual([]));
test.each(INNOCENT_CITIES)('the city %s passes', (city) => expect(countedIn({ city })).toEqual([]));

test('nothing is found where nothing is', () => {
  expect(findingsIn({})).toEqual([]);
  expect(findingsIn({ name: '', organisation: ' ', street: [], city: '' })).toEqual([]);
});

test.each(['Bobobo', 'Lalala Dododo', 'Chachacha 2'])('%s may be the shop of somebody', (organisation) => {
  expect(countedIn({ name: 'Wout Hellemans', organisation })).toEqual(['organisation.repeated-syllables:weak']);
});
test.each(['Bobo', 'Toto Lala', 'Dada BV', 'Lalala BV'])('%s passes beside a name', (organisation) => {
  expect(countedIn({ name: 'Wout Hellemans', organisation })).toEqual([]);
});

test('a role is held against nobody where the feed tells of no organisations', () => {
  expect(countedIn({ name: 'Webmaster', organisation: '' })).toEqual(['name.vague:weak', 'name.vague-alone:manifest']);
  expect(countedIn({ name: 'Webmaster' })).toEqual(['name.vague:weak']);
});

describe('every check', () => {
  test('has an id of its own', () => {
    expect(new Set(CHECKS.map((check) => check.id)).size).toBe(CHECKS.length);
  });

  test.each(CHECKS)('$id catches and passes what it says', (check) => {
    for (const [registrant, times] of [
      [check.catches, 1],
      [check.passes, 0],
    ] as const) {
      const found = new FindingList();
      check.run(contactOf(registrant), found);
      expect(found.findings).toHaveLength(times);
    }
  });

  test('says why without a word of the registrant', () => {
    const name = 'Zqxjkvbp\u202e<script>9';
    for (const finding of findingsIn({ name, street: [name], city: name, organisation: name })) {
      expect(finding.explain).not.toContain('Zqxjkvbp');
      expect(finding.explain).toMatch(/^[a-z][^<\u202e]*[^.]$/);
    }
  });
});

describe('hostile text', () => {
  const MEGABYTE = 1_000_000;
  test.each([
    ['letters', 'a'.repeat(MEGABYTE)],
    ['words', 'ab '.repeat(MEGABYTE / 2)],
    ['spaces', ' '.repeat(MEGABYTE) + 'a'],
    ['marks', 'e\u0301'.repeat(MEGABYTE / 2)],
    ['lone surrogates', '\ud800'.repeat(MEGABYTE)],
    ['ligatures', 'ﷺ'.repeat(MEGABYTE)],
    ['NUL', '\0'.repeat(MEGABYTE)],
    ['Arabic', 'م'.repeat(MEGABYTE)],
    ['brackets', '<'.repeat(MEGABYTE)],
    ['line ends', '\r\n \t'.repeat(MEGABYTE / 4) + 'x'],
    ['a formula', '+' + 'a'.repeat(MEGABYTE)],
    ['sharp s', 'ß'.repeat(MEGABYTE)],
    ['a quote and blanks', `("${' '.repeat(MEGABYTE)}x`],
  ])('a megabyte of %s is read in linear time', (_what, text) => {
    const registrant = { name: text, organisation: text, street: [text], city: text };
    const before = process.cpuUsage();
    findingsIn(registrant);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(1);
  });

  test.each([
    ['Cyrillic', 'я'.repeat(1_000)],
    ['digits before a letter', '1'.repeat(998) + 'ab'],
  ])('of a thousand characters of %s none is looked at from each on', (_what, text) => {
    const registrant = { name: text, organisation: text, street: [text], city: text };
    const before = process.cpuUsage();
    for (let contacts = 0; contacts < 1_000; contacts++) findingsIn(registrant);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(2);
  });

  test('the part of a finding is cut', () => {
    const [finding] = findingsIn({ name: 'x'.repeat(5_000) });
    expect(finding?.part.length).toBeLessThanOrEqual(100);
  });
});

test('the shipped rows name fields and severities that there are', () => {
  for (const row of SHIPPED.placeholders) {
    expect(['manifest', 'weak', 'note']).toContain(row.severity);
    for (const field of row.fields.split(' ')) expect(['name', 'organisation', 'street', 'city']).toContain(field);
  }
  for (const row of SHIPPED.identities) expect(['yes', 'no']).toContain(row.typos);
});
