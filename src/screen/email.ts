// email: addresses that cannot be one, that lead nowhere, or that somebody typed to fill the field.
import type { Check } from './check.js';
import type { Contact } from './contact.js';
import { withoutMarks } from './copied-marks.js';
import type { EmailAddress } from './email-address.js';
import { parseEmail } from './email-address.js';
import type { MailDomainKind, MailDomainLists } from './email-domains.js';
import type { PlaceholderRow } from './name-lists.js';
import { oncePerContact } from './once.js';
import { type IsOwnMailbox, ownMailboxes } from './own-mailbox.js';

/** A row of mailboxes.csv: what stands left of the @. */
export interface Mailbox {
  readonly local: string;
  /**
   * `role`: whoever has that task; `unread`: an address that only sends; `made-up`: no mailbox is called that;
   * `placeholder`: usually none is; `activity`: a trade or a hobby, where it is a word of an address.
   */
  readonly kind: 'role' | 'unread' | 'made-up' | 'placeholder' | 'activity';
}

export const readEmail = oncePerContact((contact: Contact): EmailAddress | undefined => {
  const text = contact.texts.email;
  return text === '' ? undefined : parseEmail(withoutMarks(text));
});

const FIELD = 'registrant.email';

/** The first label: `a` of a@a.com. */
function firstLabel(domain: string): string {
  return domain.slice(0, domain.indexOf('.'));
}

/** One character, however often: `x@x.com`, `aaa@aaa.be`. */
function isOneCharacter(text: string): boolean {
  for (let at = 1; at < text.length; at++) if (text.charCodeAt(at) !== text.charCodeAt(0)) return false;
  return text !== '';
}

const echo: Check = {
  id: 'email.echo',
  severity: 'manifest',
  field: FIELD,
  looksFor: 'One letter or digit, however often, on both sides of the @.',
  catches: { email: 'a@a.com' },
  passes: { email: 'jan@jan.be' },
  run: (contact, found) => {
    const email = readEmail(contact);
    if (email === undefined || !isOneCharacter(email.local) || !isOneCharacter(firstLabel(email.domain))) return;
    if (email.local[0] !== email.domain[0]) return;
    found.add(echo, FIELD, contact.texts.email, 'both sides of the @ are one key, struck to fill the field');
  },
};

const singles: Check = {
  id: 'email.singles',
  severity: 'weak',
  field: FIELD,
  looksFor: 'One letter or digit on each side of the @, not the same.',
  catches: { email: 'a@b.be' },
  passes: { email: 'a@be.be' },
  run: (contact, found) => {
    const email = readEmail(contact);
    if (email?.local.length !== 1 || firstLabel(email.domain).length !== 1 || email.local[0] === email.domain[0])
      return;
    found.add(singles, FIELD, contact.texts.email, 'each side of the @ is one key, as if struck to fill the field');
  },
};

const syntax: Check = {
  id: 'email.syntax',
  severity: 'manifest',
  field: FIELD,
  looksFor: 'Text that is no e-mail address (RFC 5321, 5322, 6531) and holds none.',
  catches: { email: 'wout.appeltuin.test' },
  passes: { email: '"wout h"@appeltuin.test' },
  run: (contact, found) => {
    const email = readEmail(contact);
    if (email?.problem === undefined || !email.hopeless) return;
    found.add(syntax, FIELD, contact.texts.email, email.problem);
  },
};

const form: Check = {
  id: 'email.form',
  severity: 'weak',
  field: FIELD,
  looksFor: 'An address with something around it, two of them, or one that only lenient servers take.',
  catches: { email: 'Wout Hellemans <wout@appeltuin.test>' },
  passes: { email: 'wout@appeltuin.test' },
  run: (contact, found) => {
    const email = readEmail(contact);
    if (email?.problem === undefined || email.hopeless) return;
    found.add(form, FIELD, contact.texts.email, email.problem);
  },
};

function domainKindOf(lists: MailDomainLists): EmailReaders['domainKind'] {
  return oncePerContact((contact) => {
    const domain = readEmail(contact)?.domain ?? '';
    return domain === '' ? 'ordinary' : lists.kindOf(domain);
  });
}

