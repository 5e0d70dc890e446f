// rdap-domain.test: RDAP domain objects: contacts, registrar, dates, redaction; odd jCards crash nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordFault } from '../../src/ingest/record-fault.js';
import { registrationFromRdap } from '../../src/ingest/rdap-domain.js';
import { readText } from './feed-reading.js';

const SEED = Number(process.env['ZONESIEVE_SEED'] ?? 20260714);

const card = (...properties: unknown[][]) => ['vcard', [['version', {}, 'text', '4.0'], ...properties]];
const ADDRESS = ['', 'bus 2', ['Korenlei 1', 'Poort B'], 'Gent', 'OVL', '9000', 'Belgium'];
const holder = {
  objectClassName: 'entity',
  roles: ['registrant'],
  vcardArray: card(
    ['kind', {}, 'text', 'individual'],
    ['fn', {}, 'text', 'Jan Peeters'],
    ['org', {}, 'text', ['Peeters BV', 'IT']],
    ['adr', { cc: 'BE' }, 'text', ADDRESS],
    ['tel', { type: 'FAX' }, 'uri', 'tel:+32.1'],
    ['tel', { type: ['voice'] }, 'uri', 'tel:+32.9000000;ext=45'],
    ['email', {}, 'text', 'jan@peeters.test'],
    ['lang', { pref: '1' }, 'language-tag', 'nl'],
  ),
};
const domain = {
  objectClassName: 'domain',
  handle: 'D1-TEST',
  ldhName: 'PEETERS.test.',
  events: [
    { eventAction: 'expiration', eventDate: '2030-01-01T00:00:00Z' },
    { eventAction: 'registration', eventDate: '2020-01-02T03:04:05Z' },
  ],
  entities: [
    holder,
    {
      roles: ['registrar'],
      handle: 'H',
      publicIds: [{ type: 'IANA Registrar ID', identifier: '292' }],
      vcardArray: card(['fn', {}, 'text', 'Hostwerf']),
      entities: [{ roles: ['abuse'], vcardArray: card(['email', {}, 'text', 'abuse@hostwerf.test']) }],
    },
  ],
};

it('an empty property gives way to a filled one behind it', () => {
  const empty = (name: string, value: unknown = '') => [name, {}, 'text', value];
  const [kind, ...filled] = holder.vcardArray[1]!.slice(1);
  const before = [empty('adr', ['', '', '', '', '', '', '']), empty('email', ' '), empty('tel'), empty('fn')];
  const read = (...properties: unknown[][]) =>
    registrationFromRdap({ ...domain, entities: [{ ...holder, vcardArray: card(...properties) }] }).registrant;
  expect(read(kind as unknown[], ...before, ...(filled as unknown[][]))).toEqual(
    registrationFromRdap(domain).registrant,
  );
  expect(read(...before)).toMatchObject({ name: '', email: '', phone: '', street: [], city: '' });
  const countryAlone = empty('adr', ['', '', '', '', '', '', 'Belgium']);
  expect(read(kind as unknown[], countryAlone, ...(filled as unknown[][]))).toEqual(
    registrationFromRdap(domain).registrant,
  );
  expect(read(kind as unknown[], countryAlone)).toMatchObject({ street: [], country: 'Belgium' });
});

it('a domain object, on its own and among the records of a feed', async () => {
  const registration = {
    event: 'create',
    registeredAt: '2020-01-02T03:04:05.000Z',
    domain: 'peeters.test',
    registrar: { id: '292', name: 'Hostwerf', email: 'abuse@hostwerf.test' },
    registrant: {
      name: 'Jan Peeters',
      organisation: 'Peeters BV IT',
      email: 'jan@peeters.test',
      phone: '+32.9000000 ext. 45',
      street: ['bus 2', 'Korenlei 1', 'Poort B'],
      city: 'Gent',
      state: 'OVL',
      postalCode: '9000',
      country: 'BE',
      language: 'nl',
    },
    redacted: [],
  };
  expect(registrationFromRdap(domain)).toEqual(registration);
  const read = await readText(JSON.stringify([{ domain: 'a.be' }, domain]), { format: 'json' });
  expect(read.registrations[1]).toEqual(registration);
});

