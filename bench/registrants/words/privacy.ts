// privacy: what registrants look like who stand behind a privacy service, or whose data the registry does not show.
// Origin: as such records stand in public WHOIS answers, from general knowledge.
import type { Registrant } from '../../../src/base/registration.js';

export const REDACTED_TEXTS: readonly string[] = [
  'REDACTED FOR PRIVACY',
  'Redacted for Privacy',
  'Data redacted',
  'Not Disclosed',
  'GDPR Masked',
  'Statutory Masking Enabled',
];

export const PRIVACY_SERVICES: readonly Registrant[] = [
  {
    name: 'Registration Private',
    organisation: 'Domains By Proxy, LLC',
    email: 'vlaamsehoeve.be@domainsbyproxy.com',
    phone: '+1.4806242599',
    street: ['DomainsByProxy.com', '100 S. Mill Ave, Suite 1600'],
    postalCode: '85281',
    city: 'Tempe',
    state: 'Arizona',
    country: 'US',
  },
  {
    name: 'Redacted for Privacy',
    organisation: 'Privacy service provided by Withheld for Privacy ehf',
    email: '6a0e4c1f7bd84c52b1f@withheldforprivacy.com',
    phone: '+354.4212434',
    street: ['Kalkofnsvegur 2'],
    postalCode: '101',
    city: 'Reykjavik',
    country: 'IS',
  },
  {
    name: 'Domain Admin',
    organisation: 'Privacy Protect, LLC (PrivacyProtect.org)',
    email: 'contact@privacyprotect.org',
    phone: '+1.8022274003',
    street: ['10 Corporate Drive'],
    postalCode: '01803',
    city: 'Burlington',
    state: 'MA',
    country: 'US',
  },
  {
    name: 'Contact Privacy Inc. Customer 0151234567',
    organisation: 'Contact Privacy Inc. Customer 0151234567',
    email: 'kempenbouw.be@contactprivacy.com',
    phone: '+1.4165385457',
    street: ['96 Mowat Ave'],
    postalCode: 'M6K 3M1',
    city: 'Toronto',
    state: 'ON',
    country: 'CA',
  },
  {
    name: 'Sophie Renard',
    email: 'd41d8cd98f00b204e98@contact.gandi.net',
    phone: '+33.170377666',
    street: ['Obfuscated whois Gandi-63-65 boulevard Massena'],
    postalCode: '75013',
    city: 'Paris',
    country: 'FR',
    language: 'fr',
  },
];
