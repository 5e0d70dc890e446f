// registration: a record of a feed in the one shape that screening reads (design section 3; the JSON keys are a contract).

export type RegistrationEvent = 'create' | 'update' | 'transfer' | 'renew' | 'restore' | 'delete';

export const REGISTRATION_EVENTS: readonly RegistrationEvent[] = [
  'create',
  'update',
  'transfer',
  'renew',
  'restore',
  'delete',
];

/** The holder as the feed tells it: hostile text, as it stood. A key that is missing was not in the record. */
export interface Registrant {
  readonly name?: string;
  readonly organisation?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly street?: readonly string[];
  readonly postalCode?: string;
  readonly city?: string;
  readonly state?: string;
  /** As it stood; usually ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** As it stood; usually BCP 47. */
  readonly language?: string;
  readonly companyNumber?: string;
}

export type RegistrantField = keyof Registrant;

export const REGISTRANT_FIELDS: readonly RegistrantField[] = [
  'name',
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
];

export interface Registrar {
  readonly id?: string;
  readonly name?: string;
  readonly email?: string;
}

/** What is told of one holder. */
export interface Holder {
  readonly registrant: Registrant;
  /** Fields that the registry has and does not show (RFC 9537); never in `registrant`. */
  readonly redacted: readonly RegistrantField[];
}

export interface Registration extends Holder {
  readonly id?: string;
  readonly event: RegistrationEvent;
  /** The record names its event; else it is taken for a creation. */
  readonly isEventTold?: true;
  /** ISO 8601 in UTC, to the millisecond. */
  readonly registeredAt?: string;
  /** A-label form, lower case, no final dot. */
  readonly domain: string;
  readonly registrar: Registrar;
  /** Others who hold the name too: what is found of any of them is found of the registration. */
  readonly coHolders?: readonly Holder[];
}
