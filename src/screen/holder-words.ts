// holder-words: which words of a holder's name tell in an address.

/** Shorter ones are initials and particles. */
export const SHORTEST_NAME = 3;

/** Whether the letters hold a word of the holder's folded name. */
export function holdsAWordOf(letters: string, holder: string): boolean {
  return holder.split(' ').some((word) => word.length >= SHORTEST_NAME && letters.includes(word));
}
