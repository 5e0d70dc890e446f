// contact-outcome: what looking at the contact data of a zone's names with a hopping hit came to.
import type { Hit } from '../base/hit.js';
import type { RegistrantSource } from '../registrants.js';

/** How many names' contact data was looked at, and what it came to. */
export interface ContactOutcome {
  readonly apex: string;
  readonly source: RegistrantSource['kind'];
  readonly checked: number;
  readonly withFindings: number;
  readonly inOrder: number;
  readonly unknown: number;
}

/** Gathers the names of one zone that have a hopping hit. */
export class HoppingNames {
  private names = new Set<string>();

  add(hits: readonly Hit[]): void {
    for (const { kind, name } of hits) if (kind === 'hopping') this.names.add(name);
  }

  takeOut(): string[] {
    const names = [...this.names];
    this.names = new Set();
    return names;
  }
}
