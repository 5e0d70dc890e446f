// placeholders: values that say nothing: the form's own words, words for nothing, specimen names.
import type { Severity } from '../base/finding.js';
import type { Check, FindingList } from './check.js';
import type { Contact } from './contact.js';
import type { PlaceholderRow } from './name-lists.js';
import type { NameField, NameWords } from './name-words.js';
import { NAME_FIELDS } from './name-words.js';
import { PhraseRows } from './phrase-rows.js';
import type { Words } from './words.js';

interface Kind {
  readonly id: string;
  readonly severity: Severity;
  readonly looksFor: string;
  readonly explain: string;
  readonly examples: Partial<Record<NameField, { readonly catches: string; readonly passes: string }>>;
}

const KINDS: readonly Kind[] = [
  {
    id: 'placeholder',
    severity: 'manifest',
    looksFor: 'a value that says nothing: the name of the form field, a word for nothing, a specimen name',
    explain: 'the whole value is a filler: it names nobody and no place',
    examples: {
      name: { catches: 'Voornaam ACHTERNAAM', passes: 'Jennifer Null' },
      organisation: { catches: 'Your company name', passes: 'Test-Aankoop' },
      street: { catches: 'straat 1', passes: 'Nieuwe Straat 1' },
      city: { catches: 'woonplaats', passes: 'As' },
    },
  },
  {
    id: 'vague',
    severity: 'weak',
    looksFor: 'a word that is hardly ever the whole truth, such as a role or a short filler',
    explain: 'the whole value is a word that seldom names anybody or any place',
    examples: {
      name: { catches: 'admin', passes: 'Root Janssens' },
      organisation: { catches: 'undefined', passes: 'NULL BV' },
      street: { catches: '742 Evergreen Terrace', passes: 'Evergreen Road 3' },
      city: { catches: 'Europe', passes: 'Europa-Park' },
    },
  },
  {
    id: 'none',
    severity: 'note',
    looksFor: 'words that say that there is none, as private persons write where a form insists',
    explain: 'the value says that there is no organisation',
    examples: { organisation: { catches: 'n/a', passes: 'Privé Garage Peeters' } },
  },
];

export function placeholderChecks(words: NameWords, rows: readonly PlaceholderRow[]): Check[] {
  const known = new PhraseRows(rows);
  const mayFind = (contact: Contact): boolean => NAME_FIELDS.some((field) => known.mayHave(words[field].of(contact)));
  const kinds = KINDS.flatMap((kind) =>
    (Object.keys(kind.examples) as NameField[]).map((field) => placeholderCheck(words, known, kind, field)),
  );
  const phrases = [...kinds, ...vagueNames(words, known)];
  return [...phrases.map((check) => ({ ...check, mayFind })), ...testNames(words)];
}

interface VagueName extends Pick<Check, 'id' | 'looksFor' | 'catches' | 'passes'> {
  readonly explain: string;
  readonly isNobody: (read: Words, contact: Contact) => boolean;
}

/** Where a word that is hardly ever the whole truth is none at all. */
const VAGUE_NAMES: readonly VagueName[] = [
  {
    // A role may stand in the name by mistake; who writes it as first and as last name fills the form.
    id: 'name.vague-twice',
    looksFor: 'In the name: one word that seldom names anybody, as first and as last name.',
    explain: 'it says one filler twice',
    catches: { name: 'admin admin' },
    passes: { name: 'Hassan Hassan' },
    isNobody: (read) => read.count > 1 && read.reduced !== read.phrase && read.word(0) === read.word(1),
  },
  {
    // A role beside an organisation is somebody there; alone it is nobody. A feed without organisations may hide one.
    id: 'name.vague-alone',
    looksFor: 'In the name: a word that seldom names anybody, of a holder whose organisation is empty.',
    explain: 'it is no name, and there is no organisation that it may be a role of',
    catches: { name: 'webmaster', organisation: '' },
    passes: { name: 'webmaster', organisation: 'Appeltuin vzw' },
    isNobody: (read, contact) => read.count > 0 && contact.states.organisation === 'empty',
  },
];

