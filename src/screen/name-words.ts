// name-words: the words of one registrant's name, organisation, street and city, each read once for all checks.
import type { Contact } from './contact.js';
import { Words } from './words.js';

export const NAME_FIELDS = ['name', 'organisation', 'street', 'city'] as const;

/** The fields whose text is judged as text. */
export type NameField = (typeof NAME_FIELDS)[number];

/** One field's words, of one contact after the other. */
class FieldWords {
  private readonly words = new Words();
  private contact: Contact | undefined;

  constructor(private readonly field: NameField) {}

  /** Good until the words of another contact are asked for. */
  of(contact: Contact): Words {
    if (this.contact !== contact) {
      this.contact = contact;
      this.words.read(contact.text(this.field));
    }
    return this.words;
  }
}

/** A reader for each field, which its checks keep. */
export class NameWords {
  readonly name = new FieldWords('name');
  readonly organisation = new FieldWords('organisation');
  readonly street = new FieldWords('street');
  readonly city = new FieldWords('city');
}
