// techniques: how a name imitates a brand (design section 2): dnstwist's words first, then ours.

export const TECHNIQUES = [
  // One more letter at the end: paypalx.
  'addition',
  // One bit of one character flipped: raypal.
  'bitsquatting',
  // Letters of another script in the whole label: раураӏ.
  'cyrillic',
  // The brand and another word: paypal-login.
  'dictionary',
  // A character that looks like another: paypa1.
  'homoglyph',
  // A hyphen between letters: pay-pal.
  'hyphenation',
  // One more letter inside, beside one on the keyboard: paypqal.
  'insertion',
  // A letter left out: papal.
  'omission',
  // An s or es at the end: paypals.
  'plural',
  // A letter twice: payypal.
  'repetition',
  // A letter for its neighbour on the keyboard: psypal.
  'replacement',
  // Two neighbouring letters swapped: pyapal.
  'transposition',
  // A vowel for another: peypal.
  'vowel-swap',
  // What fits no other word: www in front, the dot left out.
  'various',
  // The brand's own label under a suffix that is not its own: paypal.shop.
  'tld-swap',
  // The brand itself, once every letter of another look is read as the one it looks like (UTS #39): paypɑl.
  'skeleton',
  // Letters of several scripts in one label: pаypal with a Cyrillic а.
  'mixed-script',
  // The brand with a word glued to it: paypallogin.
  'affix',
  // Said alike: paypall, peypel.
  'homophone',
  // A number for its word, or the reverse: 4you, foryou.
  'numeral-swap',
  // Two edits.
  'double-edit',
] as const;

export type Technique = (typeof TECHNIQUES)[number];

export function isTechnique(word: string): word is Technique {
  return (TECHNIQUES as readonly string[]).includes(word);
}