it('an address that is only a label; an organisation that is only a name', () => {
  const vcardArray = card(
    ['kind', {}, 'text', 'org'],
    ['fn', {}, 'text', 'Peeters BV'],
    ['adr', { label: 'A 1\n9000 Gent' }, 'text', ['', '', '', '', '', '', '']],
  );
  const { registrant } = registrationFromRdap({ ...domain, entities: [{ roles: ['registrant'], vcardArray }] });
  expect(registrant).toEqual({ name: 'Peeters BV', organisation: 'Peeters BV', street: ['A 1', '9000 Gent'] });
});

describe('redaction (RFC 9537)', () => {
  const REGISTRANT = "$.entities[?(@.roles[0]=='registrant')]";
  const inCard = (property: string, part = '') => `${REGISTRANT}.vcardArray[1][?(@[0]=='${property}')]${part}`;

  it.each<[object, string[]]>([
    [{ name: { type: 'Registrant Name' }, method: 'emptyValue' }, ['name']],
    [{ name: { description: 'Registrant Email' }, method: 'removal' }, ['email']],
    [{ name: { description: 'x' }, prePath: inCard('tel') }, ['phone']],
    [{ name: { description: 'x' }, postPath: inCard('adr', '[3][5]') }, ['postalCode']],
    [{ name: { description: 'x' }, prePath: inCard('adr') }, ['street', 'postalCode', 'city', 'state', 'country']],
    [{ name: { description: 'x' }, prePath: "$.entities[?(@.roles[0]=='administrative')]" }, []],
    [{ name: { type: 'constructor' }, prePath: inCard('constructor') }, []],
    [{ name: 1, prePath: [] }, []],
    [{ name: { type: 'x' }, postPath: "$.entities[0].vcardArray[1][?(@[0]=='fn')][3]" }, ['name']],
    [{ name: { type: 'x' }, postPath: "$.entities[1].vcardArray[1][?(@[0]=='fn')][3]" }, []],
    [
      {
        name: { type: 'x' },
        postPath: "$['entities'][?(@['roles'][0]=='registrant')]['vcardArray'][1][?(@[0]=='tel')][3]",
      },
      ['phone'],
    ],
    [{ name: { type: 'x' }, postPath: '$.entities[0].vcardArray[1][4][3][5]' }, ['postalCode']],
    [{ name: { type: 'x' }, postPath: '$.entities[0].vcardArray[1][7][3]' }, ['email']],
    [{ name: { type: 'x' }, postPath: '$.entities[0].vcardArray[1][77][3]' }, []],
    [{ name: { type: 'x' }, postPath: "$.entities[7].vcardArray[1][?(@[0]=='fn')][3]" }, []],
    [
      { name: { type: 'x' }, postPath: `$.entities[?@.roles[0]=="registrant"].vcardArray[1][?@[0]=="email"]` },
      ['email'],
    ],
    [
      { name: { type: 'x' }, postPath: "$.entities[?('registrant' in @.roles)].vcardArray[1][?(@[0]=='fn')]" },
      ['name'],
    ],
    [{ name: { type: '', description: 'Registrant Name' } }, ['name']],
    [{ prePath: "$..entities[?(@.roles==['registrant'])].vcardArray[1][?(@[0]=='FN')]" }, ['name']],
    [{ prePath: `${REGISTRANT}.vcardArray[1][?(@[0]=='tel' && @[1].type!='fax')]` }, ['phone']],
  ])('%j', (entry, redacted) => {
    const registration = registrationFromRdap({ ...domain, redacted: [entry] });
    expect(registration.redacted).toEqual(redacted);
    for (const field of redacted) expect(registration.registrant).not.toHaveProperty(field);
  });

  it.each([
    { name: { description: 'Registrant Fax' }, prePath: inCard('tel') },
    { name: { type: 'Registrant Phone Ext' }, prePath: inCard('tel') },
    { name: { type: 'x' }, prePath: "$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[1].type=='fax')]" },
    {
      name: { type: 'x' },
      prePath: "$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0]=='tel' && @[1].type=='fax')]",
    },
    { name: { type: 'x' }, prePath: "$.entities[?(@.roles[0]=='registrant')].vcardArray[1][2][3]" },
    { name: { type: 'x' }, prePath: "$.entities[?(@.roles[0]=='registrant')]['handle']" },
    { name: { type: 'x' }, prePath: "$.entities[?(@.roles[0]=='registrant')].handle" },
    { name: { type: 'x' }, prePath: "$.entities[?(@.roles[0]!='registrant')]" },
    { name: { type: 'x' }, prePath: "$.entities[?(!('registrant' in @.roles))].vcardArray[1]" },
    { prePath: `${REGISTRANT}.publicIds[0]` },
    { prePath: `${REGISTRANT}.remarks[0]` },
    { prePath: `${REGISTRANT}.entities[?(@.roles[0]=='abuse')]` },
    { prePath: `${REGISTRANT}[?(@.vcardArray)]` },
    { prePath: inCard('adr', '[3][0,1,2]') },
    { prePath: inCard('adr', '[1].cc') },
    { prePath: `${REGISTRANT}.vcardArray[1][?(!(@[0]=='fn'))]` },
    { prePath: inCard('n') },
    { prePath: `${REGISTRANT}[` },
  ])('hides nothing of the holder: %j', (entry) => {
    expect(registrationFromRdap({ ...domain, redacted: [entry] })).toEqual(registrationFromRdap(domain));
  });

  it.each([
    { name: { type: 'Registrant' } },
    { name: { type: 'x' }, prePath: "$.entities[?(@.roles[0]=='registrant')]" },
    { name: { type: 'x' }, postPath: '$.entities[0].vcardArray' },
    { name: { type: 'x' }, postPath: "$.entities[?(@.roles[*]=='registrant')].vcardArray[1]" },
    { prePath: "$.entities[?(@.roles[0]=='Registrant')].vcardArray[1][*]" },
    { prePath: '$.entities[0].vcardArray[1][1:]' },
  ])('of all of it hides what is not shown: %j', (entry) => {
    const some = { ...holder, vcardArray: card(['fn', {}, 'text', 'Mickey Mouse'], ['email', {}, 'text', '']) };
    const { registrant, redacted } = registrationFromRdap({ ...domain, entities: [some], redacted: [entry] });
    expect([registrant, redacted]).toEqual([
      { name: 'Mickey Mouse' },
      [
        'organisation',
        'email',
        'phone',
        'street',
        'postalCode',
        'city',
        'state',
        'country',
        'language',
        'companyNumber',
      ],
    ]);
  });

  it('of one registrant by its place hides nothing of another', () => {
    const bogus = { ...holder, vcardArray: card(['fn', {}, 'text', 'Mickey Mouse']) };
    const redacted = [{ postPath: '$.entities[1].vcardArray[1][1]' }, { postPath: '$.entities[1]' }];
    const read = registrationFromRdap({ ...domain, entities: [bogus, bogus], redacted });
    expect([read.registrant, read.redacted]).toEqual([{ name: 'Mickey Mouse' }, []]);
    expect(read.coHolders?.[0]).toMatchObject({ registrant: {} });
  });

  it('a megabyte of entries and entities is read at once', () => {
    const redacted = Array.from({ length: 15_000 }, () => ({ prePath: "$.entities[?(@=='registrant')]" }));
    const entities = [...Array.from({ length: 200_000 }, () => ({})), holder];
    expect(registrationFromRdap({ ...domain, entities, redacted }).registrant.name).toBe('Jan Peeters');
  });
});

