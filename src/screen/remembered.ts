// remembered: short texts that feeds have again and again, such as countries, are read once.

/** Hostile feeds may have any number. */
const MOST_REMEMBERED = 4096;
/** In UTF-16 units; longer texts are read each time. */
const LONGEST = 100;

export function remembered<Reading>(read: (text: string) => Reading): (text: string) => Reading {
  const known = new Map<string, Reading>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || text.length > LONGEST) return before ?? read(text);
    const reading = read(text);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, reading);
    return reading;
  };
}
