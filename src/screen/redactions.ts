// redactions: words of a registry that hides a field, where the feed hides nothing: the holder wrote them to say nothing.
import type { Severity } from '../base/finding.js';
import type { Check } from './check.js';
import { type RedactionPhrase, redactionPhrases } from './contact-states.js';
import { NAME_FIELDS, type NameField } from './name-words.js';

/** Private persons write it as their organisation where a form insists on one. */
function severityOf(field: NameField): Severity {
  return field === 'organisation' ? 'weak' : 'manifest';
}

/** Of the fields that are judged as text; such words are no e-mail address, phone, postal code or country by themselves. */
export function redactionChecks(rows: readonly RedactionPhrase[]): readonly Check[] {
  const phrases = redactionPhrases(rows);
  return NAME_FIELDS.map((field) => {
    const check: Check = {
      id: `${field}.redaction`,
      severity: severityOf(field),
      field: `registrant.${field}`,
      looksFor: `In the ${field}: words of a registry that hides it, of a feed that hides nothing.`,
      catches: valueOf(field, 'REDACTED FOR PRIVACY'),
      passes: valueOf(field, 'Hidden Hills'),
      run: (contact, found) => {
        const text = contact.texts[field];
        if (text !== '' && phrases.test(text))
          found.add(check, check.field, text, 'it says that it is hidden, and this feed hides nothing');
      },
    };
    return check;
  });
}

function valueOf(field: NameField, text: string): Check['catches'] {
  return { [field]: field === 'street' ? [text] : text };
}
