// fictional: the invented registrations of datasets/fictional, the lists beside them, and the same as RDAP answers.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Registration } from '../../src/base/registration.js';
import type { HookFiles } from '../../src/prepared.js';
import { DATASETS, ndjson } from '../cli/run-command.js';

const folder = join(DATASETS, 'fictional');

export const REGISTRANTS = join(folder, 'registrants.ndjson');
export const ZONE = join(folder, 'test.zone');
export const HOPPING = join(folder, 'hopping.txt');

export const registrations = ndjson(readFileSync(REGISTRANTS, 'utf8')) as Registration[];

/** A file of `--check-lists`: by the shipped lists nobody has mail under .test. */
export const CHECK_LISTS = { 'lists/reserved-domains.csv': 'domain,kind\ntest,allowed\n' };

/** For a folder of `hookFilesIn`. */
export const HOOK_LISTS = { ...CHECK_LISTS, 'brands.txt': 'pakjora\ncoliszy\n' };

export function hookFilesIn(folder: string): HookFiles {
  return {
    hopping: [HOPPING],
    brands: [join(folder, 'brands.txt')],
    patterns: [],
    allow: [],
    checkLists: join(folder, 'lists'),
    minScore: 0.5,
    profile: {},
  };
}

export function registrationOf(domain: string): Registration {
  return registrations.find((registration) => registration.domain === domain)!;
}

/** What an RDAP server says of it (RFC 9083), the contact as jCard (RFC 7095). */
export function rdapOf({ id, domain, registeredAt, registrar, registrant }: Registration): object {
  const { name = '', organisation = '', email = '', phone = '', language = '', street = [] } = registrant;
  const { city = '', state = '', postalCode = '', country = '' } = registrant;
  const card = [
    ['version', {}, 'text', '4.0'],
    ['fn', {}, 'text', name],
    ['org', {}, 'text', organisation],
    ['adr', { cc: country }, 'text', ['', '', [...street], city, state, postalCode, '']],
    ['email', {}, 'text', email],
    ['tel', { type: 'voice' }, 'uri', `tel:${phone}`],
    ['lang', {}, 'language-tag', language],
  ];
  return {
    objectClassName: 'domain',
    handle: id,
    ldhName: domain,
    events: [{ eventAction: 'registration', eventDate: registeredAt }],
    entities: [
      { objectClassName: 'entity', roles: ['registrant'], vcardArray: ['vcard', card] },
      { objectClassName: 'entity', roles: ['registrar'], handle: registrar.id },
    ],
  };
}
