// event-keys: the keyed hashes of a contact by which the same contact is counted over registrations, of normalised data that is
// written as bytes and never made a text: the texts cost four times as much as their hashes.
import type { Registrar, Registration, RegistrationEvent } from '../base/registration.js';
import type { ContactEvents } from '../base/screened.js';
import type { Contact } from './contact.js';
import { lettersKey, mailboxKey, nameInOrder } from './contact-keys.js';
import { instantMs } from './instant.js';
import { readPhone } from './phone.js';
import { isDigit } from './words.js';

/** Where bytes are hashed under a key. */
export interface KeyHasher {
  /** May be another one after a call. */
  readonly input: Uint8Array;
  /** 53 bits of the hash of the input's first bytes. */
  keyedHashOf(length: number): number;
  /** Of the text as UTF-8. */
  keyedHash(text: string): number;
}

/** Events that put a holder's data on a name; a registrar that mends a thousand contacts at once is no burst. */
const COUNTED: ReadonlySet<RegistrationEvent> = new Set(['create', 'transfer', 'restore']);
const FEWEST_DIGITS = 6;
const NOUGHT = 0x30;
/** There are a few thousand registrars; hostile feeds may name more. */
const MOST_REGISTRARS = 8192;

/** It would be counted if it told when it was registered. */
export function isUndated({ event, registeredAt }: Registration): boolean {
  return registeredAt === undefined && COUNTED.has(event);
}

export class EventKeys {
  private readonly registrars = new Map<string, number>();

  /** `isProvider` tells domains at which anyone has an address. */
  constructor(
    private readonly hasher: KeyHasher,
    private readonly isProvider: (domain: string) => boolean,
  ) {}

  /** Fills in what is counted of the registration; of others the columns stay NaN. */
  put(contact: Contact, events: ContactEvents, index: number): void {
    const { event, registeredAt, domain, registrar } = contact.registration;
    if (!COUNTED.has(event) || registeredAt === undefined) return;
    const { texts } = contact;
    events.at[index] = instantMs(registeredAt);
    events.name[index] = this.text(domain);
    events.contact[index] = this.holder(contact);
    events.phone[index] = this.phone(contact);
    events.registrar[index] = this.registrar(registrar);
    const email = mailboxKey(texts.email);
    if (email === null) return;
    events.email[index] = this.text(email.text);
    if (!this.isProvider(email.domain)) events.mailDomain[index] = this.text(email.domain);
  }

  private text(text: string): number {
    const { input } = this.hasher;
    const { length } = text;
    if (length > input.length) return this.hasher.keyedHash(text);
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code > 0x7f) return this.hasher.keyedHash(text);
      input[at] = code;
    }
    return this.hasher.keyedHashOf(length);
  }

  /** Who and where; a name without an address, or an address without a name, is not enough to tell people apart. */
  private holder({ texts }: Contact): number {
    const { organisation, street, postalCode, city } = texts;
    const name = nameInOrder(texts.name);
    if (name === '' && organisation === '') return NaN;
    if (street === '' && postalCode === '' && city === '') return NaN;
    let length = this.letters(name, 0);
    length = this.letters(organisation, length);
    length = this.letters(street, length);
    length = this.letters(postalCode, length);
    length = this.letters(city, length);
    if (length !== -1) return this.hasher.keyedHashOf(length);
    return this.hasher.keyedHash(lettersKey(name + organisation + street + postalCode + city));
  }

  /** Writes letters and digits, lower case, from `length` on; says where they end; -1: it has letters that are no Latin ones. */
  private letters(text: string, length: number): number {
    const { input } = this.hasher;
    if (length === -1 || length + 2 * text.length > input.length) return -1;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const letters = code < LATIN_END ? LETTERS[code]! : UNKNOWN;
      if (letters === UNKNOWN) return -1;
      input[length] = letters;
      if (letters !== 0) length++;
      if (letters > 0xff) input[length++] = letters >>> 8;
    }
    return length;
  }

  /** As it is dialled from anywhere, where that can be told; else its digits. */
  private phone(contact: Contact): number {
    const phone = readPhone(contact);
    const isNumber = typeof phone === 'object' && (phone.verdict === 'valid' || phone.verdict === 'possible');
    return isNumber ? this.text(phone.callingCode + phone.national) : this.digits(contact.texts.phone);
  }

  private digits(text: string): number {
    const { input } = this.hasher;
    const most = Math.min(text.length, input.length);
    let length = 0;
    for (let at = 0; at < most; at++) {
      const code = text.charCodeAt(at);
      if (isDigit(code)) input[length++] = code;
    }
    if (length > 2 && input[0] === NOUGHT && input[1] === NOUGHT) {
      input.copyWithin(0, 2, length);
      length -= 2;
    }
    return length < FEWEST_DIGITS ? NaN : this.hasher.keyedHashOf(length);
  }

  private registrar({ id, name }: Registrar): number {
    const text = id || (name === undefined ? '' : lettersKey(name));
    if (text === '') return NaN;
    const known = this.registrars.get(text);
    if (known !== undefined) return known;
    const hash = this.text(text);
    if (this.registrars.size >= MOST_REGISTRARS) this.registrars.clear();
    this.registrars.set(text, hash);
    return hash;
  }
}

/** Letters of Latin stand below this. */
const LATIN_END = 0x250;
const UNKNOWN = 0xffff;

/** What `lettersKey` makes of a character alone: up to two bytes, the first one low; 0 for nothing. */
const LETTERS = Uint16Array.from({ length: LATIN_END }, (_, code) => {
  const key = lettersKey(String.fromCharCode(code));
  const isShort = key.length <= 2 && /^[a-z0-9]*$/.test(key);
  return isShort ? (key.charCodeAt(0) || 0) | ((key.charCodeAt(1) || 0) << 8) : UNKNOWN;
});
