// draft: a registration while it is being made.
import type { Registrant, RegistrantField } from '../../src/base/registration.js';
import type { Home } from './homes.js';
import type { Person } from './people.js';

export type DraftRegistrant = { -readonly [Field in keyof Registrant]: Registrant[Field] };

export interface Draft {
  readonly home: Home;
  readonly person: Person;
  /** The registered name's label. */
  label: string;
  registrant: DraftRegistrant;
  redacted: RegistrantField[];
}