function domainChecks({ domainKind: kindOf, lists }: EmailReaders): readonly Check[] {
  const domainOf = (contact: Contact): string => readEmail(contact)?.domain ?? '';
  const nowhere: Check = {
    id: 'email.domain',
    severity: 'manifest',
    field: FIELD,
    looksFor: 'A domain that cannot exist: of no top-level domain, or one that is reserved (RFC 2606, RFC 6761).',
    catches: { email: 'wout@example.invalid' },
    passes: { email: 'wout@dnsbelgium.be' },
    run: (contact, found) => {
      const kind = kindOf(contact);
      if (kind === 'reserved')
        found.add(nowhere, FIELD, domainOf(contact), 'that domain is reserved and receives no mail');
      if (kind === 'no-tld') found.add(nowhere, FIELD, domainOf(contact), 'there is no such top-level domain');
    },
  };
  const disposable: Check = {
    id: 'email.disposable',
    // Whoever shuns spam may use one elsewhere; a holder must have a working address, and a notice waits for 14 days.
    severity: 'manifest',
    field: FIELD,
    looksFor: 'An address that is thrown away after minutes or days.',
    catches: { email: 'wout@mail.10minutemail.be' },
    passes: { email: 'wout@skynet.be' },
    run: (contact, found) => {
      if (kindOf(contact) !== 'disposable') return;
      found.add(disposable, FIELD, domainOf(contact), 'such addresses are thrown away: no notice will arrive');
    },
  };
  const filler: Check = {
    id: 'email.placeholder-domain',
    severity: 'weak',
    field: FIELD,
    looksFor: 'A domain that people type to fill the field.',
    catches: { email: 'wout@test.com' },
    passes: { email: 'wout@testaankoop.be' },
    run: (contact, found) => {
      if (kindOf(contact) !== 'placeholder') return;
      found.add(filler, FIELD, domainOf(contact), 'that domain is typed to fill the field');
    },
  };
  const typo: Check = {
    id: 'email.domain-typo',
    severity: 'weak',
    field: FIELD,
    looksFor: 'The domain of a big mail provider with a slip of the finger: it is parked or belongs to somebody else.',
    catches: { email: 'wout.hellemans@gmial.com' },
    passes: { email: 'wout.hellemans@gmail.com' },
    run: (contact, found) => {
      const email = readEmail(contact);
      if (email === undefined || lists.meantBy(email.domain) === undefined) return;
      found.add(typo, FIELD, email.domain, 'that is nearly the domain of a big mail provider');
    },
  };
  return [nowhere, disposable, filler, typo];
}

/** A filler before the @ at a domain that is one too, that says the same, or where anybody could have it and nobody does. */
function isFillerOn({ local, domain }: EmailAddress, { lists, isFiller }: EmailReaders): boolean {
  const isNumber = /^\d+$/.test(local);
  const label = firstLabel(domain);
  return (
    lists.kindOf(domain) === 'placeholder' ||
    lists.isFillerLabel(label) ||
    label === local ||
    isFiller(label) ||
    (lists.isProvider(domain) && !isNumber)
  );
}

const BETWEEN_WORDS = /[._+-]/;

/** `no.mail`, `fake_user`, `nobody-test`: every word is a filler. */
function saysNothing(local: string, kinds: ReadonlyMap<string, Mailbox['kind']>): boolean {
  const first = local.search(BETWEEN_WORDS);
  if (first < 0 || !kinds.has(local.slice(0, first))) return false;
  const words = local.split(BETWEEN_WORDS);
  if (words.length < 2 || words.length > 4) return false;
  const known = words.map((word) => (/[a-z]/.test(word) ? kinds.get(word) : undefined));
  return (
    known.every((kind) => kind === 'placeholder' || kind === 'made-up' || kind === 'role') &&
    known.some((kind) => kind !== 'role')
  );
}

/** What fills fields fills none where it is called after the holder. */
function mailboxKindOf(kinds: ReadonlyMap<string, Mailbox['kind']>, isOwn: IsOwnMailbox): EmailReaders['mailboxKind'] {
  return oncePerContact((contact) => {
    const local = readEmail(contact)?.local;
    if (local === undefined) return undefined;
    const kind = kinds.get(local) ?? (saysNothing(local, kinds) ? 'made-up' : undefined);
    return (kind === 'placeholder' || kind === 'made-up') && isOwn(contact, local) ? undefined : kind;
  });
}

