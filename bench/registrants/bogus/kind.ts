// kind: one reason for which a registrant is bogus, and how a record comes to be so.
import type { Random } from '../../zone/random.js';
import type { Draft } from '../draft.js';
import type { Half } from '../halves.js';

export type Why =
  | 'placeholder'
  | 'keyboard-mash'
  | 'repeated-letters'
  | 'gibberish'
  | 'false-identity'
  | 'bad-email'
  | 'disposable-email'
  | 'placeholder-email'
  | 'bad-phone'
  | 'bad-postal-code'
  | 'bad-company-number'
  | 'contradiction'
  | 'missing'
  | 'same-everywhere'
  | 'placeholder-street'
  | 'joke-address'
  | 'markup';

/** Spoils the draft, out of the words of the half, and says by what. */
export type Spoil = (draft: Draft, random: Random, half: Half) => readonly Why[];
export type Kind = readonly [weight: number, spoil: Spoil];
