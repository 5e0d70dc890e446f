// web-address: what registrars write in place of a holder's e-mail address: where a form of theirs is.

export function isWebAddress(text: string): boolean {
  return /^\s*https?:\/\//i.test(text);
}