describe('redaction in remarks, as gTLD servers write it', () => {
  const empty = card(
    ['fn', {}, 'text', ''],
    ['org', {}, 'text', 'Peeters BV'],
    ['adr', { cc: 'BE' }, 'text', ['', '', '', '', '', '', '']],
    ['tel', {}, 'uri', ''],
    ['email', {}, 'text', ''],
  );
  const read = (entity: object) =>
    registrationFromRdap({ ...domain, entities: [{ roles: ['registrant'], vcardArray: empty, ...entity }] });

  it.each([
    { title: 'REDACTED FOR PRIVACY', type: 'object redacted due to authorization' },
    { type: 'object truncated due to authorization' },
    { title: 'REDACTED FOR PRIVACY' },
  ])('%j: what is empty is redacted, what is shown is not', (remark) => {
    const { registrant, redacted } = read({ remarks: [remark] });
    expect(registrant).toEqual({ organisation: 'Peeters BV', country: 'BE' });
    expect(redacted).toEqual(['name', 'email', 'phone', 'street', 'postalCode', 'city', 'state']);
  });

  it.each([[], [{ title: 'Remark', description: ['redacted for privacy'] }], 'redacted', [{ type: 1, title: null }]])(
    'other remarks hide nothing: %j',
    (...remarks) => {
      expect(read({ remarks }).redacted).toEqual([]);
      expect(read({ remarks }).registrant.email).toBe('');
    },
  );

  it('a form of the registrar in place of the address', () => {
    const vcardArray = card(
      ['fn', {}, 'text', 'Jan Peeters'],
      ['email', {}, 'text', 'https://hostwerf.test/contact/1'],
    );
    expect(read({ vcardArray })).toMatchObject({ registrant: { name: 'Jan Peeters' }, redacted: ['email'] });
  });
});