function vagueNames(words: NameWords, known: PhraseRows<PlaceholderRow>): Check[] {
  const isVague = isValueOf('weak', 'name');
  return VAGUE_NAMES.map(({ explain, isNobody, ...told }) => {
    const check: Check = {
      ...told,
      severity: 'manifest',
      field: 'registrant.name',
      run: (contact, found) => {
        const read = words.name.of(contact);
        if (isNobody(read, contact) && known.has(read, isVague)) found.add(check, check.field, read.text, explain);
      },
    };
    return check;
  });
}

const TESTING: ReadonlySet<string> = new Set('test tests tester testing testje demo dummy sample'.split(' '));
const HOLDS_A_TEST = /test|demo|dummy|sample/i;
/** Before a surname: Van Der Test. */
const PARTICLES: ReadonlySet<string> = new Set('de van der den del della di da du la le von zu ter ten'.split(' '));
const LEAST_WORDS_OF_A_TEST = 3;
/** Jean-Marc Test has two. */
const HAS_THREE_PARTS = /\S\s+\S+\s+\S/;

interface TestName extends Pick<Check, 'id' | 'severity' | 'looksFor' | 'catches' | 'passes'> {
  readonly isTest: (read: Words) => boolean;
}

const TEST_NAMES: readonly TestName[] = [
  {
    id: 'name.test-words',
    severity: 'manifest',
    looksFor: 'A name of several words, each of which is a word for a test.',
    catches: { name: 'Test Demo Testing' },
    passes: { name: 'Ms Test' },
    isTest: (read) => read.count > 1 && testWordsOf(read) === read.count,
  },
  {
    // A surname, here and there: Anna Maria Test.
    id: 'name.test-word',
    severity: 'weak',
    looksFor: 'In a name of three words or more: a word for a test before or behind the others.',
    catches: { name: 'Jean Dupond Test' },
    passes: { name: 'Jan Van Test' },
    isTest: (read) => {
      const { count, text } = read;
      if (count < LEAST_WORDS_OF_A_TEST || !HAS_THREE_PARTS.test(text) || testWordsOf(read) === count) return false;
      return TESTING.has(read.word(0)) || (TESTING.has(read.word(count - 1)) && !PARTICLES.has(read.word(count - 2)));
    },
  },
];

/** Cheap, and false of nearly all. */
function mayBeTest({ texts }: Contact): boolean {
  return HOLDS_A_TEST.test(texts.name) && texts.name !== texts.organisation;
}

function testWordsOf(read: Words): number {
  let tests = 0;
  for (let index = 0; index < read.count; index++) if (TESTING.has(read.word(index))) tests++;
  return tests;
}

function testNames(words: NameWords): Check[] {
  return TEST_NAMES.map(({ isTest, ...told }) => {
    const check: Check = {
      ...told,
      field: 'registrant.name',
      mayFind: mayBeTest,
      run: (contact, found) => {
        const read = words.name.of(contact);
        if (mayBeTest(contact) && isTest(read)) found.add(check, check.field, read.text, 'it says that it is a test');
      },
    };
    return check;
  });
}

function isValueOf(severity: Severity, field: NameField): (row: PlaceholderRow) => boolean {
  return (row) => row.severity === severity && row.fields.split(' ').includes(field);
}

function placeholderCheck(words: NameWords, known: PhraseRows<PlaceholderRow>, kind: Kind, field: NameField): Check {
  const { catches, passes } = kind.examples[field]!;
  const valueOf = (text: string) => ({ [field]: field === 'street' ? [text] : text });
  const fieldWords = words[field];
  const fits = isValueOf(kind.severity, field);
  const check: Check = {
    id: `${field}.${kind.id}`,
    severity: kind.severity,
    field: `registrant.${field}`,
    looksFor: `In the ${field}: ${kind.looksFor}.`,
    catches: valueOf(catches),
    passes: valueOf(passes),
    run: (contact: Contact, found: FindingList) => {
      const read = fieldWords.of(contact);
      if (read.count > 0 && known.has(read, fits)) found.add(check, check.field, read.text, kind.explain);
    },
  };
  return check;
}
