// markup: content that is meant for a program and not for a reader: HTML, formulas, control characters, headers, links.
import type { Severity } from '../base/finding.js';
import { REGISTRANT_FIELDS, type Registrant, type RegistrantField } from '../base/registration.js';
import type { Check } from './check.js';
import type { Contact } from './contact.js';
import { isDigit } from './words.js';

interface Content {
  readonly id: string;
  readonly severity: Severity;
  readonly fields: readonly RegistrantField[];
  readonly looksFor: string;
  readonly explain: string;
  readonly catches: Registrant;
  readonly passes: Registrant;
  /** Linear on any input. */
  readonly isIn: (text: string, field: RegistrantField) => boolean;
}

/** An opening or closing tag, a comment, one of them escaped; `I <3 U` has none, and `[B] Architecten` closes none. */
const TAG =
  /<[a-z/!?%]|&(?:lt|gt|#0{0,5}6[02]|#x0{0,5}3[ce]);|%3c[a-z/!%]|\\(?:x|u00)3c|\[\/(?:url|img|b|i)\]|\[(?:url|img)[\]=]/i;
const SCRIPT =
  /(?:javascript|vbscript):|^\s*data:[a-z]{1,20}\/|\bon(?:error|load|click|focus|mouseover)\s*=|\b(?:alert|eval|prompt)\(/i;
/** `Wout <wout@skynet.be>` as mail programs write it: no tag has an @ in its name. */
const BRACKETED_ADDRESS = /<[a-z0-9._+'-]{1,64}@[a-z0-9.-]{1,253}>/gi;
/** A template's brackets and the marks of programs' formats, with nothing filled in. */
const TEMPLATE = /\{\{|\}\}|\$\{|#\{|\{%|%\}|\[\[|\]\]|\*\|[a-z]|%[a-z_]{3,30}%|%\([a-z_]{1,30}\)|\[object /i;
/** The like, as companies write their names too: `{creative} agency`. */
const BRACKETED_WORD =
  /\{[a-z_.]{2,40}\}|^\[[a-z][a-z_. ]{1,40}\]$|(?<!\d ?)%[sd](?![a-z0-9])|(?<![a-z])\$[a-z_]{3,30}\b/i;
/** A query, or what ends one and begins another; `Select Wines from Italy` is none. */
const QUERY = new RegExp(
  [
    /['")]\s*(?:or|and)\s+['"(]?\w{1,10}['"]?\s*=/,
    /['"]\)?;?(?:--|\s{0,5}--\s{0,5}$)/,
    /;\s*(?:drop\s+(?:table|database|schema|user|index)|delete\s+from|insert\s+into|update\s+\w{1,30}\s+set)\b/,
    /\bunion\s+(?:all\s+)?select\s+(?:[\d*'"(@]|null\b|\w{1,30}(?:\s*,|\s+from\b))/,
    /\bdrop\s+table\b/,
    /\bselect\s+(?:\*|\w{1,20}\(|\w{1,30}\s+from\s+(?:users?|accounts?|admins?|information_schema)\b)/,
    /\.\.\/\.\.\//,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);
/** What a spreadsheet runs: `=` or another of its signs, and a call, a cell or a pipe behind it. */
const FORMULA =
  /^(?:=\s*(?:[a-z.]{2,30}\(|[a-z]{1,3}\d|[a-z]{1,20}[|!]|[-+@("'\d])|[+@-](?:[^ ]{0,60}[a-z]\||[\d.+*/-]{0,30}(?:sum|cmd|exec|dde|if|hyperlink|importxml|webservice|concatenate)\())/i;
/** Control characters but tab and line ends; of the upper ones those that steer a terminal (others are misread Windows-1252). */
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x90\x9b\x9d]/;
const HEADER =
  /[\r\n][ \t]{0,10}(?:bcc|cc|to|from|subject|reply-to|sender|mime-version|content-[a-z]{1,20}|x-[a-z]{1,20}):/i;
/** Right-to-left override: Latin text that reads backwards. */
const OVERRIDE = /\u202e/;
/** Marks that telephones and web pages leave around what is copied from them. */
const INVISIBLE = /[\u00ad\u180e\u200b\u200e\u2060-\u2064\u202a-\u202d\u2066-\u2069\ufeff]/;
const LINK = /(?:https?|ftp):\/\//i;
/** What a spreadsheet shows where it failed (in English, Dutch, French and German), and control characters as programs write them. */
const RESIDUE =
  /^#(?:name\?|ref!|value!|div\/0!|n\/a|num!|null!|spill!|naam\?|verw!|waarde!|deel\/0!|getal!|n\/b|leeg!|nom ?\?|valeur!|nombre!|bezug!|wert!|zahl!|nv)$|\\(?:u00|x)[01][0-9a-f]|%[01][0-9a-f]/i;

/** RFC 5321 lets the local part of an address have braces, dollars and percent signs. */
const NOT_EMAIL = REGISTRANT_FIELDS.filter((field) => field !== 'email');

export const CONTENTS: readonly Content[] = [
  {
    id: 'contact.markup',
    severity: 'manifest',
    fields: REGISTRANT_FIELDS,
    looksFor: 'HTML or a script in any field, also with its brackets escaped.',
    explain: 'it holds markup or script: that is meant for a program',
    catches: { name: '<script>alert(1)</script>' },
    passes: { organisation: 'We <3 Bikes', email: 'Wout <wout@skynet.be>' },
    isIn: (text) => (TAG.test(text) && TAG.test(text.replace(BRACKETED_ADDRESS, ''))) || SCRIPT.test(text),
  },
  {
    id: 'contact.template',
    severity: 'manifest',
    fields: NOT_EMAIL,
    looksFor: 'A template or a format of a program in any field but the e-mail, with nothing filled in.',
    explain: 'it holds a template that nobody filled in',
    catches: { name: '{{ first_name }}' },
    passes: { city: 'Paseos del Valle [Granja]', organisation: '100 % Bio' },
    isIn: (text, field) => TEMPLATE.test(text) || (field !== 'organisation' && BRACKETED_WORD.test(text)),
  },
  {
    id: 'organisation.template',
    severity: 'weak',
    fields: ['organisation'],
    looksFor: 'A word in a template’s brackets or behind its signs as the organisation.',
    explain: 'it looks like a template that nobody filled in',
    catches: { organisation: '[company]' },
    passes: { organisation: 'Ca$hback BV' },
    isIn: (text) => BRACKETED_WORD.test(text),
  },
  {
    id: 'contact.query',
    severity: 'manifest',
    fields: REGISTRANT_FIELDS,
    looksFor: 'A piece of a query or a path that climbs out of a folder, in any field.',
    explain: 'it holds a piece of a query: that is meant for a program',
    catches: { name: "Robert'); DROP TABLE students;--" },
    passes: { organisation: "Drop; table d'hôtes -- 's-Gravenhage" },
    isIn: (text) => QUERY.test(text),
  },
  {
    id: 'contact.formula',
    severity: 'manifest',
    fields: REGISTRANT_FIELDS,
    looksFor: 'A spreadsheet formula in any field.',
    explain: 'it is a spreadsheet formula: that is meant for a program',
    catches: { organisation: '=HYPERLINK("http://example.test","click")' },
    passes: { organisation: '@Home', phone: '+32 (0)2 123 45 67' },
    isIn: (text) => FORMULA.test(text),
  },
  {
    id: 'contact.control',
    severity: 'manifest',
    fields: REGISTRANT_FIELDS,
    looksFor: 'Control characters and escapes of a terminal in any field.',
    explain: 'it holds control characters: no keyboard writes them into a form',
    catches: { name: 'Jan\u001b[2J Peeters' },
    passes: { street: ['Kerkstraat 1\tbus 2'] },
    isIn: (text) => CONTROL.test(text),
  },
  {
    id: 'contact.header',
    severity: 'manifest',
    fields: REGISTRANT_FIELDS,
    looksFor: 'A line end and a mail header in any field.',
    explain: 'it holds a mail header behind a line end: that is meant for a mail program',
    catches: { name: 'Jan\r\nBcc: all@example.test' },
    passes: { street: ['Kerkstraat 1\nTo the left: bus 2'] },
    isIn: (text) => HEADER.test(text),
  },
  {
    id: 'contact.override',
    severity: 'manifest',
    fields: REGISTRANT_FIELDS,
    looksFor: 'A character that makes text run backwards, in any field.',
    explain: 'it holds a character that makes Latin text read backwards',
    catches: { street: ['\u202eteerts'] },
    passes: { name: 'דוד\u200f כהן' },
    isIn: (text) => OVERRIDE.test(text),
  },
  {
    id: 'contact.invisible',
    severity: 'note',
    fields: REGISTRANT_FIELDS,
    looksFor: 'Invisible characters in any field, as copying leaves them.',
    explain: 'it holds characters that nobody sees',
    catches: { phone: '\u202a+32 2 123 45 67\u202c' },
    passes: { phone: '+32 2 123 45 67' },
    isIn: (text) => INVISIBLE.test(text),
  },
  {
    id: 'contact.residue',
    severity: 'manifest',
    fields: NOT_EMAIL,
    looksFor: 'A spreadsheet’s error or an escaped control character in any field but the e-mail.',
    explain: 'it is what a program leaves where something failed',
    catches: { city: '#NAME?' },
    passes: { organisation: '#1 Bikes', street: ['Kerkstraat #10'] },
    isIn: (text) => RESIDUE.test(text),
  },
  {
    id: 'contact.link',
    severity: 'manifest',
    fields: ['name', 'street', 'city', 'state'],
    looksFor: 'A web address with its scheme as name, street, city or state.',
    explain: 'it holds a web address: no person and no place is called so',
    catches: { name: 'Win now https://example.test' },
    passes: { name: 'Example.test', organisation: 'https://example.test' },
    isIn: (text) => LINK.test(text),
  },
];

/** Formulas begin so, too; telephone numbers have a digit behind it. */
const [PLUS, MINUS, AT_SIGN] = [0x2b, 0x2d, 0x40];
const [HYPHEN, DOT] = [0x2d, 0x2e];
/** What a character is: of a word, or one that contents need, or another one, behind which a query's word may begin. */
const [WORD, SUSPICIOUS, OTHER] = [0, 1, 2];
/** Below here by table. */
const KINDS_BELOW = 0x100;
const KINDS = kindsOfCharacters();
/** The first two letters of UNION, DROP and SELECT. */
const QUERY_BEGINS: ReadonlySet<number> = new Set(['un', 'dr', 'se'].map((two) => pairAt(two, 0)));

export function markupChecks(): Check[] {
  const suspects = new Suspects();
  const mayFind = (contact: Contact): boolean => suspects.of(contact).length > 0;
  return CONTENTS.map((content) => {
    const { id, severity, looksFor, catches, passes, explain } = content;
    const check: Check = {
      id,
      severity,
      field: `registrant.${content.fields[0]!}`,
      looksFor,
      catches,
      passes,
      mayFind,
      run: (contact, found) => {
        for (const field of suspects.of(contact)) {
          const text = contact.text(field);
          if (content.fields.includes(field) && content.isIn(text, field)) {
            found.add(check, `registrant.${field}`, text, explain);
          }
        }
      },
    };
    return check;
  });
}

/** The fields of a contact that are worth a closer look, found once for all checks. */
class Suspects {
  private contact: Contact | undefined;
  private fields: readonly RegistrantField[] = [];

  of(contact: Contact): readonly RegistrantField[] {
    if (this.contact !== contact) {
      this.contact = contact;
      this.fields = suspectsIn(contact);
    }
    return this.fields;
  }
}

const NO_FIELDS: readonly RegistrantField[] = [];

function suspectsIn(contact: Contact): readonly RegistrantField[] {
  return isPlain(contact) ? NO_FIELDS : REGISTRANT_FIELDS.filter((field) => isSuspicious(contact.texts[field]));
}

/** Whether no field is suspicious; written out, since nearly all are plain. */
function isPlain({ texts }: Contact): boolean {
  return !(
    isSuspicious(texts.name) ||
    isSuspicious(texts.organisation) ||
    isSuspicious(texts.email) ||
    isSuspicious(texts.phone) ||
    isSuspicious(texts.street) ||
    isSuspicious(texts.postalCode) ||
    isSuspicious(texts.city) ||
    isSuspicious(texts.state) ||
    isSuspicious(texts.country) ||
    isSuspicious(texts.language) ||
    isSuspicious(texts.companyNumber)
  );
}

/** Whether one of the contents may be in the text. */
export function isSuspicious(text: string): boolean {
  if (text === '') return false;
  const first = text.charCodeAt(0);
  const isLeading = first === PLUS || first === MINUS || first === AT_SIGN;
  if (isLeading && text.length > 1 && !isDigit(text.charCodeAt(1))) return true;
  if (QUERY_BEGINS.has(pairAt(text, 0))) return true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const kind = code < KINDS_BELOW ? KINDS[code]! : kindAbove(code);
    if (kind !== WORD && (kind === SUSPICIOUS || mayBeginQuery(text, at, code))) return true;
  }
  return false;
}

function kindAbove(code: number): number {
  return isInvisibleBlock(code) ? SUSPICIOUS : OTHER;
}

function mayBeginQuery(text: string, at: number, code: number): boolean {
  if ((code === HYPHEN || code === DOT) && text.charCodeAt(at + 1) === code) return true;
  return QUERY_BEGINS.has(pairAt(text, at + 1));
}

/** Two letters in lower case. */
function pairAt(text: string, at: number): number {
  return ((text.charCodeAt(at) | 0x20) << 8) | text.charCodeAt(at + 1) | 0x20;
}

/** Where the invisible characters above Latin are. */
function isInvisibleBlock(code: number): boolean {
  return (code >= 0x2000 && code <= 0x206f) || code === 0xfeff || code === 0x180e;
}

function kindsOfCharacters(): Uint8Array {
  const kinds = new Uint8Array(KINDS_BELOW);
  for (let code = 0; code < KINDS_BELOW; code++) {
    const character = String.fromCharCode(code);
    const isNeeded = CONTROL.test(character) || INVISIBLE.test(character) || '<{}$(|:;=[]&%#\\\r\n'.includes(character);
    kinds[code] = isNeeded ? SUSPICIOUS : /\w/.test(character) ? WORD : OTHER;
  }
  return kinds;
}
