// whole-number: an option's value as a whole number of at least 1.

export function wholeNumber(option: string, written: string | undefined, otherwise: number): number {
  if (written === undefined) return otherwise;
  if (!/^[1-9][0-9]*$/.test(written)) throw new Error(`--${option}: expected a whole number of at least 1`);
  return Number(written);
}