function localChecks(readers: EmailReaders): readonly Check[] {
  const { mailboxKind: kindOf, lists } = readers;
  const part = (contact: Contact): string => readEmail(contact)!.local;
  const madeUp: Check = {
    id: 'email.made-up',
    severity: 'manifest',
    field: FIELD,
    looksFor: 'A mailbox that nobody has: keys struck at random, `null`, or the name of the form field.',
    catches: { email: 'first.last@mailveld.be' },
    passes: { email: 'last@mailveld.be' },
    run: (contact, found) => {
      if (kindOf(contact) !== 'made-up') return;
      found.add(madeUp, FIELD, part(contact), 'no mailbox is called that: the field was filled with anything');
    },
  };
  const placeholder: Check = {
    id: 'email.placeholder',
    severity: 'weak',
    field: FIELD,
    looksFor:
      'A mailbox that is usually typed to fill the field, `test` or `1234`, and is not called after the holder.',
    catches: { email: 'test@mailveld.be' },
    passes: { name: 'Jan Jansen', email: 'jan.jansen@mailveld.be' },
    run: (contact, found) => {
      if (kindOf(contact) !== 'placeholder' || isFillerOn(readEmail(contact)!, readers)) return;
      found.add(placeholder, FIELD, part(contact), 'such a mailbox is usually typed to fill the field');
    },
  };
  const fillers: Check = {
    id: 'email.placeholder-address',
    severity: 'manifest',
    field: FIELD,
    looksFor:
      'A mailbox that is typed to fill the field and is not called after the holder, at a domain that is too, that says the same, or of a provider.',
    catches: { email: 'test@test.com' },
    passes: { email: 'test@mailveld.be' },
    run: (contact, found) => {
      if (kindOf(contact) !== 'placeholder' || !isFillerOn(readEmail(contact)!, readers)) return;
      found.add(fillers, FIELD, contact.texts.email, 'the whole address is typed to fill the field');
    },
  };
  const unread: Check = {
    id: 'email.unread',
    severity: 'weak',
    field: FIELD,
    looksFor: 'An address that says of itself that nobody reads it.',
    catches: { email: 'noreply@mailveld.be' },
    passes: { email: 'reply@mailveld.be' },
    run: (contact, found) => {
      if (kindOf(contact) !== 'unread') return;
      found.add(unread, FIELD, part(contact), 'an address of that name only sends: nobody reads what it gets');
    },
  };
  /** A person with a domain of their own may well have an `info@`; nobody has one at a provider of thousands. */
  const sharedRole: Check = {
    id: 'email.role-of-provider',
    severity: 'weak',
    field: FIELD,
    looksFor: 'A task instead of a person at a mail provider, for a holder without an organisation.',
    catches: { email: 'postmaster@gmail.com', organisation: '' },
    passes: { email: 'info@appeltuin.test', organisation: '' },
    run: (contact, found) => {
      if (kindOf(contact) !== 'role' || contact.states.organisation !== 'empty') return;
      if (!lists.isProvider(readEmail(contact)!.domain)) return;
      found.add(sharedRole, FIELD, part(contact), "the address is the provider's own, not that of one of its users");
    },
  };
  const role: Check = {
    id: 'email.role',
    severity: 'note',
    field: FIELD,
    looksFor: 'The address of a task, not of a person: ordinary for an organisation.',
    catches: { email: 'info@appeltuin.test', organisation: 'Appeltuin vzw' },
    passes: { email: 'infanta@appeltuin.test', organisation: 'Appeltuin vzw' },
    run: (contact, found) => {
      if (kindOf(contact) !== 'role') return;
      found.add(role, FIELD, part(contact), 'it is the address of a task, not of a person');
    },
  };
  return [madeUp, placeholder, fillers, unread, sharedRole, role];
}

export function emailChecks(
  mailboxes: readonly Mailbox[],
  lists: MailDomainLists,
  placeholders: readonly PlaceholderRow[],
): readonly Check[] {
  const kinds = new Map(mailboxes.map((row) => [row.local, row.kind]));
  const isFiller = (word: string) => kinds.get(word) === 'placeholder' || kinds.get(word) === 'made-up';
  const mailboxKind = mailboxKindOf(kinds, ownMailboxes(placeholders));
  const readers: EmailReaders = { domainKind: domainKindOf(lists), mailboxKind, lists, isFiller };
  const mayFind = oncePerContact((contact) => isOdd(contact, readers));
  return [syntax, form, echo, singles, ...domainChecks(readers), ...localChecks(readers)].map((check) => ({
    ...check,
    mayFind,
  }));
}

/** What the checks ask of an address, each once for a contact. */
interface EmailReaders {
  readonly domainKind: (contact: Contact) => MailDomainKind;
  readonly mailboxKind: (contact: Contact) => Mailbox['kind'] | undefined;
  readonly lists: MailDomainLists;
  /** Whether a mailbox that is called so is one that nobody has, or usually none. */
  readonly isFiller: (word: string) => boolean;
}

/** Whether there is anything about the address that one of the checks asks for. */
function isOdd(contact: Contact, { domainKind, mailboxKind, lists }: EmailReaders): boolean {
  const email = readEmail(contact);
  if (email === undefined) return false;
  return (
    email.problem !== undefined ||
    domainKind(contact) !== 'ordinary' ||
    mailboxKind(contact) !== undefined ||
    isOneCharacter(email.local) ||
    lists.meantBy(email.domain) !== undefined
  );
}