it.each([
  [[['n', {}, 'text', ['Mouse', 'Mickey', '', '', '']]], 'Mickey Mouse'],
  [
    [
      ['fn', {}, 'text', ''],
      ['n', {}, 'text', ['de Vos', ['Jan', 'Piet'], 'K.', 'Mr.', 'jr.']],
    ],
    'Jan Piet K. de Vos',
  ],
  [
    [
      ['fn', {}, 'text', 'Jan Peeters'],
      ['n', {}, 'text', ['Mouse', 'Mickey']],
    ],
    'Jan Peeters',
  ],
  [
    [
      ['fn', {}, 'text', ''],
      ['n', {}, 'text', ['', '', '', '', '']],
    ],
    '',
  ],
  [[['n', {}, 'text', [{}, null, 1]]], '1'],
  [[['n', {}, 'text', 'Mickey']], 'Mickey'],
  [[['fn', {}, 'text', '']], ''],
  [[], undefined],
])('the name in %j', (properties, name) => {
  const { registrant } = registrationFromRdap({
    ...domain,
    entities: [{ roles: ['registrant'], vcardArray: card(...properties) }],
  });
  expect(registrant.name).toBe(name);
});

it('several registrants: the first one is the holder, the others hold the name too', () => {
  const named = (name: string) => ({ roles: ['registrant'], vcardArray: card(['fn', {}, 'text', name]) });
  const read = registrationFromRdap({ ...domain, entities: [named('Jan'), named('Piet'), named('Joris')] });
  expect(read.registrant.name).toBe('Jan');
  expect(read.coHolders?.map(({ registrant }) => registrant.name)).toEqual(['Piet', 'Joris']);
  expect(registrationFromRdap({ ...domain, entities: [named('Jan')] })).not.toHaveProperty('coHolders');
});

it('odd objects give a registration or a RecordFault', () => {
  const odd = fc.oneof(
    { depthSize: 'medium' },
    fc.jsonValue(),
    fc.constantFrom<unknown>(
      null,
      'fn',
      'adr',
      'tel',
      [],
      {},
      ['fn'],
      ['adr', {}, 'text', [[null], {}, [[]]]],
      ['tel', null, 'uri', {}],
      ['org', [], 'text', [1, null]],
    ),
  );
  const jcard = fc.oneof(odd, fc.tuple(fc.constant('vcard'), fc.array(odd)));
  const entity = fc.oneof(
    odd,
    fc.record({
      roles: fc.oneof(odd, fc.constant(['registrant', 'registrar'])),
      vcardArray: jcard,
      publicIds: odd,
      handle: odd,
      entities: odd,
      remarks: odd,
    }),
  );
  const any = fc.record({
    ldhName: fc.constant('a.be'),
    handle: odd,
    events: odd,
    entities: fc.oneof(odd, fc.array(entity)),
    redacted: fc.oneof(odd, fc.array(odd)),
  });
  fc.assert(
    fc.property(any, (object) => {
      try {
        expect(registrationFromRdap(object).domain).toBe('a.be');
      } catch (fault) {
        expect(fault).toBeInstanceOf(RecordFault);
      }
    }),
    { seed: SEED, numRuns: 2_000 },
  );
});
