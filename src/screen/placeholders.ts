// placeholders: values that say nothing: the form's own words, words for nothing, specimen names.
import type { Severity } from '../base/finding.js';
import type { Check, FindingList } from './check.js';
import type { Contact } from './contact.js';
import { HashFilter } from './hash-filter.js';
import type { PlaceholderRow } from './name-lists.js';
import type { NameField, NameWords } from './name-words.js';
import { NAME_FIELDS } from './name-words.js';
import { PhraseSet } from './word-sets.js';

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

/** The shipped list has 4,400 phrases: 1 % of these. */
const FILTER_BITS = 1 << 19;

export function placeholderChecks(words: NameWords, rows: readonly PlaceholderRow[]): Check[] {
  const filter = new HashFilter(FILTER_BITS);
  const mayFind = (contact: Contact): boolean =>
    NAME_FIELDS.some((field) => {
      const { phrase, reduced } = words[field].of(contact);
      return filter.mayHave(phrase) || filter.mayHave(reduced);
    });
  return KINDS.flatMap((kind) =>
    (Object.keys(kind.examples) as NameField[]).map((field) => {
      const fitting = rows.filter((row) => row.severity === kind.severity && row.fields.split(' ').includes(field));
      const values = new PhraseSet(fitting.map((row) => row.text));
      for (const hash of values.hashes) filter.add(hash);
      return { ...placeholderCheck(words, values, kind, field), mayFind };
    }),
  );
}

function placeholderCheck(words: NameWords, values: PhraseSet, kind: Kind, field: NameField): Check {
  const { catches, passes } = kind.examples[field]!;
  const valueOf = (text: string) => ({ [field]: field === 'street' ? [text] : text });
  const fieldWords = words[field];
  const check: Check = {
    id: `${field}.${kind.id}`,
    severity: kind.severity,
    field: `registrant.${field}`,
    looksFor: `In the ${field}: ${kind.looksFor}.`,
    catches: valueOf(catches),
    passes: valueOf(passes),
    run: (contact: Contact, found: FindingList) => {
      const read = fieldWords.of(contact);
      if (read.count > 0 && values.has(read)) found.add(check, check.field, read.text, kind.explain);
    },
  };
  return check;
}
